from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.calendar import LOCAL, Calendar, after, between, last_known_year, opens_at, spans, without

MORNING, AFTERNOON = (time(8, 30), time(12)), (time(13, 30), time(18))
OFFICE = Calendar(key="office", name="办公时间", week=dict.fromkeys(range(5), (MORNING, AFTERNOON)))
NIGHTS = Calendar(
    key="nights", name="夜班", week=dict.fromkeys(range(7), ((time(22), time(0)), (time(0), time(6)))), holidays=False
)
NEVER = Calendar(key="never", name="从不", week={})
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def at(text: str) -> datetime:
    """As people in China say it."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def is_on(calendar: Calendar, moment: datetime) -> bool:
    return opens_at(calendar, moment) == moment


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        ("2026-11-20 08:29:59", False),
        ("2026-11-20 08:30", True),
        ("2026-11-20 11:59:59", True),
        ("2026-11-20 12:00", False),
        ("2026-11-20 13:30", True),
        ("2026-11-20 18:00", False),
        ("2026-11-21 10:00", False),  # a Saturday
        ("2026-10-01 10:00", False),  # National Day, a Thursday
        ("2026-10-10 10:00", True),  # a Saturday on which the holiday is made up for
        ("2026-02-14 10:00", True),  # before Spring Festival
        ("2026-02-23 10:00", False),  # its last day, a Monday
    ],
)
def test_the_office_is_on_in_its_windows_on_working_days(moment, on):
    assert is_on(OFFICE, at(moment)) is on
    assert is_on(OFFICE, at(moment).astimezone(UTC)) is on


def test_an_exception_goes_before_holidays_and_days_of_the_week():
    on_duty = Calendar(
        key="o", name="值班", week=OFFICE.week, exceptions={date(2026, 10, 1): (MORNING,), date(2026, 11, 20): ()}
    )
    assert is_on(on_duty, at("2026-10-01 10:00"))
    assert not is_on(on_duty, at("2026-10-01 15:00"))
    assert not is_on(on_duty, at("2026-11-20 10:00"))


def test_a_shift_over_midnight_is_one_stretch():
    assert next(spans(NIGHTS, at("2026-11-20 12:00"))) == (at("2026-11-20 22:00"), at("2026-11-21 06:00"))
    assert after(NIGHTS, at("2026-11-20 23:00"), 4 * HOUR) == at("2026-11-21 03:00")
    assert is_on(NIGHTS, at("2026-11-21 00:00"))


def test_what_begins_before_lunch_ends_after_it():
    assert after(OFFICE, at("2026-11-20 11:45"), timedelta(minutes=30)) == at("2026-11-20 13:45")


def test_what_begins_on_friday_evening_ends_on_monday():
    assert after(OFFICE, at("2026-11-20 17:30"), 2 * HOUR) == at("2026-11-23 10:00")


def test_what_begins_before_national_day_ends_after_it():
    assert after(OFFICE, at("2026-09-30 17:00"), 2 * HOUR) == at("2026-10-08 09:30")


def test_what_is_over_when_the_shift_ends_is_over_then():
    assert after(OFFICE, at("2026-11-20 17:00"), HOUR) == at("2026-11-20 18:00")


def test_nothing_added_to_a_closed_moment_is_the_next_opening():
    assert after(OFFICE, at("2026-11-21 12:00"), timedelta()) == at("2026-11-23 08:30")
    assert opens_at(OFFICE, at("2026-11-21 12:00")) == at("2026-11-23 08:30")


def test_without_a_calendar_time_passes_as_on_the_wall():
    assert after(None, at("2026-11-21 03:00"), 5 * HOUR) == at("2026-11-21 08:00")
    assert between(None, at("2026-11-21 03:00"), at("2026-11-21 08:00")) == 5 * HOUR
    assert opens_at(None, at("2026-11-21 03:00")) == at("2026-11-21 03:00")


def test_a_calendar_that_is_never_on_does_not_stop_time():
    assert after(NEVER, at("2026-11-21 03:00"), 5 * HOUR) == at("2026-11-21 08:00")


def test_a_calendar_that_is_never_off_lets_time_pass_as_on_the_wall():
    always = Calendar(key="always", name="全天", week=dict.fromkeys(range(7), ((time(0), time(0)),)), holidays=False)
    start = at("2026-11-20 09:10")
    assert is_on(always, start)
    assert after(always, start, timedelta(days=90)) == start + timedelta(days=90)
    assert between(always, start, start + timedelta(days=90)) == timedelta(days=90)


def test_while_the_clock_stands_still_nothing_is_counted():
    still = [(at("2026-11-20 09:00"), at("2026-11-20 14:00"))]
    assert after(OFFICE, at("2026-11-20 08:30"), HOUR, still) == at("2026-11-20 14:30")
    assert between(OFFICE, at("2026-11-20 08:30"), at("2026-11-20 15:00"), still) == timedelta(minutes=90)


def test_past_the_last_known_year_only_the_days_of_the_week_count():
    first = date(last_known_year() + 1, 1, 1)
    days = [first + timedelta(days=number) for number in range(366)]
    assert {bool(OFFICE.windows_on(day)) for day in days if day.weekday() < 5} == {True}
    assert {bool(OFFICE.windows_on(day)) for day in days if day.weekday() >= 5} == {False}


quarters = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
windows = (
    st.lists(quarters, min_size=2, max_size=8, unique=True)
    .map(sorted)
    .map(lambda times: tuple(zip(times[::2], times[1::2], strict=False)))
)
calendars = st.builds(
    Calendar,
    key=st.just("any"),
    name=st.just("任意"),
    week=st.dictionaries(st.integers(0, 6), windows, min_size=1),
    holidays=st.booleans(),
)
moments = st.integers(0, 450 * 24 * 60).map(lambda minutes: datetime(2025, 12, 1, tzinfo=UTC) + minutes * MINUTE)
lengths = st.timedeltas(timedelta(), timedelta(days=10))
stills = st.lists(st.tuples(moments, st.timedeltas(timedelta(), timedelta(days=3))), max_size=3).map(
    lambda found: [(begins, begins + length) for begins, length in found]
)


@given(calendars, moments, lengths, stills)
def test_what_was_added_is_measured(calendar, start, length, still):
    assert between(calendar, start, after(calendar, start, length, still), still) == length


@given(calendars, moments, lengths, lengths)
def test_more_time_ends_later_and_in_steps_as_in_one(calendar, start, one, more):
    there = after(calendar, start, one)
    assert start <= there <= after(calendar, start, one + more)
    assert after(calendar, there, more) in {after(calendar, start, one + more), opens_at(calendar, there)}


@given(calendars, moments, lengths)
def test_a_deadline_is_never_outside_working_time(calendar, start, length):
    due = after(calendar, start, length)
    assert is_on(calendar, due) or is_on(calendar, due - timedelta(microseconds=1))


@given(calendars, moments)
def test_the_next_opening_is_in_working_time_and_nothing_before_it_is(calendar, moment):
    opening = opens_at(calendar, moment)
    assert is_on(calendar, opening)
    assert between(calendar, moment, opening) == timedelta()


@given(moments, st.timedeltas(timedelta(), timedelta(days=30)), stills)
def test_what_is_cut_out_is_gone_and_the_rest_is_in_order(begins, length, still):
    left = list(without([(begins, begins + length)], still))
    times = [moment for span in left for moment in span]
    assert times == sorted(times)
    for at_first, at_last in still:
        assert all(ends <= at_first or starts >= at_last for starts, ends in left if at_first < at_last)
