"""Which tickets are a customer's, and which one is spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.context import Context
from handlers.hearing import Heard
from handlers.reworking import is_open_to_doubt
from handlers.subscribing import speaks_for_it
from nlp.corrections import ticket_numbers
from tickets.ticket import Ticket
from tickets.transitions import UNDER_WAY

MOST = 5
"""Tickets that a customer is told of at once."""


def tickets_of(ctx: Context, sender: str) -> list[Ticket]:
    """Those that this customer hears news of, the latest first."""
    customer = ctx.uow.customers.of_sender(sender)
    followed = ctx.uow.customers.subscriptions(customer.id)[: 4 * MOST] if customer is not None else []
    found = (ctx.uow.tickets.get(each.ticket_id) for each in followed)
    return [ticket for ticket in found if ticket is not None]


def is_theirs(ctx: Context, ticket: Ticket, sender: str) -> bool:
    """They do not only follow it."""
    customer = ctx.uow.customers.of_sender(sender)
    return customer is not None and speaks_for_it(ctx, ticket, customer.id)


def named_in(heard: Heard, mine: Sequence[Ticket]) -> list[Ticket]:
    """Nobody learns from a number whether it is anybody else's."""
    numbers = set(ticket_numbers(heard.text))
    return [each for each in mine if (each.number.day.month, each.number.day.day, each.number.counter) in numbers]


def meant_by(heard: Heard, mine: Sequence[Ticket]) -> Sequence[Ticket]:
    """Those that are named, and none where a number is not theirs; without a number it may be any."""
    return named_in(heard, mine) if ticket_numbers(heard.text) else mine


def last_matter(ctx: Context, sender: str) -> Ticket | None:
    """What they will have in mind who say nothing of it. What somebody else reported before them is not theirs."""
    mine = [each for each in tickets_of(ctx, sender) if is_theirs(ctx, each, sender)]
    under_way = (each for each in mine if each.status in UNDER_WAY)
    return next(under_way, None) or next((each for each in mine if is_open_to_doubt(ctx, each)), None)
