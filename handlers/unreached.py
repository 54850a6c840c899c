"""Somebody cannot be reached: whoever can do something about it hears so."""

from __future__ import annotations

from handlers.context import Context
from tickets import remarks
from tickets.events import TicketNotHeard
from tickets.notifications import Subject, SubjectKind


def not_heard(ctx: Context, subject: Subject | None, member: str) -> None:
    """Said once for each ticket and person, and kept in the ticket's history. Of a draft there is nobody to tell."""
    if subject is None or subject.kind is not SubjectKind.TICKET:
        return
    ticket = ctx.uow.tickets.get(subject.id, lock=True)
    if ticket is None:
        return
    kind = TicketNotHeard.__name__
    history = ctx.uow.tickets.history(ticket.id)
    if not any(each == kind and data["member"] == member for each, _at, _by, data in history):
        ctx.record(remarks.not_heard(ticket, member=member, now=ctx.now))
