"""Which tickets somebody can mean who names none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from handlers.context import Context
from handlers.hearing import Heard, ticket_at_hand
from handlers.keys import Button
from tickets.notifications import Subject, SubjectKind
from tickets.rights import Role, may, roles_of
from tickets.ticket import Action, Status, Ticket

LATELY = timedelta(days=3)
"""So long after the work was done it is still clear what 返工 is about."""
BEFORE_CLAIM = frozenset({Button.CLAIM, Button.DECLINE, Button.WHY, Button.LOOK})
AFTER_WORK = frozenset({Button.CLOSE, Button.REWORK})


def candidates(ctx: Context, heard: Heard, button: Button) -> list[Ticket]:
    """Those with which this person can do it now; the ticket just spoken of goes before all others."""

    def possible(ticket: Ticket) -> bool:
        playbook = ctx.desk.playbook_of(ticket)
        if button is Button.WHY:
            return Role.ASKED in roles_of(heard.sender, ticket, playbook) or heard.sender == ticket.assignee
        if button is Button.LOOK and not ctx.uow.attachments.of_others(
            Subject(SubjectKind.TICKET, ticket.id), heard.sender
        ):
            return False
        again = button is Button.REWORK and ticket.status is Status.CLOSED
        return may(Action.REOPEN if again else Action(button.value), ticket, heard.sender, playbook)

    at_hand = ticket_at_hand(ctx, heard)
    if at_hand is not None and possible(at_hand):
        return [at_hand]
    return [ticket for ticket in _of(ctx, heard.sender, button) if possible(ticket)]


def _of(ctx: Context, person: str, button: Button) -> Iterator[Ticket]:
    """Nobody's tickets but those that this person has, was asked about, answers for, or reported."""
    if button in AFTER_WORK:
        yield from ctx.uow.tickets.done_lately(person, ctx.now - LATELY)
        return
    asked = asked_of(ctx, person) if button in BEFORE_CLAIM else []
    yield from each_once([*concerning(ctx, person), *asked])


def concerning(ctx: Context, person: str) -> list[Ticket]:
    """What this person has, reported, or answers for while nobody has it."""
    return each_once([*ctx.uow.tickets.under_way(person), *ctx.uow.tickets.owned(person)])


def each_once(tickets: Iterable[Ticket]) -> list[Ticket]:
    return list({ticket.id: ticket for ticket in tickets}.values())


def asked_of(ctx: Context, person: str) -> list[Ticket]:
    """What this person may claim, or take over."""
    groups = [key for key, group in ctx.desk.playbook.groups.items() if person in group.everyone]
    possible = ctx.uow.tickets.asked(person, groups)
    return [each for each in possible if Role.ASKED in roles_of(person, each, ctx.desk.playbook_of(each))]
