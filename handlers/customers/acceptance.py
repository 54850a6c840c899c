"""The customer's word about the work, whatever way it came: solved, or not."""

from __future__ import annotations

from handlers.context import Context
from handlers.reworking import once_more
from tickets import lifecycle
from tickets.senders import known_customer
from tickets.ticket import Ticket


def accept(ctx: Context, ticket: Ticket, customer: int) -> Ticket:
    """It is solved. Whoever calls this has looked whether the ticket is this customer's, and has locked it."""
    playbook = ctx.desk.playbook_of(ticket)
    return ctx.record(lifecycle.accept(ticket, by=known_customer(customer), playbook=playbook, now=ctx.now))


def send_back(ctx: Context, ticket: Ticket, customer: int, why: str) -> Ticket:
    """It is not: rework of the same ticket, even of one that was closed. Raises `TooLateToReopen` where that was too
    long ago: then what the customer says is a report of its own.
    """
    return once_more(ctx, ticket, known_customer(customer), why)
