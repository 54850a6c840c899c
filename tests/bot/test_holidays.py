from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.chores.holidays import holidays_unknown
from tests.tickets.samples import minimal_playbook
from tickets.calendar import Calendar, last_known_year

BOOK = minimal_playbook()
OFFICE = Calendar(key="office", name="办公时间", week={})
KEEPING = replace(BOOK, calendars={"office": OFFICE})
DECEMBER = datetime(last_known_year(), 12, 5, tzinfo=UTC)


def test_a_month_ahead_it_is_said_that_the_next_year_is_not_known():
    assert holidays_unknown([KEEPING], DECEMBER.replace(month=11)) is None
    said = holidays_unknown([BOOK, KEEPING], DECEMBER)
    assert said is not None
    assert str(last_known_year() + 1) in said


def test_whoever_does_not_keep_to_holidays_is_not_warned():
    day_and_night = replace(BOOK, calendars={"office": replace(OFFICE, holidays=False)})
    assert holidays_unknown([BOOK, day_and_night], DECEMBER) is None
