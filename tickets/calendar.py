"""Working time: when a shift is on, and when so much of it will have passed.

A *span* is a stretch of time from a moment up to, but not including, another. What a clock counts is a row of spans:
those in which a calendar is on, without those in which the clock stands still.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chinese_calendar.constants import holidays, workdays

LOCAL = ZoneInfo("Asia/Shanghai")
"""The times that people say, and the days of shifts, are China's, wherever the server stands."""

LONGEST_CLOSED = timedelta(days=400)
"""A calendar that is off for longer than this is never on: time then passes for it as it does on the wall."""

LONGEST_SPAN = timedelta(days=31)
"""A calendar that is never off is cut into pieces of about this length, or its first span would never be known."""

Window = tuple[time, time]
"""From, up to but not including; `time(0)` as the end is midnight. No window goes over midnight: it is two."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """`week` has the windows of Monday (0) to Sunday (6); a make-up day has Monday's. `holidays`: China's public
    holidays are off and its make-up days are on. `exceptions` go before everything: the windows of one date, none: off.
    """

    key: str
    name: str
    week: Mapping[int, tuple[Window, ...]]
    holidays: bool = True
    exceptions: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)

    def windows_on(self, day: date) -> tuple[Window, ...]:
        if (own := self.exceptions.get(day)) is not None:
            return own
        if self.holidays and day in holidays:
            return ()
        weekday = 0 if self.holidays and day in workdays else day.weekday()
        return self.week.get(weekday, ())


def last_known_year() -> int:
    """Up to when the public holidays and make-up days are known; afterwards only the days of the week count."""
    last: date = max(holidays)
    return last.year


def opens_at(calendar: Calendar | None, at: datetime) -> datetime:
    """`at` where it is on by then; otherwise when it is on again."""
    return max(next(spans(calendar, at))[0], at)


def after(calendar: Calendar | None, start: datetime, length: timedelta, still: Iterable[Span] = ()) -> datetime:
    """When `length` of the calendar's time will have passed since `start`, while the clock does not stand `still`.

    What is over exactly when a shift ends is over then, not when the next one begins.
    """
    left = length
    for begins, ends in without(spans(calendar, start), still):
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    raise AssertionError("spans never end")


def between(calendar: Calendar | None, start: datetime, end: datetime, still: Iterable[Span] = ()) -> timedelta:
    """How much of the calendar's time passed; nothing where `end` is not after `start`."""
    passed = timedelta()
    for begins, ends in without(spans(calendar, start), still):
        passed += max(min(ends, end) - begins, timedelta())
        if ends >= end:
            return passed
    raise AssertionError("spans never end")


def spans(calendar: Calendar | None, since: datetime) -> Iterator[Span]:
    """In which it is on, from `since` on, without end; two that touch are one."""
    if calendar is None:
        yield since, _forever(since)
        return
    begins, ends = since, since
    for opening, closing in _openings(calendar, since):
        if opening > ends or ends - begins > LONGEST_SPAN:
            if ends > begins:
                yield begins, ends
            begins = opening
        ends = max(ends, closing)
    if ends > begins:
        yield begins, ends
    yield ends, _forever(since)


def without(running: Iterable[Span], still: Iterable[Span]) -> Iterator[Span]:
    """What is left of the running spans once the still ones are cut out."""
    cuts = sorted(still)
    for begins, ends in running:
        at = begins
        for cut_begins, cut_ends in cuts:
            if cut_ends <= at or cut_begins >= ends:
                continue
            if cut_begins > at:
                yield at, cut_begins
            at = max(at, min(cut_ends, ends))
        if at < ends:
            yield at, ends


def _openings(calendar: Calendar, since: datetime) -> Iterator[Span]:
    """Each day's windows as moments, in order, from `since` on; ends where it is off for too long."""
    day, last = since.astimezone(LOCAL).date(), since
    while True:
        for opening, closing in sorted(calendar.windows_on(day)):
            begins = _moment(day, opening, since)
            ends = _moment(day + timedelta(days=closing == time(0)), closing, since)
            if ends > last:
                yield max(begins, last), ends
                last = ends
        day += timedelta(days=1)
        if _moment(day, time(0), since) - last > LONGEST_CLOSED:
            return


def _forever(like: datetime) -> datetime:
    return datetime.max.replace(tzinfo=like.tzinfo)


def _moment(day: date, at: time, like: datetime) -> datetime:
    return datetime.combine(day, at, LOCAL).astimezone(like.tzinfo)
