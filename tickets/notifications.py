"""Who is told what. `match` has no default: an event that nobody decided about fails the first test that makes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from tickets import alerts
from tickets.events import (
    Event,
    TicketAlerted,
    TicketAmended,
    TicketClaimed,
    TicketFinished,
    TicketNoted,
    TicketNotHeard,
    TicketOpened,
    TicketStepTaken,
    TicketStillMoves,
    TicketStoodStill,
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
    STEP_REMIND = "step_remind"
    STEP_WARN = "step_warn"
    STEP_REPORTER = "step_reporter"
    TAKEN_FROM = "taken_from"
    ALERT = "alert"
    STOOD_STILL = "stood_still"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    DRAFT_ASK_WHAT = "draft_ask_what"
    DRAFT_REMIND = "draft_remind"
    DRAFT_EXPIRED = "draft_expired"
    NOT_UNDERSTOOD = "not_understood"


IN_ONE = frozenset({Telling.ATTACHED, Telling.ATTACHED_OWN})
"""What comes in bursts is told of once, when it is quiet."""

OVERTAKEN = frozenset(
    {Telling.STEP_REMIND, Telling.STEP_WARN, Telling.STEP_REPORTER, Telling.STOOD_STILL, Telling.NO_ANSWER}
)
"""While one of these waits to be sent, the next one to the same person about the same matter takes its place."""

LATE_SECONDS = 300
"""From then on something is behind, and what else is overdue is given a moment to overtake it."""


@dataclass(frozen=True, slots=True)
class CardDue:
    """The card that `to` has of `subject` must show what is true now; `fresh`: a new one, at the end of the chat."""

    to: str
    subject: Subject
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """`to` gets a text message about the subject. `words` are somebody's own, or the names of fields that changed, or a
    step's index and by how many seconds it is late. `loud`: on every channel at hand, whatever the hour. `late`: it
    should have been said long ago, and more of the kind may be coming.
    """

    to: str
    subject: Subject
    what: Telling
    by: str | None = None
    words: str = ""
    loud: bool = False
    late: bool = False


Notification = CardDue | Told

Known = (
    TicketOpened
    | TicketClaimed
    | TicketFinished
    | TicketNoted
    | TicketAmended
    | TicketNotHeard
    | TicketStepTaken
    | TicketAlerted
    | TicketStoodStill
    | TicketStillMoves
)


def notifications_for(event: Event, ticket: Ticket, playbook: Playbook) -> Iterator[Notification]:
    assert isinstance(event, Known)
    about = Subject(SubjectKind.TICKET, ticket.id)
    match event:
        case TicketOpened():
            yield _reporters_card(ticket)
            members = playbook.groups[ticket.group].members
            yield from _group_cards(ticket, members)
            alerted = members if alerts.is_strong(ticket, playbook) else ()
            yield from (Told(to, about, Telling.ALERT, loud=True) for to in alerted)
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
        case TicketStepTaken() | TicketAlerted() | TicketStoodStill() | TicketStillMoves():
            yield from _by_itself(event, ticket, about)
        case _:
            assert_never(event)


def _by_itself(
    event: TicketStepTaken | TicketAlerted | TicketStoodStill | TicketStillMoves, ticket: Ticket, about: Subject
) -> Iterator[Notification]:
    """What the clock did, and the answer to its question."""
    match event:
        case TicketStepTaken():
            yield from _of_step(event, ticket, about)
        case TicketAlerted():
            yield from (Told(to, about, Telling.ALERT, loud=True) for to in event.asked)
        case TicketStoodStill():
            late = event.late_seconds >= LATE_SECONDS
            yield Told(event.asked, about, Telling.STOOD_STILL, late=late)
            yield replace(_ticket_card(ticket, event.asked), fresh=True)
            yield from (Told(to, about, Telling.NO_ANSWER, by=event.asked, late=late) for to in event.warned)
        case TicketStillMoves():
            yield _ticket_card(ticket, event.by or ticket.reporter)
        case _:
            assert_never(event)


def _of_step(event: TicketStepTaken, ticket: Ticket, about: Subject) -> Iterator[Notification]:
    """Nobody hears of one step twice."""
    words = f"{event.step} {event.late_seconds}"
    late = event.late_seconds >= LATE_SECONDS
    warned = {to: Telling.STEP_REPORTER if to == ticket.reporter else Telling.STEP_WARN for to in event.warned}
    reminded = dict.fromkeys(event.reminded, Telling.STEP_REMIND)
    asked = dict.fromkeys(event.asked if event.strong else (), Telling.ALERT)
    for to, what in (asked | warned | reminded).items():
        yield Told(to, about, what, words=words, loud=event.strong, late=late)
    if event.taken_from and event.taken_from not in event.reminded:
        yield Told(event.taken_from, about, Telling.TAKEN_FROM)
    with_card = (*event.reminded, *event.asked, *event.not_asked, event.taken_from)
    yield from (_ticket_card(ticket, to) for to in dict.fromkeys(with_card) if to)
    if event.asked or event.not_asked or event.taken_from:
        yield _reporters_card(ticket)


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
        yield from _group_cards(ticket, group.everyone if ticket.steps else group.members)


def _reporters_card(ticket: Ticket) -> CardDue:
    """Whoever reported sees the ticket's way on the card of the draft."""
    return CardDue(ticket.reporter, Subject(SubjectKind.DRAFT, ticket.draft_id))


def _ticket_card(ticket: Ticket, to: str) -> CardDue:
    return CardDue(to, Subject(SubjectKind.TICKET, ticket.id))


def _group_cards(ticket: Ticket, members: tuple[str, ...]) -> Iterator[CardDue]:
    yield from (_ticket_card(ticket, member) for member in members)
