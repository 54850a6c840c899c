"""Who is told what. `match` has no default: an event that nobody decided about fails the first test that makes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from tickets.events import (
    Event,
    TicketClaimed,
    TicketFinished,
    TicketLeftUnclaimed,
    TicketNoted,
    TicketOpened,
)
from tickets.playbook import Playbook
from tickets.ticket import Ticket


class SubjectKind(StrEnum):
    DRAFT = "draft"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a card, timer or message is about."""

    kind: SubjectKind
    id: int


class Telling(StrEnum):
    """What a text message says; its words are in `bot/texts.py`."""

    CLAIMED = "claimed"
    FINISHED = "finished"
    NOTED = "noted"
    UNCLAIMED_LEADER = "unclaimed_leader"
    UNCLAIMED_REPORTER = "unclaimed_reporter"
    UNREACHABLE = "unreachable"
    DRAFT_ASK_WHAT = "draft_ask_what"
    DRAFT_REMIND = "draft_remind"
    DRAFT_EXPIRED = "draft_expired"


@dataclass(frozen=True, slots=True)
class CardDue:
    """The card that `to` has of `subject` must show what is true now."""

    to: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Told:
    """`to` gets a text message about the subject; `words` are somebody's own where there are any."""

    to: str
    subject: Subject
    what: Telling
    by: str | None = None
    words: str = ""


Notification = CardDue | Told

Known = TicketOpened | TicketClaimed | TicketFinished | TicketNoted | TicketLeftUnclaimed


def notifications_for(event: Event, ticket: Ticket, playbook: Playbook) -> Iterator[Notification]:
    assert isinstance(event, Known)
    about = Subject(SubjectKind.TICKET, ticket.id)
    match event:
        case TicketOpened():
            yield _reporters_card(ticket)
            yield from _group_cards(ticket, playbook.groups[ticket.group].members)
        case TicketClaimed():
            yield from _group_cards(ticket, playbook.groups[ticket.group].everyone)
            yield _reporters_card(ticket)
            yield Told(ticket.reporter, about, Telling.CLAIMED, by=event.by)
        case TicketFinished():
            yield _ticket_card(ticket, event.by or ticket.reporter)
            yield _reporters_card(ticket)
            yield Told(ticket.reporter, about, Telling.FINISHED, by=event.by)
        case TicketNoted():
            readers = (ticket.reporter, ticket.assignee)
            yield from (
                Told(to, about, Telling.NOTED, by=event.by, words=event.text) for to in readers if to and to != event.by
            )
        case TicketLeftUnclaimed():
            leader = playbook.groups[ticket.group].leader
            yield Told(leader, about, Telling.UNCLAIMED_LEADER)
            yield _ticket_card(ticket, leader)
            yield Told(ticket.reporter, about, Telling.UNCLAIMED_REPORTER)
        case _:
            assert_never(event)


def _reporters_card(ticket: Ticket) -> CardDue:
    """Whoever reported sees the ticket's way on the card of the draft."""
    return CardDue(ticket.reporter, Subject(SubjectKind.DRAFT, ticket.draft_id))


def _ticket_card(ticket: Ticket, to: str) -> CardDue:
    return CardDue(to, Subject(SubjectKind.TICKET, ticket.id))


def _group_cards(ticket: Ticket, members: tuple[str, ...]) -> Iterator[CardDue]:
    yield from (_ticket_card(ticket, member) for member in members)
