"""The lock files hold what pyproject.toml asks for, exactly and without addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = [wish for extra in PROJECT["optional-dependencies"].values() for wish in extra]


def pins(path: str) -> dict[str, str]:
    text = Path(path).read_text(encoding="utf-8")
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.\-]+)==(\S+)$", text, re.MULTILINE)
    }


RUNTIME, DEV = pins("requirements.lock"), pins("requirements-dev.lock")


@pytest.mark.parametrize(("wishes", "locked"), [(PROJECT["dependencies"], RUNTIME), (EXTRAS, RUNTIME | DEV)])
def test_every_wish_is_locked_to_a_version_that_it_allows(wishes, locked):
    for wish in map(Requirement, wishes):
        assert locked[canonicalize_name(wish.name)] in wish.specifier, f"{wish}: run make lock"


def test_no_package_is_locked_twice():
    assert RUNTIME.keys() & DEV.keys() == set()


@pytest.mark.parametrize("path", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_is_a_comment_and_exact_versions(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"# .*|-r requirements\.lock|[\w.\-]+==[\w.]+", line)] == []
