"""Hours that overlap, days that are written twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any

from tickets.calendar import Window
from tickets.playbook.document import CalendarEntry, Document
from tickets.playbook.wordings import DAYS


def contradictory(document: Document) -> Iterator[tuple[str, str]]:
    for calendar in document.calendars:
        yield from _table(f"{calendar.where}.week", calendar.week)
        yield from _table(f"{calendar.where}.exceptions", calendar.exceptions)
        if not _is_ever_on(calendar):
            yield f"{calendar.where}.week", "一个时段也没有，等于永远没有人上班：至少写一天"
    for group in document.groups:
        yield from _twice(f"{group.where}.on_call", group.on_call)
        if group.on_call and group.calendar is None:
            yield f"{group.where}.on_call", "必须先写班组的「calendar」：值班的人是在班次以外才问的"


def _is_ever_on(calendar: CalendarEntry) -> bool:
    return any(calendar.week.values())


def _table(where: str, table: Mapping[Any, Sequence[Window]]) -> Iterator[tuple[str, str]]:
    yield from _twice(where, table)
    for windows in table.values():
        for before, after in zip(sorted(windows), sorted(windows)[1:], strict=False):
            if before[1] == time(0) or after[0] < before[1]:
                yield where, f"{_written(before)} 和 {_written(after)} 重叠：合成一段"


def _twice(where: str, table: Mapping[Any, object]) -> Iterator[tuple[str, str]]:
    days = [day for several in table for day in several]
    for day in dict.fromkeys(days):
        if days.count(day) > 1:
            yield where, f"「{_day(day)}」写了 {days.count(day)} 次：只写一次"


def _written(window: Window) -> str:
    return f"{window[0]:%H:%M}-{window[1]:%H:%M}"


def _day(day: object) -> str:
    return DAYS[day] if isinstance(day, int) else str(day)
