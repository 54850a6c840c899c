"""A customer begins to hear news of a ticket."""

from __future__ import annotations

from handlers.context import Context
from tickets.customers import Joined, Subscription
from tickets.drafts import Draft
from tickets.notifications import Pushed, Stage
from tickets.ticket import Ticket


def subscribe(ctx: Context, ticket: Ticket, customer_id: int, how: Joined) -> None:
    """The first thing they hear is its number."""
    subscription = Subscription(ticket_id=ticket.id, customer_id=customer_id, since=ctx.now, how=how)
    ctx.uow.customers.subscribe(subscription)
    ctx.notify(Pushed(ticket.id, Stage.REPORTED, to=customer_id))


def subscribe_sender(ctx: Context, ticket: Ticket, draft: Draft, how: Joined = Joined.REPORTED) -> None:
    """Whoever said what became this ticket, or was linked to it, where that is a customer."""
    if (customer := ctx.uow.customers.of_sender(draft.sender)) is not None:
        subscribe(ctx, ticket, customer.id, how)
