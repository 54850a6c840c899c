"""A ticket that nobody has goes to those who can take it."""

from __future__ import annotations

from handlers.context import Context
from tickets import lifecycle
from tickets.dispatch import dispatch
from tickets.lifecycle import Change
from tickets.playbook.recognition import facing_of
from tickets.staffing import Staffing
from tickets.ticket import Status, Ticket


def place(ctx: Context, change: Change) -> Ticket:
    """Record a change, and with it who is asked from now on, where nobody has the ticket."""
    ticket = change.ticket
    if ticket.status is not Status.OPEN:
        return ctx.record(change)
    playbook = ctx.desk.playbook_of(ticket)
    found = dispatch(ticket, facing_of(ticket, ctx.now), playbook, Staffing(), ctx.now)
    sent = lifecycle.dispatched(ticket, found, now=ctx.now)
    return ctx.record(Change(sent.ticket, (*change.events, *sent.events)))
