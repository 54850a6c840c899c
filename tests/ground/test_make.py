"""The command line of the project."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path("Makefile").read_text(encoding="utf-8")


@pytest.fixture
def programs(tmp_path: Path):
    """A PATH with the basic programs and the given scripts, and nothing else."""

    def programs(**scripts: str) -> str:
        for name in {"sh", "dirname", "id", "cat", "mktemp", "rm", "tail"} - scripts.keys():
            (tmp_path / name).symlink_to(
                next(Path(each, name) for each in os.defpath.split(":") if Path(each, name).exists())
            )
        for name, script in scripts.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (tmp_path / name).chmod(0o755)
        return str(tmp_path)

    return programs


def run(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603  our own scripts


def test_make_alone_lists_every_target():
    listed = run("make", PATH=os.environ["PATH"]).stdout
    targets = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert targets
    assert re.findall(r"^  make (\w+)", listed, re.MULTILINE) == targets[1].split()


def test_the_newest_suitable_python_is_taken(programs):
    path = programs(**{"python3.13": "exit 127", "python3.12": "exit 0", "python3": "exit 0"})

    assert run("tools/find-python", PATH=path).stdout == "python3.12\n"


def test_a_python_by_name_is_taken_even_with_blanks_in_its_path(programs, tmp_path):
    path = programs(**{"my python": "exit 0"})

    assert run("tools/find-python", PATH=path, PYTHON=f"{tmp_path}/my python").stdout == f"{tmp_path}/my python\n"


def test_an_old_python_alone_is_told_what_is_needed(programs):
    result = run("tools/find-python", PATH=programs(python3='case "$2" in *version_info*) exit 1; esac'))

    assert result.returncode == 1
    assert "Paidan needs Python 3.11 or newer" in result.stderr


def test_a_missing_venv_module_is_told_with_its_package(programs):
    lacking = 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv; esac'
    result = run("tools/find-python", PATH=programs(python3=lacking))

    assert result.returncode == 1
    assert "python3.11-venv" in result.stderr


def test_without_root_apt_is_only_suggested(programs):
    result = run("tools/need-browser", PATH=programs(**{"apt-get": "exit 0", "id": "echo 1000"}))

    assert result.returncode == 1
    assert "Please run: sudo apt-get install chromium" in result.stderr
    assert "make unit" in result.stderr


def test_a_browser_that_only_points_elsewhere_does_not_count(programs):
    result = run("tools/need-browser", PATH=programs(**{"chromium-browser": "echo use snap; exit 1"}))

    assert result.returncode == 1


def test_a_browser_that_is_there_is_enough(programs):
    path = programs(**{"google-chrome": "exit 0", "apt-get": "echo must not be called; exit 1"})

    assert run("tools/need-browser", PATH=path).returncode == 0
