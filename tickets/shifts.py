"""When somebody's shift is on: that of any of their groups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tickets.calendar import LOCAL, Calendar, opens_at, spans
from tickets.playbook import Playbook
from tickets.playbook.values import Group

BREAK = timedelta(hours=4)
"""A shorter pause between two windows is one of the same shift."""
MORNING = timedelta(hours=8)
"""Whose group knows no shifts is back at this hour of the next day."""


def on_shift_at(userid: str, playbook: Playbook, now: datetime) -> datetime:
    """`now` while one is on, or where nobody knows of any; otherwise when the next one begins."""
    return min((opens_at(each, now) for each in _calendars(userid, playbook)), default=now)


def next_shift_at(userid: str, playbook: Playbook, now: datetime) -> datetime:
    """When the one after the present one begins."""
    return min((_next(each, now) for each in _calendars(userid, playbook)), default=_next(None, now))


def _calendars(userid: str, playbook: Playbook) -> Iterator[Calendar | None]:
    for group in playbook.groups.values():
        if userid in group.everyone:
            yield _shift(group, playbook)


def _shift(group: Group, playbook: Playbook) -> Calendar | None:
    return playbook.calendars[group.calendar] if group.calendar else None


def _next(calendar: Calendar | None, now: datetime) -> datetime:
    running = spans(calendar, now)
    begins, ends = next(running)
    if begins > now:
        return begins
    if calendar is None or ends - now > timedelta(days=1):
        return _next_morning(now)
    for begins, following in running:
        if begins - ends >= BREAK:
            return begins
        ends = following
    raise AssertionError("spans never end")


def _next_morning(now: datetime) -> datetime:
    morning = now.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0) + MORNING
    return (morning if now < morning else morning + timedelta(days=1)).astimezone(now.tzinfo)


def is_on_call(userid: str, playbook: Playbook, now: datetime) -> bool:
    """Whose day it is, of a group whose shift is off now."""
    today = now.astimezone(LOCAL).weekday()
    groups = (group for group in playbook.groups.values() if userid in group.on_call.get(today, ()))
    return any(opens_at(_shift(group, playbook), now) > now for group in groups)


def is_on_call_before(until: datetime, userid: str, playbook: Playbook, now: datetime) -> bool:
    """On one of the days from now up to then; at midnight no other day has begun."""
    first, last = now.astimezone(LOCAL).date(), (until - timedelta.resolution).astimezone(LOCAL).date()
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    groups = playbook.groups.values()
    return any(userid in group.on_call.get(day.weekday(), ()) for day in days for group in groups)
