from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.texts.reasons import why_me
from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets import turns
from tickets.dispatch import dispatch
from tickets.ladders import next_rung
from tickets.lifecycle import Change
from tickets.notifications import CardDue, Notification, Subject, SubjectKind, Telling, Told
from tickets.placing import placed
from tickets.playbook import Playbook
from tickets.playbook.conditions import All
from tickets.playbook.ladder import Deed, Ladder, Recipient, Since, Step, Until
from tickets.playbook.recognition import facing_of
from tickets.playbook.values import Group, Roles, Rule, Sla
from tickets.staffing import Availability, Staffing
from tickets.steps import take
from tickets.ticket import Declined, Status, Ticket, Wait, WaitingFor
from tickets.tidings import notifications_for

FIVE = timedelta(minutes=5)
DIRECTOR, LEADER = Recipient(role="director"), Recipient(role="leader")


def playbook(*deeds: tuple[Deed, tuple[Recipient, ...]], until: Until = Until.CLAIMED) -> Playbook:
    """One step after five minutes; the minimal playbook's group, and one that stands by."""
    book = minimal_playbook()
    step = Step(after=FIVE, since=Since.OPENED, until=until, deeds=deeds)
    standby = Group(key="standby", name="备勤组", members=("zhaogong", "zhouzong"), leader="zhouzong")
    return replace(
        book,
        base=replace(book.base, sla=Sla()),
        groups={**book.groups, "standby": standby},
        ladders=(Ladder(name="急", when=All(), steps=(step,)),),
        roles=Roles(director="zhouzong"),
    )


def taken(ticket: Ticket, book: Playbook, now: datetime = NOW + FIVE, absent: tuple[str, ...] = ()) -> Change:
    following = next_rung(ticket, book)
    assert following is not None
    return take(ticket, following, playbook=book, now=now, absent=absent)


def given(ticket: Ticket, book: Playbook, staff: Staffing = Staffing()) -> Change:  # noqa: B008  # a value
    """Taken, and dispatched to those who have it now."""
    change = taken(ticket, book)
    now = NOW + FIVE
    found = dispatch(change.ticket, facing_of(change.ticket, now), book, staff, now)
    sent = placed(change.ticket, found, now=now)
    return Change(sent.ticket, (*change.events, *sent.events))


def away(*people: str) -> Staffing:
    return Staffing(said={userid: Availability(away=True, since=NOW) for userid in people})


def heard(change: Change, book: Playbook) -> list[Notification]:
    return [each for event in change.events for each in notifications_for(event, change.ticket, book)]


def climbing(**changes: Any) -> Ticket:
    return a_ticket(id=5, ladder="急", asked=("wanggong",), **changes)


def test_a_step_is_taken_once():
    book = playbook((Deed.WARN, (DIRECTOR,)))
    assert next_rung(taken(climbing(), book).ticket, book) is None


def test_whoever_is_reminded_can_act_and_whoever_is_warned_knows():
    book = playbook((Deed.REMIND, (LEADER,)), (Deed.WARN, (DIRECTOR, LEADER)))
    notes = heard(taken(climbing(), book), book)
    assert sorted((note.to, note.what) for note in notes if isinstance(note, Told)) == [
        ("sunban", Telling.STEP_REMIND),
        ("zhouzong", Telling.STEP_WARN),
    ]
    assert [note.to for note in notes if isinstance(note, CardDue)] == ["sunban"]


def test_to_reassign_takes_it_from_whoever_has_it():
    book = playbook((Deed.REASSIGN, (Recipient(group="standby"),)), until=Until.ON_SITE)
    change = given(climbing(status=Status.CLAIMED, assignee="wanggong", claimed_at=NOW), book)
    ticket, (step, sent) = change.ticket, change.events
    assert (ticket.status, ticket.assignee, ticket.group, ticket.owner) == (Status.OPEN, None, "standby", "zhouzong")
    assert ticket.asked == ("zhaogong", "zhouzong")
    assert (step.taken_from, sent.asked, sent.not_asked) == ("wanggong", ("zhaogong", "zhouzong"), ("wanggong",))
    notes = heard(change, book)
    assert [note.to for note in notes if isinstance(note, Told)] == ["wanggong"]
    assert {note.to for note in notes if isinstance(note, CardDue)} == {"zhaogong", "zhouzong", "wanggong", "lijing"}


def test_to_reassign_to_one_person_makes_that_person_answer_for_it():
    book = playbook((Deed.REASSIGN, (Recipient(leader_of="standby"),)))
    change = given(climbing(), book)
    ticket, trace = change.ticket, change.events[1].trace
    assert (ticket.asked, ticket.owner, ticket.group) == (("zhouzong",), "zhouzong", "standby")
    assert why_me(trace, "zhouzong", book) == "一直没有人处理，按「急」转派给备勤组的负责人，就是您。"


def test_where_all_have_declined_it_is_their_leaders():
    book = playbook((Deed.REASSIGN, (Recipient(userid="zhaogong"),)))
    ticket = given(climbing(declined=(Declined(by="zhaogong", why="far"),)), book).ticket
    assert (ticket.asked, ticket.owner) == (("sunban",), "sunban")


def test_to_widen_asks_more_and_takes_nothing_from_anybody():
    book = playbook((Deed.WIDEN, (Recipient(group="standby"),)))
    change = taken(climbing(declined=(Declined(by="zhouzong", why="far"),)), book)
    assert change.ticket.asked == ("wanggong", "zhaogong")
    assert change.events[0].asked == ("zhaogong",)


def test_whoever_has_it_is_told_that_others_may_take_it_over():
    book = playbook((Deed.WIDEN, (Recipient(group="standby"),)), until=Until.ON_SITE)
    change = taken(climbing(status=Status.CLAIMED, assignee="wanggong", claimed_at=NOW), book)
    assert (change.ticket.assignee, change.events[0].asked) == ("wanggong", ("zhaogong", "zhouzong"))
    told = [(note.to, note.what) for note in heard(change, book) if isinstance(note, Told)]
    assert told == [("wanggong", Telling.STEP_OFFERED)]


def test_whoever_is_on_leave_is_asked_only_where_there_is_nobody_else():
    book = playbook((Deed.WIDEN, (Recipient(group="standby"),)))
    assert taken(climbing(), book, absent=("zhaogong",)).ticket.asked == ("wanggong", "zhouzong")
    alone = taken(climbing(), book, absent=("zhaogong", "zhouzong")).ticket
    assert alone.asked == ("wanggong", "zhaogong", "zhouzong")


@pytest.mark.parametrize(
    ("to", "absent", "hears"),
    [
        (LEADER, (), ("sunban",)),
        (LEADER, ("sunban",), ("zhouzong",)),
        (Recipient(leader_of="night"), ("zhaogong",), ("zhouzong",)),
        (DIRECTOR, ("zhouzong",), ("sunban",)),
        (Recipient(role="assignee"), ("wanggong",), ("wanggong", "sunban")),
        (Recipient(userid="zhaogong"), ("zhaogong", "sunban"), ("zhouzong",)),
        (Recipient(group="standby"), ("zhaogong",), ("zhouzong",)),
        (LEADER, ("sunban", "zhouzong"), ("sunban",)),
        (Recipient(role="reporter"), ("lijing",), ("lijing",)),
    ],
)
@pytest.mark.parametrize("deed", [Deed.REMIND, Deed.WARN])
def test_for_whoever_is_on_leave_somebody_above_hears_of_it(
    deed: Deed, to: Recipient, absent: tuple[str, ...], hears: tuple[str, ...]
):
    book = playbook((deed, (to,)), until=Until.DONE)
    night = Group(key="night", name="夜班", members=("zhaogong",), leader="zhaogong")
    book = replace(book, groups={**book.groups, "night": night})
    event = taken(climbing(status=Status.CLAIMED, assignee="wanggong", claimed_at=NOW), book, absent=absent).events[0]
    assert (event.reminded or event.warned) == hears


def test_of_the_group_that_gets_it_only_who_is_there_is_asked():
    book = playbook((Deed.REASSIGN, (Recipient(group="standby"),)))
    assert given(climbing(), book, away("zhaogong")).ticket.asked == ("zhouzong",)


@pytest.mark.parametrize(
    ("to", "absent", "stands_in"),
    [
        (Recipient(userid="zhaogong"), ("zhaogong",), "sunban"),
        (Recipient(userid="zhaogong"), ("zhaogong", "sunban"), "zhouzong"),
        (Recipient(leader_of="night"), ("zhaogong",), "zhouzong"),
        (Recipient(group="night"), ("zhaogong",), "zhouzong"),
        (DIRECTOR, ("zhouzong",), "sunban"),
    ],
)
def test_for_whoever_is_on_leave_somebody_above_stands_in(to: Recipient, absent: tuple[str, ...], stands_in: str):
    book = playbook((Deed.REASSIGN, (to,)))
    night = Group(key="night", name="夜班", members=("zhaogong",), leader="zhaogong")
    book = replace(book, groups={**book.groups, "night": night})
    change = given(climbing(), book, away(*absent))
    assert (change.ticket.asked, change.ticket.owner) == ((stands_in,), stands_in)
    assert Told(stands_in, Subject(SubjectKind.TICKET, 5), Telling.NOBODY_LEFT) in heard(change, book)


def test_who_was_given_it_by_a_ladder_stays_so_when_somebody_declines_or_it_is_looked_at_again():
    book = playbook((Deed.REASSIGN, (Recipient(group="standby"),)))
    ticket = given(climbing(), book).ticket
    left = replace(ticket, declined=(Declined(by="zhaogong", why="far"),))
    found = dispatch(left, facing_of(left, NOW), book, Staffing(), NOW)
    assert (found.group, found.asked) == ("standby", ("zhouzong",))


def test_a_wait_ends_for_the_ledger_when_the_ticket_is_taken_away():
    book = playbook((Deed.REASSIGN, (Recipient(group="standby"),)), until=Until.DONE)
    since, until = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    wait = Wait(reason=WaitingFor.PARTS, since=since, until=until, then=Status.CLAIMED)
    ticket = taken(climbing(status=Status.WAITING, assignee="wanggong", claimed_at=NOW, wait=wait), book).ticket
    assert (ticket.wait, [pause.begins for pause in ticket.pauses]) == (None, [since])


def test_how_late_a_step_is_stands_in_the_history():
    book = playbook((Deed.WARN, (DIRECTOR,)))
    assert taken(climbing(), book).events[0].late_seconds == 0
    assert taken(climbing(), book, NOW + FIVE + timedelta(minutes=23)).events[0].late_seconds == 23 * 60


def test_of_a_pool_only_who_has_the_skills_that_the_rule_wants_is_brought_in():
    book = playbook((Deed.WIDEN, (Recipient(group="standby"),)))
    zhao = replace(book.people["zhaogong"], skills=frozenset({"奥的斯认证"}))
    rule = Rule(name="电梯", when=All(), skills=frozenset({"奥的斯认证"}))
    book = replace(book, people={**book.people, "zhaogong": zhao}, rules=(rule,))
    ticket = taken(climbing(rule="电梯"), book).ticket
    assert ticket.asked == ("wanggong", "zhaogong")
    assert turns.brought_in(ticket, book) == ("zhaogong",)
    assert turns.why_brought_in("zhouzong", ticket, book) is None
