"""What is told when nobody acts."""

from __future__ import annotations

from tickets.events import TicketAlerted, TicketStepTaken, TicketStillMoves, TicketStoodStill
from tickets.notifications import CardDue, Telling, Told
from tickets.playbook import Playbook
from tickets.ticket import Ticket
from tickets.tidings.pieces import Tidings, about, fresh_cards, reporters_card, told_of, with_card


def step_taken(event: TicketStepTaken, ticket: Ticket, _: Playbook) -> Tidings:
    """Nobody hears of one step twice. The words say which it is, and who was reminded."""
    words = " ".join((str(event.step), *event.reminded))
    warned = {to: Telling.STEP_REPORTER if to == ticket.reporter else Telling.STEP_WARN for to in event.warned}
    reminded = dict.fromkeys(event.reminded, Telling.STEP_REMIND)
    asked = dict.fromkeys(event.asked if event.strong else (), Telling.ALERT)
    offered = dict.fromkeys((ticket.assignee,) if ticket.assignee and event.asked else (), Telling.STEP_OFFERED)
    for to, what in (asked | warned | reminded | offered).items():
        told = Told(to, about(ticket), what, words=words, loud=event.strong)
        yield from with_card(told) if to in reminded or to in offered else (told,)
    if event.taken_from and event.taken_from not in event.reminded:
        yield from with_card(told_of(event.taken_from, ticket, Telling.TAKEN_FROM))
    yield from fresh_cards(event.asked, ticket)
    if event.asked or event.taken_from:
        yield reporters_card(ticket)


def alerted(event: TicketAlerted, ticket: Ticket, _: Playbook) -> Tidings:
    yield from (Told(to, about(ticket), Telling.ALERT, loud=True) for to in event.asked)


def stood_still(event: TicketStoodStill, ticket: Ticket, _: Playbook) -> Tidings:
    yield from with_card(told_of(event.asked, ticket, Telling.STOOD_STILL), fresh=True)
    yield from (told_of(to, ticket, Telling.NO_ANSWER, by=event.asked) for to in event.warned)


def still_moves(event: TicketStillMoves, ticket: Ticket, _: Playbook) -> Tidings:
    yield CardDue(event.by or ticket.reporter, about(ticket))
