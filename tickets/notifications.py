"""Who is told what. `match` has no default: an event that nobody decided about fails the first test that makes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from tickets.events import (
    Event,
    TicketAmended,
    TicketClaimed,
    TicketFinished,
    TicketLeftUnclaimed,
    TicketNoted,
    TicketNotHeard,
    TicketOpened,
)
from tickets.playbook import Playbook
from tickets.ticket import Ticket


class SubjectKind(StrEnum):
    DRAFT = "draft"
    TICKET = "ticket"
    MESSAGE = "message"
    """One that belongs to no draft or ticket yet."""


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
    ATTACHED = "attached"
    ATTACHED_OWN = "attached_own"
    AMENDED = "amended"
    UNCLAIMED_LEADER = "unclaimed_leader"
    UNCLAIMED_REPORTER = "unclaimed_reporter"
    UNREACHABLE = "unreachable"
    DRAFT_ASK_WHAT = "draft_ask_what"
    DRAFT_REMIND = "draft_remind"
    DRAFT_EXPIRED = "draft_expired"
    NOT_UNDERSTOOD = "not_understood"


IN_ONE = frozenset({Telling.ATTACHED, Telling.ATTACHED_OWN})
"""What comes in bursts is told of once, when it is quiet."""


@dataclass(frozen=True, slots=True)
class CardDue:
    """The card that `to` has of `subject` must show what is true now."""

    to: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Told:
    """`to` gets a text message about the subject. `words` are somebody's own, or the names of fields that changed."""

    to: str
    subject: Subject
    what: Telling
    by: str | None = None
    words: str = ""


Notification = CardDue | Told

Known = (
    TicketOpened | TicketClaimed | TicketFinished | TicketNoted | TicketAmended | TicketNotHeard | TicketLeftUnclaimed
)


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
            what, words = (Telling.NOTED, event.text) if event.text else (Telling.ATTACHED, event.kind)
            yield from (Told(to, about, what, by=event.by, words=words) for to in _others(event, ticket, playbook))
        case TicketAmended():
            yield from _cards_out(ticket, playbook)
            yield _reporters_card(ticket)
            names = " ".join(name for name, _ in event.changes)
            yield from (
                Told(to, about, Telling.AMENDED, by=event.by, words=names)
                for to in (ticket.reporter, ticket.assignee)
                if to and to != event.by
            )
        case TicketNotHeard():
            leader = playbook.groups[ticket.group].leader
            if (to := ticket.reporter if event.member != ticket.reporter else leader) != event.member:
                yield Told(to, about, Telling.UNREACHABLE, by=event.member)
        case TicketLeftUnclaimed():
            leader = playbook.groups[ticket.group].leader
            yield Told(leader, about, Telling.UNCLAIMED_LEADER)
            yield _ticket_card(ticket, leader)
            yield Told(ticket.reporter, about, Telling.UNCLAIMED_REPORTER)
        case _:
            assert_never(event)


def _others(event: Event, ticket: Ticket, playbook: Playbook) -> Iterator[str]:
    """Who should hear what somebody said: the reporter, and whoever answers for the work now."""
    responsible = ticket.assignee or playbook.groups[ticket.group].leader
    yield from (to for to in dict.fromkeys((ticket.reporter, responsible)) if to != event.by)


def _cards_out(ticket: Ticket, playbook: Playbook) -> Iterator[CardDue]:
    """Those on which somebody can press something now."""
    group = playbook.groups[ticket.group]
    if ticket.assignee is not None:
        yield _ticket_card(ticket, ticket.assignee)
    else:
        yield from _group_cards(ticket, group.everyone if ticket.reminded_at is not None else group.members)


def _reporters_card(ticket: Ticket) -> CardDue:
    """Whoever reported sees the ticket's way on the card of the draft."""
    return CardDue(ticket.reporter, Subject(SubjectKind.DRAFT, ticket.draft_id))


def _ticket_card(ticket: Ticket, to: str) -> CardDue:
    return CardDue(to, Subject(SubjectKind.TICKET, ticket.id))


def _group_cards(ticket: Ticket, members: tuple[str, ...]) -> Iterator[CardDue]:
    yield from (_ticket_card(ticket, member) for member in members)
