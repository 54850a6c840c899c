"""When somebody is back."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from tests.tickets.company import a_company
from tickets.calendar import LOCAL, Calendar
from tickets.shifts import next_shift_at, on_shift_at

TWO_WINDOWS = Calendar(
    key="day", name="白班", week=dict.fromkeys(range(5), ((time(8, 30), time(12)), (time(13, 30), time(18))))
)
ALWAYS = Calendar(key="day", name="全天", week=dict.fromkeys(range(7), ((time(0), time(0)),)), holidays=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("now", "on", "following"),
    [
        ("20 07:00", "20 08:30", "20 08:30"),
        ("19 09:00", "19 09:00", "20 08:30"),
        ("19 14:00", "19 14:00", "20 08:30"),
        ("20 12:30", "20 13:30", "20 13:30"),
        ("20 17:00", "20 17:00", "23 08:30"),
    ],
)
def test_with_a_calendar_the_next_shift_comes_after_more_than_a_break(now: str, on: str, following: str) -> None:
    playbook = a_company(calendars={"day": TWO_WINDOWS})
    assert on_shift_at("an", playbook, at(now)) == at(on)
    assert next_shift_at("an", playbook, at(now)) == at(following)


@pytest.mark.parametrize(("now", "following"), [("20 07:00", "20 08:00"), ("20 09:00", "21 08:00")])
@pytest.mark.parametrize("userid", ["ding", "stranger", "an"])
def test_without_shifts_the_next_morning_is_meant(userid: str, now: str, following: str) -> None:
    playbook = a_company(calendars={"day": ALWAYS})
    assert on_shift_at(userid, playbook, at(now)) == at(now)
    assert next_shift_at(userid, playbook, at(now)) == at(following)
