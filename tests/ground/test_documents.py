"""The documents point to what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCUMENTS = [Path("README.md"), *sorted(Path("docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_leads_somewhere(document):
    text = re.sub(r"`[^`\n]*`", "", document.read_text(encoding="utf-8"))  # a pattern among code may look like a link
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", text)

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_path_of_the_project_that_is_named_exists(document):
    packages = "bot|handlers|storage|tickets|nlp|emulator|playbooks|docs|tests|tools"
    named = re.findall(rf"`((?:{packages})/[\w./-]*)`", document.read_text(encoding="utf-8"))

    assert [path for path in named if not Path(path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_test_that_is_named_exists(document):
    named = set(re.findall(r"`(test_\w+)`", document.read_text(encoding="utf-8")))
    written = {name for file in Path("tests").rglob("test_*.py") for name in _tests_in(file)}

    assert named - written == set()


def _tests_in(file):
    return re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))


def test_every_decision_is_listed():
    listed = Path("docs/decisions/README.md").read_text(encoding="utf-8")

    assert [each.name for each in Path("docs/decisions").glob("0*.md") if f"({each.name})" not in listed] == []
