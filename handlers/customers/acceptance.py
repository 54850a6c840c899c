"""The customer's word about the work, whatever way it came: solved, or not, and how well.

Whoever calls these has looked whether the ticket is this customer's, and has locked it.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.context import Context
from handlers.rating import give
from handlers.reworking import once_more
from tickets import lifecycle
from tickets.ratings import RatedBecause, Rater, Rating
from tickets.senders import known_customer
from tickets.ticket import Ticket


def accept(
    ctx: Context,
    ticket: Ticket,
    customer: int,
    *,
    stars: int | None = None,
    words: str = "",
    shown_by: str | None = None,
) -> Ticket:
    """It is solved. `shown_by`: they said so by a link that this member showed them."""
    by, playbook = known_customer(customer), ctx.desk.playbook_of(ticket)
    accepted = ctx.record(lifecycle.accept(ticket, by=by, shown_by=shown_by, playbook=playbook, now=ctx.now))
    return rate(ctx, accepted, customer, stars=stars, words=words) if stars or words else accepted


def send_back(ctx: Context, ticket: Ticket, customer: int, why: str) -> Ticket:
    """It is not: rework of the same ticket, even of one that was closed. Raises `TooLateToReopen` where that was too
    long ago: then what the customer says is a report of its own.
    """
    return once_more(ctx, ticket, known_customer(customer), why)


def rate(ctx: Context, ticket: Ticket, customer: int, *, stars: int | None, words: str = "") -> Ticket:
    """One to five; said again, the later word counts."""
    by = known_customer(customer)
    asked = Rating(
        ticket_id=ticket.id,
        by=by,
        rater=Rater.CUSTOMER,
        because=RatedBecause.DONE,
        rework=ticket.reworks,
        asked_at=ticket.done_at or ctx.now,
    )
    rating = ctx.uow.ratings.add(asked)
    if (rating.stars, rating.words) == (stars, words) and rating.at is not None:
        return ticket
    return give(ctx, ticket, replace(rating, stars=stars, words=words))
