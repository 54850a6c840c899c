from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.texts.times import explained, length
from tests.tickets.samples import a_ticket, minimal_playbook
from tickets.calendar import LOCAL, Calendar
from tickets.deadlines import Deadline, Promise, deadlines_for
from tickets.fields import Facts
from tickets.lifecycle import rework
from tickets.playbook.values import Area, MatrixRow, Sla, Source
from tickets.ticket import Pause, Status, Wait, WaitingFor

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LUNCH = Calendar(
    key="office", name="办公时间", week=dict.fromkeys(range(5), ((time(8, 30), time(12)), (time(13, 30), time(18))))
)
NIGHT = Calendar(key="night", name="夜班", week=dict.fromkeys(range(7), ((time(20), time(0)),)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


TEN = at("2026-11-20 10:05")


def playbook(*, within_hours=2, **changes: Any):
    """Working time with a lunch break; only arriving is promised."""
    book = minimal_playbook()
    base = replace(book.base, sla=Sla(arrive=within_hours * HOUR))
    return replace(
        book, **{"base": base, "calendars": {"office": LUNCH, "night": NIGHT}, "default_calendar": "office"} | changes
    )


def the_deadline(ticket, book) -> Deadline:
    (deadline,) = deadlines_for(ticket, book)
    return deadline


def test_a_lunch_break_does_not_count_and_is_said():
    deadline = the_deadline(a_ticket(opened_at=TEN), playbook())
    assert deadline.due_at == at("2026-11-20 13:35")
    assert explained(deadline, "报修") == "13:35 前到场：报修 2 小时，从 10:05 报修起算；下班 12:00-13:30 不计"


def test_nothing_is_said_where_every_minute_counts():
    deadline = the_deadline(a_ticket(opened_at=TEN), playbook(within_hours=0.5))
    assert explained(deadline, "漏水") == "10:35 前到场：漏水 30 分钟，从 10:05 报修起算"


def test_life_safety_knows_no_break():
    deadline = the_deadline(a_ticket(opened_at=TEN, life_safety=True), playbook())
    assert deadline.due_at == at("2026-11-20 12:05")


def test_a_night_and_a_weekend_are_said_with_their_days():
    deadline = the_deadline(a_ticket(opened_at=at("2026-11-20 17:00")), playbook())
    assert explained(deadline, "报修") == (
        "11月23日 09:30 前到场：报修 2 小时，从 17:00 报修起算；下班 18:00-11月23日 08:30 不计"
    )


def test_of_many_breaks_only_the_calendar_is_said():
    deadline = the_deadline(a_ticket(opened_at=TEN), playbook(within_hours=24))
    assert explained(deadline, "报修").endswith("；办公时间以外的时间 不计")


def test_waits_that_are_over_and_the_one_that_is_not_are_left_out():
    pause = Pause(begins=at("2026-11-20 10:15"), ends=at("2026-11-20 10:45"), reason=WaitingFor.PARTS)
    wait = Wait(
        reason=WaitingFor.CUSTOMER,
        since=at("2026-11-20 11:00"),
        until=at("2026-11-20 14:00"),
        then=Status.CLAIMED,
    )
    ticket = a_ticket(opened_at=TEN, status=Status.WAITING, pauses=(pause,), wait=wait)
    deadline = the_deadline(ticket, playbook())
    assert deadline.due_at == at("2026-11-20 15:35")
    assert "等配件 10:15-10:45、等客户 11:00-14:00、下班 12:00-13:30 不计" in explained(deadline, "报修")


def test_the_areas_calendar_goes_before_the_groups_and_that_before_the_default():
    book = playbook()
    evening = replace(book.groups["repair"], calendar="night")
    of_group = replace(book, groups={"repair": evening})
    assert the_deadline(a_ticket(opened_at=TEN), of_group).due_at == at("2026-11-20 22:00")
    of_area = replace(of_group, areas={"east": Area(key="east", name="东区", words=(), calendar="office")})
    assert the_deadline(a_ticket(opened_at=TEN, area="east"), of_area).due_at == at("2026-11-20 13:35")


def test_what_was_kept_late_stays_that_late():
    deadline = the_deadline(a_ticket(opened_at=TEN, arrived_at=at("2026-11-20 14:00")), playbook())
    assert deadline.late_at(at("2026-11-21 14:00")) == 25 * MINUTE
    kept = the_deadline(a_ticket(opened_at=TEN, arrived_at=at("2026-11-20 11:00")), playbook())
    assert kept.late_at(at("2026-11-21 14:00")) == timedelta()


def test_what_must_be_done_again_is_promised_anew():
    done = at("2026-11-20 11:05")
    ticket = a_ticket(
        opened_at=TEN, status=Status.DONE, assignee="wanggong", claimed_at=TEN, arrived_at=TEN, done_at=done
    )
    again = rework(ticket, by="lijing", playbook=playbook(), now=at("2026-11-23 08:35")).ticket
    deadline = the_deadline(again, playbook())
    assert (deadline.due_at, deadline.kept_at) == (at("2026-11-23 10:35"), None)
    claimed, _ = deadlines_for(
        again, replace(playbook(), base=replace(playbook().base, sla=Sla(claim=HOUR, arrive=HOUR)))
    )
    assert claimed.late_at(at("2026-11-24 10:00")) == timedelta()


def test_whoever_takes_back_that_it_is_done_has_won_no_time():
    ticket = a_ticket(opened_at=TEN, status=Status.DONE, assignee="wanggong", claimed_at=TEN, done_at=TEN + HOUR)
    again = rework(ticket, by="wanggong", playbook=playbook(), now=TEN + 2 * HOUR).ticket
    assert the_deadline(again, playbook()).due_at == at("2026-11-20 13:35")
    assert again.claimed_at == TEN


def agreed(appointment: str, **changes: Any):
    return a_ticket(opened_at=TEN, facts=Facts(fault="门关不上", appointment=appointment), **changes)


@pytest.mark.parametrize(
    ("appointment", "due"),
    [
        ("11-23 15:00", "2026-11-23 15:00"),
        ("11-23 19:30", "2026-11-23 19:30"),
        ("11-23 上午", "2026-11-23 12:00"),
        ("11-23 晚上", "2026-11-23 21:00"),
        ("11-23", "2026-11-23 18:00"),
        ("01-04 09:00", "2027-01-04 09:00"),
    ],
)
def test_what_was_agreed_on_is_when_somebody_is_to_be_there(appointment: str, due: str):
    assert the_deadline(agreed(appointment), playbook()).due_at == at(due)


def test_until_the_time_that_was_agreed_on_the_customer_is_waited_for():
    assert explained(the_deadline(agreed("11-23 15:00"), playbook()), "报修") == (
        "11月23日 15:00 前到场：报修 2 小时，从 10:05 报修起算；等客户 10:05-11月23日 13:00 不计"
    )


@pytest.mark.parametrize("appointment", ["11-20 11:00", "11-19 15:00", "02-29", "13-41 10:00", "等电话"])
def test_nobody_may_be_later_for_what_was_agreed_on_before_or_is_no_time(appointment: str):
    assert the_deadline(agreed(appointment), playbook()).due_at == at("2026-11-20 13:35")


def test_whoever_is_trapped_has_agreed_on_nothing():
    assert the_deadline(agreed("11-23 15:00", life_safety=True), playbook()).due_at == at("2026-11-20 12:05")


def test_an_agreed_time_leaves_as_long_for_the_work_and_no_longer_to_claim():
    sla = Sla(claim=HOUR, arrive=2 * HOUR, finish=4 * HOUR)
    claim, arrive, finish = deadlines_for(
        agreed("11-23 15:00"), replace(playbook(), base=replace(playbook().base, sla=sla))
    )
    assert (claim.due_at, arrive.due_at) == (at("2026-11-20 11:05"), at("2026-11-23 15:00"))
    assert finish.due_at == at("2026-11-23 17:30")


def test_what_is_promised_comes_from_the_matrix():
    row = MatrixRow(source=Source.MINI_PROGRAM, claim=10 * MINUTE, arrive=30 * MINUTE)
    book = playbook(matrix=(row,))
    promised = deadlines_for(a_ticket(opened_at=TEN, source=Source.MINI_PROGRAM), book)
    assert [(each.promise, each.within) for each in promised] == [
        (Promise.CLAIM, 10 * MINUTE),
        (Promise.ARRIVE, 30 * MINUTE),
    ]


def test_lengths_as_people_say_them():
    assert length(timedelta(days=1, hours=2, minutes=3, seconds=4)) == "1 天 2 小时 3 分钟"
    assert length(timedelta(seconds=40)) == "40 秒"
