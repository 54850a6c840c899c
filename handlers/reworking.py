"""What was done has to be done again: by whoever did it, if they are there."""

from __future__ import annotations

from handlers.context import Context
from handlers.dispatching import absent_among, place
from tickets import lifecycle
from tickets.placing import let_go
from tickets.ticket import Status, Ticket


def once_more(ctx: Context, ticket: Ticket, by: str, words: str) -> Ticket:
    """Where it was closed already, it is opened again."""
    playbook = ctx.desk.playbook_of(ticket)
    again = lifecycle.reopen if ticket.status is Status.CLOSED else lifecycle.rework
    change = again(ticket, by=by, words=words, playbook=playbook, now=ctx.now)
    had = change.ticket.assignee
    if had is None or had == by or not absent_among(ctx, (had,), ticket):
        return ctx.record(change)
    return place(ctx, let_go(change, now=ctx.now))
