from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from tests.tickets.samples import a_ticket, minimal_playbook
from tickets.calendar import LOCAL, Calendar
from tickets.deadlines import Promise
from tickets.ladders import ladder_for, next_rung, people_of, rungs_for
from tickets.lifecycle import rework, transfer
from tickets.playbook.conditions import All, Facing, OneOf
from tickets.playbook.ladder import Deed, Ladder, Recipient, Since, Step, Until
from tickets.playbook.values import Area, Group, Roles, Sla
from tickets.ticket import Status, Wait, WaitingFor

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TEN = datetime(2026, 11, 20, 10, 0, tzinfo=LOCAL)
OFFICE = Calendar(
    key="office", name="办公时间", week=dict.fromkeys(range(5), ((time(9), time(12)), (time(13), time(18))))
)


def a_step(after: timedelta, until: Until = Until.CLAIMED, since: Since = Since.OPENED, *, wall: bool = False) -> Step:
    return Step(after=after, since=since, until=until, deeds=((Deed.WARN, (Recipient(role="director"),)),), wall=wall)


def playbook(*steps: Step, sla: Sla | None = None):
    book = minimal_playbook()
    return replace(
        book,
        base=replace(book.base, sla=sla or Sla()),
        ladders=(Ladder(name="急", when=OneOf(what="type", values=("trapped",)), steps=steps),),
        calendars={"office": OFFICE},
        default_calendar="office",
        roles=Roles(director="zhouzong"),
    )


def climbing(**changes: Any):
    return a_ticket(opened_at=TEN, ladder="急", owner="sunban", **changes)


def facing(type_key: str) -> Facing:
    return Facing(type=type_key, source="staff", priority="normal", local_time=TEN)


def test_a_ticket_climbs_the_first_ladder_that_fits():
    book = playbook()
    book = replace(book, ladders=(*book.ladders, Ladder(name="都", when=All(), steps=())))
    assert ladder_for(facing("trapped"), book).name == "急"
    assert ladder_for(facing("leak"), book).name == "都"
    assert ladder_for(facing("leak"), replace(book, ladders=book.ladders[:1])) is None


def test_the_earliest_step_is_next_whatever_its_place():
    book = playbook(a_step(4 * HOUR), a_step(2 * HOUR))
    following = next_rung(climbing(), book)
    assert (following.rung.index, following.due_at) == (1, TEN + 2 * HOUR)


def test_a_step_that_was_taken_is_not_taken_again():
    book = playbook(a_step(HOUR), a_step(2 * HOUR))
    assert next_rung(climbing(steps=(0,)), book).rung.index == 1
    assert next_rung(climbing(steps=(0, 1)), book) is None


def test_working_time_stops_at_lunch_and_wall_time_does_not():
    assert next_rung(climbing(), playbook(a_step(3 * HOUR))).due_at == TEN + 4 * HOUR
    assert next_rung(climbing(), playbook(a_step(3 * HOUR, wall=True))).due_at == TEN + 3 * HOUR
    assert next_rung(climbing(life_safety=True), playbook(a_step(3 * HOUR))).due_at == TEN + 3 * HOUR


def test_a_step_is_over_once_the_ticket_has_come_so_far():
    book = playbook(a_step(HOUR, Until.CLAIMED), a_step(2 * HOUR, Until.ON_SITE), a_step(3 * HOUR, Until.DONE))
    assert next_rung(climbing(status=Status.CLAIMED), book).rung.index == 1
    assert next_rung(climbing(status=Status.TRAVELLING), book).rung.index == 1
    assert next_rung(climbing(status=Status.ON_SITE), book).rung.index == 2
    for over in (Status.DONE, Status.CLOSED, Status.CANCELLED):
        assert next_rung(climbing(status=over), book) is None


def test_after_a_transfer_nobody_is_late_for_an_arrival_that_was_in_time():
    book = playbook(sla=Sla(arrive=HOUR, finish=4 * HOUR))
    there = climbing(status=Status.ON_SITE, assignee="wanggong", claimed_at=TEN, arrived_at=TEN + 10 * MINUTE)
    handed = transfer(there, by="sunban", to="zhaogong", playbook=book, now=TEN + 2 * HOUR).ticket
    following = next_rung(handed, book)
    assert (handed.status, following.rung.promise) == (Status.CLAIMED, Promise.FINISH)
    travelling = climbing(status=Status.TRAVELLING, assignee="wanggong", claimed_at=TEN)
    late = transfer(travelling, by="sunban", to="zhaogong", playbook=book, now=TEN + 2 * HOUR).ticket
    assert next_rung(late, book).rung.promise is Promise.ARRIVE


def test_what_counts_from_the_claim_does_not_tick_before_it():
    book = playbook(a_step(HOUR, Until.ON_SITE, Since.CLAIMED))
    assert next_rung(climbing(), book) is None
    claimed = climbing(status=Status.CLAIMED, claimed_at=TEN + HOUR)
    assert next_rung(claimed, book).due_at == TEN + 2 * HOUR


def test_after_rework_the_ladder_begins_at_its_foot():
    book = playbook(a_step(HOUR, Until.CLAIMED), a_step(2 * HOUR, Until.ON_SITE, wall=True))
    done = climbing(status=Status.DONE, assignee="wanggong", claimed_at=TEN, done_at=TEN + HOUR, steps=(0, 1))
    again = rework(done, by="lijing", playbook=book, now=TEN + 48 * HOUR).ticket
    following = next_rung(again, book)
    assert (following.rung.index, following.due_at) == (1, TEN + 50 * HOUR)


def test_a_wait_pushes_the_next_step_away():
    wait = Wait(reason=WaitingFor.PARTS, since=TEN + 30 * MINUTE, until=TEN + 60 * MINUTE, then=Status.CLAIMED)
    waiting = climbing(status=Status.WAITING, wait=wait)
    assert next_rung(waiting, playbook(a_step(HOUR, Until.ON_SITE))).due_at == TEN + 90 * MINUTE


def test_a_promise_that_no_step_speaks_of_has_steps_all_the_same():
    sla = Sla(claim=20 * MINUTE, arrive=2 * HOUR, finish=4 * HOUR)
    book = playbook(a_step(10 * MINUTE, Until.CLAIMED), sla=sla)
    assert [(rung.index, rung.promise, rung.step.after) for rung in rungs_for(climbing(), book)] == [
        (0, None, 10 * MINUTE),
        (2, Promise.ARRIVE, 90 * MINUTE),
        (3, Promise.ARRIVE, 2 * HOUR),
        (4, Promise.FINISH, 3 * HOUR),
        (5, Promise.FINISH, 4 * HOUR),
    ]


def test_a_promise_to_claim_without_a_ladder_reminds_the_leader_and_tells_the_reporter():
    book = playbook(sla=Sla(claim=20 * MINUTE))
    following = next_rung(a_ticket(opened_at=TEN), book)
    assert following.due_at == TEN + 20 * MINUTE
    told = {deed: people_of(to, a_ticket(), book) for deed, to in following.rung.step.deeds}
    assert told == {Deed.REMIND: ("sunban",), Deed.WARN: ("lijing",)}


def test_recipients_are_people_and_nobody_twice():
    book = playbook()
    night = Group(key="night", name="夜班", members=("wanggong", "zhaogong"), leader="zhouzong")
    book = replace(
        book,
        groups={**book.groups, "night": night},
        areas={"east": Area(key="east", name="东区", words=(), leader="wanggong")},
    )
    ticket = climbing(area="east")
    named = {
        "leader": "sunban",
        "director": "zhouzong",
        "owner": "sunban",
        "assignee": "sunban",  # nobody has it yet: the owner answers for it
        "reporter": "lijing",
        "area_leader": "wanggong",
    }
    for role, userid in named.items():
        assert people_of([Recipient(role=role)], ticket, book) == (userid,)
    assert people_of([Recipient(role="assignee")], replace(ticket, assignee="zhaogong"), book) == ("zhaogong",)
    assert people_of([Recipient(role="owner")], replace(ticket, owner=""), book) == ("sunban",)
    assert people_of([Recipient(role="director")], ticket, replace(book, roles=Roles())) == ()
    mixed = [Recipient(group="night"), Recipient(leader_of="night"), Recipient(userid="wanggong")]
    assert people_of(mixed, ticket, book) == ("wanggong", "zhaogong", "zhouzong")
