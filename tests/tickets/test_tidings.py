from __future__ import annotations

import pytest

from tests.tickets.samples import NOW, a_ticket, minimal_playbook
from tickets import events, remarks
from tickets.events import (
    Event,
    TicketAmended,
    TicketArrived,
    TicketCancelled,
    TicketClaimed,
    TicketClosed,
    TicketDeclined,
    TicketDeparted,
    TicketDispatched,
    TicketEscalated,
    TicketFinished,
    TicketNoted,
    TicketPaused,
    TicketPrioritized,
    TicketResumed,
    TicketReworked,
    TicketTransferred,
)
from tickets.notifications import CardDue, Subject, SubjectKind, Told, freshest
from tickets.playbook.values import Priority
from tickets.ticket import Acceptance, AlsoReported, Ticket, WaitingFor
from tickets.tidings import TIDINGS, notifications_for
from tickets.trace import Reach, Trace

PLAYBOOK = minimal_playbook()
STEPS = (TicketClaimed, TicketDeparted, TicketArrived, TicketResumed, TicketFinished)


def told(event: Event, ticket: Ticket) -> list[str]:
    return [note.to for note in notifications_for(event, ticket, PLAYBOOK) if isinstance(note, Told)]


def a_dispatch(reach: Reach, *asked: str) -> TicketDispatched:
    trace = Trace(reach=reach)
    return TicketDispatched(
        at=NOW, group="repair", asked=asked, newly_asked=asked, not_asked=(), owner="sunban", rule="", trace=trace
    )


def test_of_every_event_it_is_decided_who_hears_of_it() -> None:
    happened = {each for each in vars(events).values() if isinstance(each, type) and issubclass(each, Event)}
    assert happened - {Event} == set(TIDINGS)


def test_everybody_who_is_asked_gets_a_card() -> None:
    event = a_dispatch(Reach.HOME, "wanggong", "zhaogong")
    ticket = a_ticket(id=5, asked=("wanggong", "zhaogong"))
    told = list(freshest([*notifications_for(event, ticket, PLAYBOOK)]))
    assert told == [CardDue(to, Subject(SubjectKind.TICKET, 5), fresh=True) for to in ("wanggong", "zhaogong")]


def test_the_reporter_is_told_of_every_step() -> None:
    ticket = a_ticket(id=5, assignee="wanggong")
    paused = TicketPaused(at=NOW, by="wanggong", reason=WaitingFor.PARTS, until=NOW)
    for event in (*(step(at=NOW, by="wanggong") for step in STEPS), paused):
        assert told(event, ticket) == ["lijing"]


def test_whoever_has_it_and_reported_it_too_hears_of_a_step_once() -> None:
    also = (AlsoReported(draft_id=9, reporter="wanggong"), AlsoReported(draft_id=10, reporter="zhouzong"))
    ticket = a_ticket(id=5, assignee="wanggong", also=also)
    transferred = TicketTransferred(at=NOW, by="sunban", before=None, to="wanggong")
    assert told(transferred, ticket) == ["wanggong", "lijing", "zhouzong"]
    assert told(TicketReworked(at=NOW, by="lijing", words=""), ticket) == ["wanggong", "sunban", "zhouzong"]


def test_nobody_is_told_what_they_did_themselves() -> None:
    own = a_ticket(id=5, reporter="wanggong", assignee="wanggong")
    assert told(TicketDeparted(at=NOW, by="wanggong"), own) == []


@pytest.mark.parametrize(
    ("event", "people"),
    [
        (TicketResumed(at=NOW, by=None), ["wanggong", "lijing"]),
        (TicketCancelled(at=NOW, by="sunban", why="误报"), ["lijing", "wanggong"]),
        (TicketTransferred(at=NOW, by="sunban", before="zhaogong", to="wanggong"), ["wanggong", "zhaogong", "lijing"]),
        (TicketTransferred(at=NOW, by="zhaogong", before="zhaogong", to="wanggong"), ["wanggong", "lijing"]),
        (TicketReworked(at=NOW, by="lijing", words="又坏了"), ["wanggong", "sunban"]),
        (TicketEscalated(at=NOW, by="wanggong", to="sunban", words=""), ["sunban", "lijing"]),
        (TicketDeclined(at=NOW, by="zhaogong", why="far", given_back=True), ["lijing"]),
        (TicketDeclined(at=NOW, by="zhaogong", why="far", given_back=False), []),
        (TicketPrioritized(at=NOW, by="sunban", priority=Priority.HIGH), ["wanggong"]),
        (TicketClosed(at=NOW, by="lijing", acceptance=Acceptance.TOLD), ["wanggong"]),
    ],
)
def test_who_hears_of_what(event: Event, people: list[str]) -> None:
    assert told(event, a_ticket(id=5, assignee="wanggong")) == people


def test_where_nobody_can_go_whoever_answers_for_it_hears_so() -> None:
    event = a_dispatch(Reach.OWNER, "sunban")
    assert told(event, a_ticket(id=5, asked=("sunban",))) == ["sunban"]


@pytest.mark.parametrize(
    ("writer", "assignee", "readers"),
    [
        ("lijing", "wanggong", ["wanggong"]),
        ("wanggong", "wanggong", ["lijing"]),
        ("zhouzong", "wanggong", ["lijing", "wanggong"]),
        ("lijing", None, ["sunban"]),
        ("sunban", None, ["lijing"]),
    ],
)
def test_a_note_goes_to_whoever_is_concerned_but_its_writer(
    writer: str, assignee: str | None, readers: list[str]
) -> None:
    ticket = a_ticket(id=5, assignee=assignee)
    event = TicketNoted(at=NOW, by=writer, text="又催了", message=9)
    assert [note.to for note in notifications_for(event, ticket, PLAYBOOK)] == readers


def test_after_a_correction_every_card_that_is_out_is_drawn_again() -> None:
    event = TicketAmended(at=NOW, by="lijing", changes=(("phone", "13900002222"),))
    ticket = a_ticket(id=5, asked=("wanggong", "zhaogong"), followers=("sunban",))
    drawn = {each.to for each in notifications_for(event, ticket, PLAYBOOK) if isinstance(each, CardDue)}
    assert drawn == {"wanggong", "zhaogong", "sunban", "lijing"}


@pytest.mark.parametrize(("member", "told"), [("zhaogong", ["lijing"]), ("lijing", ["sunban"]), ("sunban", ["lijing"])])
def test_of_somebody_who_cannot_be_reached_the_reporter_hears_or_else_the_leader(member: str, told: list[str]) -> None:
    change = remarks.not_heard(a_ticket(id=5), member=member, now=NOW)
    assert [note.to for note in notifications_for(change.events[0], change.ticket, PLAYBOOK)] == told
