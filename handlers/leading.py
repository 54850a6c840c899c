"""What those do with a ticket who answer for it, or lead those who do."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.context import Context
from handlers.dispatching import absent_among
from handlers.keys import Button
from handlers.replies import Acted, Answer, TheirsAlready, UnknownPerson, WhichPerson
from handlers.reworking import once_more
from handlers.said import Pick, Said
from handlers.working import acted, ask
from storage.inbox import Outcome
from tickets import lifecycle, remarks
from tickets.errors import NotAllowed
from tickets.people import meant
from tickets.playbook.values import Person
from tickets.presence import absent
from tickets.rights import checked, leaders_of
from tickets.ticket import Action, Status, Ticket

ONESELF = frozenset({"我", "我自己", "自己", "本人"})


def transfer(ctx: Context, ticket: Ticket, by: str, said: Said) -> Answer:
    """To somebody whom the playbook knows, and who still works here."""
    playbook = ctx.desk.playbook_of(ticket)
    whom = said.pick(Pick.TO) or said.words
    if not whom:
        return ask(ctx, ticket, by, Button.TRANSFER)
    checked(Action.TRANSFER, ticket, by, playbook)
    people = _working_here(ctx, ticket, meant(by if whom in ONESELF else whom, playbook))
    if not people:
        return Answer(outcome=Outcome.ASKED, reason="unknown_person", reply=UnknownPerson(whom), ticket_id=ticket.id)
    if len(people) > 1:
        names = tuple(person.name for person in people)
        reply = WhichPerson(whom, names, str(ticket.number))
        return Answer(outcome=Outcome.ASKED, reason="which_person", reply=reply, ticket_id=ticket.id)
    return _given(ctx, ticket, by, people[0].userid)


def _given(ctx: Context, ticket: Ticket, by: str, to: str) -> Answer:
    if ticket.assignee == to:
        reply = TheirsAlready(ticket)
        return Answer(outcome=Outcome.ANSWERED, reason="theirs_already", reply=reply, ticket_id=ticket.id)
    playbook = ctx.desk.playbook_of(ticket)
    given = ctx.record(lifecycle.transfer(ticket, by=by, to=to, playbook=playbook, now=ctx.now))
    away = absent(to, playbook, ctx.uow.staff.at(ctx.now, [to], (), None), ctx.now)
    return acted(Button.TRANSFER, given, absent=away if to != by else None)


def _working_here(ctx: Context, ticket: Ticket, people: Sequence[Person]) -> list[Person]:
    gone = ctx.uow.staff.at(ctx.now, [person.userid for person in people], (), None).gone
    here = [person for person in people if person.userid not in gone]
    if people and not here:
        raise NotAllowed("has_left", number=str(ticket.number), ask=(people[0].userid,))
    return here


def escalate(ctx: Context, ticket: Ticket, by: str, said: Said) -> Answer:
    playbook = ctx.desk.playbook_of(ticket)
    away = absent_among(ctx, leaders_of(ticket, playbook), ticket)
    change = remarks.escalate(ticket, by=by, words=said.words, playbook=playbook, now=ctx.now, absent=away)
    brought = ctx.record(change)
    reply = Acted(Button.ESCALATE, brought, brought.called[-1])
    return Answer(outcome=Outcome.ADDED, reason="escalated", reply=reply, ticket_id=ticket.id)


def prioritize(ctx: Context, ticket: Ticket, by: str, _: Said) -> Answer:
    playbook = ctx.desk.playbook_of(ticket)
    return acted(Button.PRIORITIZE, ctx.record(remarks.prioritize(ticket, by=by, playbook=playbook, now=ctx.now)))


def cancel(ctx: Context, ticket: Ticket, by: str, said: Said) -> Answer:
    """A press alone is not enough: it is asked why. Of somebody in danger a word alone is not, either."""
    why = said.pick(Pick.WHY) or said.words
    if not why and (said.pressed or ticket.life_safety):
        return ask(ctx, ticket, by, Button.CANCEL)
    playbook = ctx.desk.playbook_of(ticket)
    return acted(Button.CANCEL, ctx.record(lifecycle.cancel(ticket, by=by, why=why, playbook=playbook, now=ctx.now)))


def close(ctx: Context, ticket: Ticket, by: str, _: Said) -> Answer:
    playbook = ctx.desk.playbook_of(ticket)
    return acted(Button.CLOSE, ctx.record(lifecycle.close(ticket, by=by, playbook=playbook, now=ctx.now)))


def rework(ctx: Context, ticket: Ticket, by: str, said: Said) -> Answer:
    goes_on = ticket.status is Status.DONE and ticket.assignee == by
    return acted(Button.RESUME if goes_on else Button.REWORK, once_more(ctx, ticket, by, said.words))
