"""Promises that cannot be kept together, and steps that come after the promise is broken or over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from typing import Any

from tickets.playbook.build import GENERAL
from tickets.playbook.document import CalendarEntry, DefaultsEntry, Document, MatrixEntry

WEEK = timedelta(days=7)
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
        yield where, f"比「{other}」还短，可那一步在前：必须 {' ≤ '.join(ORDER)}"
    yield from _same_rows(document)


def longer_than_they_look(document: Document, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Days of promises that count working time. `table` tells "2d" from "48h"."""
    given: list[DefaultsEntry | MatrixEntry] = [document.defaults, *document.matrix]
    tables = [table["defaults"], *table.get("matrix", ())]
    for row, written in zip(given, tables, strict=True):
        for name in ORDER:
            words = written.get(name)
            if isinstance(words, str) and words.endswith("d") and _counts_working_time(document, row):
                hours = getattr(row, name) // timedelta(hours=1)
                yield (
                    f"{row.where}.{name}",
                    f'"{words}" 算作 {hours} 个工作小时，实际不止这些天：要几小时就写几小时，如 "16h"',
                )


def _counts_working_time(document: Document, row: DefaultsEntry | MatrixEntry) -> bool:
    if not isinstance(row, DefaultsEntry) and row.type is not None:
        kind = next((each for each in document.types if each.key == row.type), None)
        if kind is not None and (kind.life_safety or kind.calendar):
            return not kind.life_safety and kind.calendar in _part_time(document)
    calendars = {each.calendar for each in document.areas} | {each.calendar for each in document.groups}
    return bool({document.defaults.calendar, *calendars} & _part_time(document))


def _part_time(document: Document) -> set[str | None]:
    """Those that are off at some time of the week."""
    return {each.key for each in document.calendars if _hours_a_week(each) < WEEK}


def _hours_a_week(entry: CalendarEntry) -> timedelta:
    found = timedelta()
    for days, windows in entry.week.items():
        for begins, ends in windows:
            length = timedelta(hours=ends.hour - begins.hour, minutes=ends.minute - begins.minute)
            found += len(days) * (length if length > timedelta() else length + timedelta(days=1))
    return found


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
            yield row.where, f"和「{earlier}」的来源、类型一样：合成一条"
