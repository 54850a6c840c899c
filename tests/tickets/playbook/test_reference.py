"""docs/playbook.md explains every key, and none that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from tickets.documents.reader import Where
from tickets.playbook.document import Document
from tickets.playbook.values import PICTURE, Priority, Source
from tickets.playbook.wordings import ROLES

REFERENCE = Path("docs/playbook.md").read_text(encoding="utf-8")


def keys_of(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name.removesuffix("_"): hints[each.name] for each in fields(kind) if hints[each.name] is not Where}


def tables(hint: Any) -> Iterator[type]:
    """The dataclasses that stand in a type: `tuple[Rule, ...]`, `Hours | None`."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in get_args(hint):
        yield from tables(inner)


def keys_of_all() -> set[str]:
    found, seen, ahead = set(), set(), [Document]
    while ahead:
        kind = ahead.pop()
        if kind in seen or kind.__module__ != Document.__module__:
            continue
        seen.add(kind)
        for key, hint in keys_of(kind).items():
            found.add(key)
            ahead += tables(hint)
    return found


def explained() -> set[str]:
    """The keys in the first column of the tables."""
    rows = re.findall(r"^\| (`[^|]+`) \|", REFERENCE, re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`(\w+)`", row)}


def test_every_key_is_explained_and_no_other() -> None:
    assert explained() == keys_of_all()


def test_every_table_has_its_section() -> None:
    sections = " ".join(re.findall(r"^## (.*)$", REFERENCE, re.MULTILINE))
    missing = [key for key, hint in keys_of(Document).items() if list(tables(hint)) and f"[{key}]" not in sections]
    assert missing == []


def test_every_word_that_may_be_written_is_there() -> None:
    words = [*Source, *Priority, PICTURE, *(f'"{role}"' for role in ROLES)]
    assert [word for word in words if word not in REFERENCE] == []
