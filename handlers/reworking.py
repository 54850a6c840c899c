"""What was done has to be done again: by whoever did it, if they are there."""

from __future__ import annotations

from handlers.context import Context
from handlers.dispatching import absent_among, place
from tickets import lifecycle
from tickets.placing import let_go
from tickets.ticket import Status, Ticket


def is_open_to_doubt(ctx: Context, ticket: Ticket) -> bool:
    """Done, or closed and not yet for good."""
    if ticket.status is not Status.CLOSED or ticket.closed_at is None:
        return ticket.status is Status.DONE
    return ctx.now <= ticket.closed_at + ctx.desk.playbook_of(ticket).acceptance.reopen_within


def once_more(ctx: Context, ticket: Ticket, by: str, words: str) -> Ticket:
    """Where it was closed already, it is opened again."""
    playbook = ctx.desk.playbook_of(ticket)
    again = lifecycle.reopen if ticket.status is Status.CLOSED else lifecycle.rework
    change = again(ticket, by=by, words=words, playbook=playbook, now=ctx.now)
    had = change.ticket.assignee
    if had is None or had == by or not absent_among(ctx, (had,), ticket):
        return ctx.record(change)
    return place(ctx, let_go(change, now=ctx.now))
