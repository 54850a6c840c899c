"""What is told of the way from the report to the end."""

from __future__ import annotations

from collections.abc import Callable

from tickets import alerts
from tickets.events import (
    Event,
    TicketAcceptanceAsked,
    TicketCancelled,
    TicketClaimed,
    TicketClosed,
    TicketConfirmed,
    TicketDeclined,
    TicketDispatched,
    TicketFinished,
    TicketLeftBehind,
    TicketOpened,
    TicketRated,
    TicketReopened,
    TicketResumed,
    TicketReworked,
    TicketTakenUpAgain,
    TicketTransferred,
)
from tickets.notifications import Enclosed, Telling, Told
from tickets.playbook import Playbook
from tickets.ratings import Rater
from tickets.rights import LEADING, roles_of
from tickets.ticket import Ticket
from tickets.tidings.pieces import Tidings, about, cards, concerned, fresh_cards, reporters_card, told_of, with_card
from tickets.trace import Reach


def opened(_: TicketOpened, ticket: Ticket, __: Playbook) -> Tidings:
    yield reporters_card(ticket)


def dispatched(event: TicketDispatched, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Only who was not asked before is told anything, and gets a card of their own: a changed one makes no sound.

    Whoever leads can press the same whether asked or not: the code is kept for when somebody has it.
    """
    yield from fresh_cards(event.newly_asked, ticket)
    as_before = [each for each in event.not_asked if LEADING & roles_of(each, ticket, playbook)]
    yield from (card for card in cards(ticket) if card.to not in as_before)
    if event.strong or alerts.is_strong(ticket, playbook):
        yield from (Told(to, about(ticket), Telling.ALERT, loud=True) for to in event.newly_asked)
    if event.trace.reach is Reach.OWNER and event.owner in event.newly_asked:
        yield told_of(event.owner, ticket, Telling.NOBODY_LEFT)


def left_behind(event: TicketLeftBehind, ticket: Ticket, _: Playbook) -> Tidings:
    yield told_of(event.leader, ticket, Telling.LEFT_BEHIND, by=event.member)
    yield reporters_card(ticket)
    if ticket.reporter != event.leader:
        yield told_of(ticket.reporter, ticket, Telling.SENT_ANEW, by=event.member)


def claimed(event: TicketClaimed, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    yield reporters_card(ticket)
    yield Told(ticket.reporter, about(ticket), Telling.CLAIMED, by=event.by)
    if event.by is not None:
        yield Enclosed(event.by, about(ticket))


def declined(event: TicketDeclined, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    if event.given_back:
        yield reporters_card(ticket)
        yield told_of(ticket.reporter, ticket, Telling.GIVEN_BACK, by=event.by, words=event.why)


def step_done(what: Telling) -> Callable[[Event, Ticket, Playbook], Tidings]:
    def step(event: Event, ticket: Ticket, _: Playbook) -> Tidings:
        yield from cards(ticket)
        yield told_of(ticket.reporter, ticket, what, by=event.by)

    return step


def resumed(event: TicketResumed, ticket: Ticket, _: Playbook) -> Tidings:
    if event.by is None and ticket.assignee is not None:
        yield from with_card(told_of(ticket.assignee, ticket, Telling.WAIT_OVER), fresh=True)
    yield from cards(ticket)
    yield told_of(ticket.reporter, ticket, Telling.RESUMED)


def finished(event: TicketFinished, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    yield reporters_card(ticket)
    yield Told(ticket.reporter, about(ticket), Telling.FINISHED, by=event.by)


def acceptance_asked(event: TicketAcceptanceAsked, ticket: Ticket, _: Playbook) -> Tidings:
    """Staff can still call, before it is closed on nobody's word."""
    if event.last:
        yield told_of(ticket.reporter, ticket, Telling.ASK_CUSTOMER)


def closed(event: TicketClosed, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    yield reporters_card(ticket)
    for to in concerned(ticket):
        yield told_of(to, ticket, Telling.CLOSED, by=event.by)


def confirmed(_: TicketConfirmed, ticket: Ticket, __: Playbook) -> Tidings:
    """What it says is on the cards already; the history and the figures are the truer for it."""
    yield from cards(ticket)


def rated(event: TicketRated, ticket: Ticket, playbook: Playbook) -> Tidings:
    """Few stars are for whoever leads. What quality finds is theirs to talk about."""
    if event.rater != Rater.QUALITY and event.fewest is not None and event.fewest <= playbook.acceptance.low_stars:
        words = f"{event.fewest} {event.words}".strip()
        yield told_of(playbook.groups[ticket.group].leader, ticket, Telling.FEW_STARS, by=event.by, words=words)


def reworked(event: TicketReworked | TicketReopened, ticket: Ticket, playbook: Playbook) -> Tidings:
    yield from cards(ticket)
    yield reporters_card(ticket)
    if ticket.assignee is not None:
        yield told_of(ticket.assignee, ticket, Telling.REWORKED_OWN, by=event.by, words=event.words)
    for to in dict.fromkeys((playbook.groups[ticket.group].leader, ticket.reporter)):
        if to != ticket.assignee:
            yield told_of(to, ticket, Telling.REWORKED, by=event.by, words=event.words)


def taken_up_again(event: TicketTakenUpAgain, ticket: Ticket, _: Playbook) -> Tidings:
    """Who heard that it was done hears that it is not."""
    yield from cards(ticket)
    yield reporters_card(ticket)
    yield told_of(ticket.reporter, ticket, Telling.TAKEN_UP_AGAIN, by=event.by, words=event.words)


def cancelled(event: TicketCancelled, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    yield reporters_card(ticket)
    for to in concerned(ticket):
        yield told_of(to, ticket, Telling.CANCELLED, by=event.by, words=event.why)


def transferred(event: TicketTransferred, ticket: Ticket, _: Playbook) -> Tidings:
    yield from cards(ticket)
    yield reporters_card(ticket)
    yield told_of(event.to, ticket, Telling.TRANSFERRED_TO, by=event.by, words=event.to)
    yield Enclosed(event.to, about(ticket))
    if event.before is not None:
        yield told_of(event.before, ticket, Telling.TRANSFERRED_AWAY, by=event.by)
    if ticket.reporter not in (event.to, event.before):
        yield told_of(ticket.reporter, ticket, Telling.TRANSFERRED, by=event.by)
