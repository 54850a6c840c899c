"""Somebody cannot be reached: whoever can do something about it hears so."""

from __future__ import annotations

from handlers.context import Context
from handlers.wecom_contacts import friends_of
from tickets import remarks
from tickets.customers import Customer
from tickets.events import TicketNotHeard
from tickets.notifications import Subject, SubjectKind
from tickets.senders import known_customer


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


def customer_not_reached(
    ctx: Context, ticket_id: int, customer: Customer, phone: str | None, *, unsure: bool = False
) -> None:
    """Whoever reported it for them and whoever has it hear so, each once, with where to find them instead. `unsure`: it
    was sent, and nobody knows whether it arrived.
    """
    ticket = ctx.uow.tickets.get(ticket_id, lock=True)
    assert ticket is not None, "tickets are never deleted"
    member, kind = known_customer(customer.id), TicketNotHeard.__name__
    before = [data for each, _at, _by, data in ctx.uow.tickets.history(ticket.id) if each == kind]
    know = {to for data in before if data["member"] == member for to in data.get("told", ())}
    concerned = dict.fromkeys(each for each in (ticket.reporter, ticket.assignee) if each and each not in know)
    if concerned:
        ctx.record(
            remarks.not_heard(
                ticket,
                member=member,
                told=tuple(concerned),
                phone=phone,
                friends=friends_of(ctx.uow, customer),
                unsure=unsure,
                now=ctx.now,
            )
        )
