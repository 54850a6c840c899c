"""Promises that cannot be kept together, and steps that come after the promise is broken or over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from tickets.playbook.build import GENERAL
from tickets.playbook.document import DefaultsEntry, Document, MatrixEntry

ORDER = ("claim", "arrive", "finish")
Promise = tuple[timedelta, str]
"""How long, and where that is written."""


def contradictory(document: Document) -> Iterator[tuple[str, str]]:
    """Each pair of promises once, however many sources and types it holds for."""
    told = set()
    types = [each.key for each in document.types] or [GENERAL.key]
    sources = {row.source for row in document.matrix} | {None}
    for source, kind in product(sorted(sources, key=str), types):
        promised = _promised(document, source, kind)
        for earlier, later in (("claim", "arrive"), ("arrive", "finish"), ("claim", "finish")):
            if earlier in promised and later in promised and promised[earlier][0] > promised[later][0]:
                told.add((promised[later][1], promised[earlier][1]))
    for where, other in sorted(told):
        yield where, f"is over before {other}, which comes first: {' ≤ '.join(ORDER)}"
    yield from _same_rows(document)


def _promised(document: Document, source: str | None, kind: str) -> dict[str, Promise]:
    """As `Playbook.terms_for` finds them."""
    rows = [row for row in document.matrix if row.source in (None, source) and row.type in (None, kind)]
    rows.sort(key=_particularity)
    found: dict[str, Promise] = {}
    lines: list[DefaultsEntry | MatrixEntry] = [document.defaults, *rows]
    for row in lines:
        for name in ORDER:
            if (within := getattr(row, name)) is not None:
                found[name] = (within, f"{row.where}.{name}")
    return found


def _particularity(row: MatrixEntry) -> int:
    return (row.type is not None) * 2 + (row.source is not None)


def _same_rows(document: Document) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str | None, str | None], str] = {}
    for row in document.matrix:
        if (earlier := first.setdefault((row.source, row.type), row.where)) != row.where:
            yield row.where, f"is for the same source and type as {earlier}: make them one"
