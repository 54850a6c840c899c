"""A customer presses for it, in the chat or on the page: whoever works on it hears so once in a while."""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Context
from tickets.ticket import Ticket

URGED = "urged"
EVERY = timedelta(minutes=30)


def is_worth_telling(ctx: Context, ticket: Ticket) -> bool:
    """They can do no more than hurry. Whoever asks this tells them."""
    if ctx.uow.attempts.count(URGED, str(ticket.id), since=ctx.now - EVERY):
        return False
    ctx.uow.attempts.add(URGED, str(ticket.id), ctx.now)
    return True
