"""What leads back to itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tickets.playbook.checks.names import walk
from tickets.playbook.document import Document, When


def found_in(document: Document) -> Iterator[tuple[str, str]]:
    named = {entry.name: entry.when for entry in document.conditions}
    for entry in document.conditions:
        if way := _back_to(entry.name, named, (entry.name,)):
            yield f"{entry.where}.when", f"绕成了圈：{' → '.join(way)}。其中一个不要用「is」，把条件直接写出来"
    for area in document.areas:
        for number, neighbour in enumerate(area.adjacent):
            if neighbour == area.key:
                yield f"{area.where}.adjacent[{number}]", "就是这个片区自己：去掉"


def _back_to(name: str, named: Mapping[str, When], way: tuple[str, ...]) -> tuple[str, ...] | None:
    """The names on the way from the last of `way` back to `name`."""
    for each in _used(named[way[-1]]):
        if each == name:
            return (*way, name)
        if each in named and each not in way and (found := _back_to(name, named, (*way, each))):
            return found
    return None


def _used(when: When) -> Iterator[str]:
    for each in walk(when):
        yield from each.is_ or ()
