"""Who is told what when something has happened. An event that stands not in `TIDINGS` fails the first test that makes
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tickets import alerts
from tickets.events import (
    Event,
    TicketAcceptanceAsked,
    TicketAlerted,
    TicketAmended,
    TicketArrived,
    TicketCancelled,
    TicketClaimed,
    TicketClosed,
    TicketConfirmed,
    TicketDeclined,
    TicketDeparted,
    TicketDispatched,
    TicketEscalated,
    TicketFinished,
    TicketLeftBehind,
    TicketLinked,
    TicketMisplaced,
    TicketNoted,
    TicketNotHeard,
    TicketOpened,
    TicketPaused,
    TicketPrioritized,
    TicketRated,
    TicketRecognisedAnew,
    TicketReopened,
    TicketResumed,
    TicketReworked,
    TicketStepTaken,
    TicketStillMoves,
    TicketStoodStill,
    TicketTakenUpAgain,
    TicketTransferred,
    TicketUnlinked,
)
from tickets.fellow_reporters import theirs
from tickets.notifications import (
    MEDIA,
    CardDue,
    Enclosed,
    Notification,
    Pushed,
    Stage,
    Subject,
    SubjectKind,
    Telling,
    Told,
)
from tickets.playbook import Playbook
from tickets.ratings import Rater
from tickets.rights import LEADING, leaders_of, roles_of
from tickets.senders import is_customer
from tickets.ticket import Ticket
from tickets.trace import Reach

Tidings = Iterator[Notification]


def notifications_for(event: Event, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Nobody is told what they did themselves: that was answered."""
    due = list(TIDINGS[type(event)](event, ticket, playbook))
    for each in (*due, *theirs(due, ticket, by=event.by)):
        if not isinstance(each, Told) or each.to != event.by:
            yield each
    if (stage := STAGES.get(type(event))) is not None:
        yield Pushed(ticket.id, stage, by=event.by)


def holders(ticket: Ticket) -> tuple[str, ...]:
    """Everybody who has a card of it, or is to have one."""
    assignee = (ticket.assignee,) if ticket.assignee else ()
    return tuple(dict.fromkeys((*assignee, *ticket.asked, *ticket.followers)))


def _opened(_: TicketOpened, ticket: Ticket, __: Playbook) -> Tidings:
    yield _reporters_card(ticket)


def _dispatched(event: TicketDispatched, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Only who was not asked before is told anything, and gets a card of their own: a changed one makes no sound.

    Whoever leads can press the same whether asked or not: the code is kept for when somebody has it.
    """
    yield from _fresh_cards(event.newly_asked, ticket)
    as_before = [each for each in event.not_asked if LEADING & roles_of(each, ticket, playbook)]
    yield from (card for card in _cards(ticket) if card.to not in as_before)
    if event.strong or alerts.is_strong(ticket, playbook):
        yield from (Told(to, _about(ticket), Telling.ALERT, loud=True) for to in event.newly_asked)
    if event.trace.reach is Reach.OWNER:
        yield from (_told(to, ticket, Telling.NOBODY_LEFT) for to in event.newly_asked)


def _left_behind(event: TicketLeftBehind, ticket: Ticket, _: Playbook) -> Tidings:
    yield _told(event.leader, ticket, Telling.LEFT_BEHIND, by=event.member)
    yield _reporters_card(ticket)
    if ticket.reporter != event.leader:
        yield _told(ticket.reporter, ticket, Telling.SENT_ANEW, by=event.member)


def _claimed(event: TicketClaimed, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    yield Told(ticket.reporter, _about(ticket), Telling.CLAIMED, by=event.by)
    if event.by is not None:
        yield Enclosed(event.by, _about(ticket))


def _declined(event: TicketDeclined, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    if event.given_back:
        yield _reporters_card(ticket)
        yield _told(ticket.reporter, ticket, Telling.GIVEN_BACK, by=event.by, words=event.why)


def _step(what: Telling) -> Callable[[Event, Ticket, Playbook], Tidings]:
    def step(event: Event, ticket: Ticket, _: Playbook) -> Tidings:
        yield from _cards(ticket)
        yield _told(ticket.reporter, ticket, what, by=event.by)

    return step


def _resumed(event: TicketResumed, ticket: Ticket, _: Playbook) -> Tidings:
    if event.by is None and ticket.assignee is not None:
        yield from _with_card(_told(ticket.assignee, ticket, Telling.WAIT_OVER), fresh=True)
    yield from _cards(ticket)
    yield _told(ticket.reporter, ticket, Telling.RESUMED)


def _finished(event: TicketFinished, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    yield Told(ticket.reporter, _about(ticket), Telling.FINISHED, by=event.by)


def _acceptance_asked(event: TicketAcceptanceAsked, ticket: Ticket, _: Playbook) -> Tidings:
    """Staff can still call, before it is closed on nobody's word."""
    if event.last:
        yield _told(ticket.reporter, ticket, Telling.ASK_CUSTOMER)


def _closed(event: TicketClosed, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    for to in _concerned(ticket):
        yield _told(to, ticket, Telling.CLOSED, by=event.by)


def _confirmed(_: TicketConfirmed, ticket: Ticket, __: Playbook) -> Tidings:
    """What it says is on the cards already; the history and the figures are the truer for it."""
    yield from _cards(ticket)


def _rated(event: TicketRated, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Few stars are for whoever leads. What quality finds is theirs to talk about."""
    if event.rater != Rater.QUALITY and event.fewest is not None and event.fewest <= playbook.acceptance.low_stars:
        words = f"{event.fewest} {event.words}".strip()
        yield _told(playbook.groups[ticket.group].leader, ticket, Telling.FEW_STARS, by=event.by, words=words)


def _reworked(event: TicketReworked | TicketReopened, ticket: Ticket, playbook: Playbook) -> Tidings:
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    if ticket.assignee is not None:
        yield _told(ticket.assignee, ticket, Telling.REWORKED_OWN, by=event.by, words=event.words)
    for to in dict.fromkeys((playbook.groups[ticket.group].leader, ticket.reporter)):
        if to != ticket.assignee:
            yield _told(to, ticket, Telling.REWORKED, by=event.by, words=event.words)


def _taken_up_again(event: TicketTakenUpAgain, ticket: Ticket, _: Playbook) -> Tidings:
    """Who heard that it was done hears that it is not."""
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    yield _told(ticket.reporter, ticket, Telling.TAKEN_UP_AGAIN, by=event.by, words=event.words)


def _cancelled(event: TicketCancelled, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    for to in _concerned(ticket):
        yield _told(to, ticket, Telling.CANCELLED, by=event.by, words=event.why)


def _transferred(event: TicketTransferred, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    yield _told(event.to, ticket, Telling.TRANSFERRED_TO, by=event.by, words=event.to)
    yield Enclosed(event.to, _about(ticket))
    if event.before is not None:
        yield _told(event.before, ticket, Telling.TRANSFERRED_AWAY, by=event.by)
    if ticket.reporter not in (event.to, event.before):
        yield _told(ticket.reporter, ticket, Telling.TRANSFERRED, by=event.by)


def _escalated(event: TicketEscalated, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _with_card(_told(event.to, ticket, Telling.ESCALATED_TO, by=event.by, words=event.words))
    yield from _cards(ticket)
    for to in _concerned(ticket):
        if to != event.to:
            yield _told(to, ticket, Telling.ESCALATED, by=event.by, words=event.to)


def _prioritized(event: TicketPrioritized, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    if ticket.assignee is not None:
        yield _told(ticket.assignee, ticket, Telling.PRIORITIZED, by=event.by)


def _noted(event: TicketNoted, ticket: Ticket, playbook: Playbook) -> Tidings:
    """The reporter hears what somebody said, and whoever answers for the work now."""
    what, words = (Telling.NOTED, event.text) if event.text else (Telling.ATTACHED, event.kind)
    for to in _answering(ticket, playbook):
        yield _told(to, ticket, what, by=event.by, words=words)
    if event.kind in MEDIA and ticket.assignee not in (None, event.by):
        yield Enclosed(ticket.assignee, _about(ticket), message=event.message)


def _linked(event: TicketLinked, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Another report may know more: whoever works on it hears what it says."""
    for to in _answering(ticket, playbook):
        yield _told(to, ticket, Telling.LINKED, by=event.by, words=event.words)


def _unlinked(event: TicketUnlinked, ticket: Ticket, playbook: Playbook) -> Tidings:
    for to in _answering(ticket, playbook):
        yield _told(to, ticket, Telling.UNLINKED, by=event.by)


def _amended(event: TicketAmended, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _cards(ticket)
    yield _reporters_card(ticket)
    names = " ".join(name for name, _ in event.changes)
    for to in _concerned(ticket):
        yield _told(to, ticket, Telling.AMENDED, by=event.by, words=names)


def _recognised_anew(event: TicketRecognisedAnew, ticket: Ticket, _: Playbook) -> Tidings:
    yield _told(ticket.reporter, ticket, Telling.RECOGNISED_ANEW, words=f"{event.type}\n{event.area or ''}")


def _misplaced(event: TicketMisplaced, ticket: Ticket, playbook: Playbook) -> Tidings:
    leader = next((each for each in leaders_of(ticket, playbook) if each != ticket.assignee), None)
    if leader is not None:
        words = f"{event.type}\n{event.area or ''}"
        yield Told(leader, _about(ticket), Telling.MISPLACED, words=words, loud=event.urgent)


def _not_heard(event: TicketNotHeard, ticket: Ticket, playbook: Playbook) -> Tidings:
    if is_customer(event.member):
        words = "\n".join((event.phone or "", *event.friends))
        yield from (_told(to, ticket, Telling.CUSTOMER_UNREACHABLE, words=words) for to in event.told)
        return
    leader = playbook.groups[ticket.group].leader
    if (to := ticket.reporter if event.member != ticket.reporter else leader) != event.member:
        yield _told(to, ticket, Telling.UNREACHABLE, by=event.member)


def _step_taken(event: TicketStepTaken, ticket: Ticket, _: Playbook) -> Tidings:
    """Nobody hears of one step twice. The words say which it is, and who was reminded."""
    words = " ".join((str(event.step), *event.reminded))
    warned = {to: Telling.STEP_REPORTER if to == ticket.reporter else Telling.STEP_WARN for to in event.warned}
    reminded = dict.fromkeys(event.reminded, Telling.STEP_REMIND)
    asked = dict.fromkeys(event.asked if event.strong else (), Telling.ALERT)
    offered = dict.fromkeys((ticket.assignee,) if ticket.assignee and event.asked else (), Telling.STEP_OFFERED)
    for to, what in (asked | warned | reminded | offered).items():
        told = Told(to, _about(ticket), what, words=words, loud=event.strong)
        yield from _with_card(told) if to in reminded or to in offered else (told,)
    if event.taken_from and event.taken_from not in event.reminded:
        yield from _with_card(_told(event.taken_from, ticket, Telling.TAKEN_FROM))
    yield from _fresh_cards(event.asked, ticket)
    if event.asked or event.taken_from:
        yield _reporters_card(ticket)


def _alerted(event: TicketAlerted, ticket: Ticket, _: Playbook) -> Tidings:
    yield from (Told(to, _about(ticket), Telling.ALERT, loud=True) for to in event.asked)


def _stood_still(event: TicketStoodStill, ticket: Ticket, _: Playbook) -> Tidings:
    yield from _with_card(_told(event.asked, ticket, Telling.STOOD_STILL), fresh=True)
    yield from (_told(to, ticket, Telling.NO_ANSWER, by=event.asked) for to in event.warned)


def _still_moves(event: TicketStillMoves, ticket: Ticket, _: Playbook) -> Tidings:
    yield CardDue(event.by or ticket.reporter, _about(ticket))


TIDINGS: Mapping[type[Event], Callable[[Any, Ticket, Playbook], Tidings]] = {
    TicketOpened: _opened,
    TicketDispatched: _dispatched,
    TicketLeftBehind: _left_behind,
    TicketClaimed: _claimed,
    TicketDeclined: _declined,
    TicketDeparted: _step(Telling.DEPARTED),
    TicketArrived: _step(Telling.ARRIVED),
    TicketPaused: _step(Telling.PAUSED),
    TicketResumed: _resumed,
    TicketFinished: _finished,
    TicketAcceptanceAsked: _acceptance_asked,
    TicketClosed: _closed,
    TicketConfirmed: _confirmed,
    TicketRated: _rated,
    TicketReopened: _reworked,
    TicketReworked: _reworked,
    TicketTakenUpAgain: _taken_up_again,
    TicketCancelled: _cancelled,
    TicketTransferred: _transferred,
    TicketEscalated: _escalated,
    TicketPrioritized: _prioritized,
    TicketNoted: _noted,
    TicketLinked: _linked,
    TicketUnlinked: _unlinked,
    TicketAmended: _amended,
    TicketRecognisedAnew: _recognised_anew,
    TicketMisplaced: _misplaced,
    TicketNotHeard: _not_heard,
    TicketStepTaken: _step_taken,
    TicketAlerted: _alerted,
    TicketStoodStill: _stood_still,
    TicketStillMoves: _still_moves,
}

STAGES: Mapping[type[Event], Stage] = {
    TicketClaimed: Stage.CLAIMED,
    TicketTransferred: Stage.CLAIMED,
    TicketDeparted: Stage.TRAVELLING,
    TicketArrived: Stage.ON_SITE,
    TicketPaused: Stage.WAITING,
    TicketFinished: Stage.DONE,
    TicketTakenUpAgain: Stage.NOT_YET,
    TicketClosed: Stage.CLOSED,
    TicketCancelled: Stage.CANCELLED,
    TicketAcceptanceAsked: Stage.DONE,
    TicketReworked: Stage.REWORK,
    TicketReopened: Stage.REWORK,
}
"""Of which events customers hear. That it was reported whoever begins to follow it hears (`handlers.customers`)."""


def _told(to: str, ticket: Ticket, what: Telling, *, by: str | None = None, words: str = "") -> Told:
    return Told(to, _about(ticket), what, by=by, words=words)


def _with_card(told: Told, *, fresh: bool = False) -> Tidings:
    yield told
    yield CardDue(told.to, told.subject, fresh=fresh, beside=told)


def _about(ticket: Ticket) -> Subject:
    return Subject(SubjectKind.TICKET, ticket.id)


def _concerned(ticket: Ticket) -> tuple[str, ...]:
    """Whoever reported it and whoever has it."""
    return tuple(dict.fromkeys(each for each in (ticket.reporter, ticket.assignee) if each))


def _answering(ticket: Ticket, playbook: Playbook) -> tuple[str, ...]:
    """Whoever reported it, and whoever answers for the work now."""
    return tuple(dict.fromkeys((ticket.reporter, ticket.assignee or playbook.groups[ticket.group].leader)))


def _cards(ticket: Ticket) -> Iterator[CardDue]:
    to_take = (ticket.assignee, *ticket.asked)
    yield from (CardDue(member, _about(ticket), change=member not in to_take) for member in holders(ticket))


def _fresh_cards(people: Iterable[str], ticket: Ticket) -> Iterator[CardDue]:
    yield from (CardDue(to, _about(ticket), fresh=True) for to in people)


def _reporters_card(ticket: Ticket) -> CardDue:
    """Whoever reported sees the ticket's way on the card of the draft."""
    return CardDue(ticket.reporter, Subject(SubjectKind.DRAFT, ticket.draft_id), quiet=True)
