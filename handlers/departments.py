"""Who else is concerned: the departments that the playbook links with such a ticket."""

from __future__ import annotations

from handlers.context import Context
from tickets.notifications import Subject, SubjectKind, Telling, Told
from tickets.ticket import Ticket


def tell_departments(ctx: Context, ticket: Ticket) -> tuple[str, ...]:
    """Whoever heads one in WeCom hears of it. Gives those of which no head is known: the desk has to tell them."""
    names = ctx.desk.playbook_of(ticket).terms_for(ticket.source, ticket.type).departments
    heads = ctx.uow.people.heads_of(names) if names else {}
    know = {ticket.reporter, *ticket.asked}
    for name, leaders in heads.items():
        for leader in leaders:
            if leader not in know:
                told = Told(leader, Subject(SubjectKind.TICKET, ticket.id), Telling.CONCERNED, words=name)
                ctx.notify(told, at_once=ticket.life_safety)
    return tuple(name for name in names if not heads.get(name))
