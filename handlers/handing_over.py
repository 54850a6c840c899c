"""交接: at the end of a shift, what is left in hand; 交接给赵工: all of it is theirs."""

from __future__ import annotations

import re

from handlers.context import Context
from handlers.hearing import Heard
from handlers.replies import Answer, HandedOver, LeftInHand, UnknownPerson, WhoTakesOver
from storage.inbox import Outcome
from tickets import lifecycle
from tickets.people import meant
from tickets.playbook import Person
from tickets.presence import absent
from tickets.ticket import Ticket
from tickets.today import first_of

SAID = re.compile(r"(?:工作)?(?:交接班?|交班)(?:给(?P<who>\S{1,12}?))?[。！!]?")


def say(ctx: Context, heard: Heard) -> Answer | None:
    found = SAID.fullmatch(heard.text)
    if found is None:
        return None
    return _to(ctx, heard.sender, found["who"]) if found["who"] else _left(ctx, heard.sender)


def _left(ctx: Context, person: str) -> Answer:
    """What nobody has claimed stays where it is: whoever answers for it is told of it, and need not hand it over."""
    left = ctx.uow.tickets.in_hand(person)
    ranked = first_of((ticket, ctx.desk.playbook_of(ticket)) for ticket in left)
    waiting = tuple(ticket for ticket in left if ticket.wait is not None)
    unclaimed = tuple(ctx.uow.tickets.owned(person))
    reply = LeftInHand(tuple(ranked), waiting, unclaimed, ctx.now, _at_hand(ctx, person) if left else None)
    return Answer(outcome=Outcome.ANSWERED, reason="hand_over", reply=reply)


def _at_hand(ctx: Context, person: str) -> str | None:
    """A colleague who is at work and might take over."""
    playbook = ctx.desk.playbook
    groups = [group for group in playbook.groups.values() if person in group.everyone]
    others = list(dict.fromkeys(each for group in groups for each in group.everyone if each != person))
    staff = ctx.uow.staff.at(ctx.now, others, (), None)
    present = (each for each in others if each not in staff.gone and not absent(each, playbook, staff, ctx.now))
    return next(present, None)


def _to(ctx: Context, person: str, whom: str) -> Answer:
    people = _who_can(ctx, person, whom)
    if not people:
        return Answer(outcome=Outcome.ASKED, reason="unknown_person", reply=UnknownPerson(whom))
    if len(people) > 1:
        reply = WhoTakesOver(whom, tuple(each.name for each in people))
        return Answer(outcome=Outcome.ASKED, reason="which_person", reply=reply)
    to = people[0].userid
    numbers = tuple(_handed(ctx, ticket.id, person, to) for ticket in _in_order(ctx, person))
    away = absent(to, ctx.desk.playbook, ctx.uow.staff.at(ctx.now, [to], (), None), ctx.now)
    handed = HandedOver(to, tuple(filter(None, numbers)), away)
    return Answer(outcome=Outcome.ADDED, reason="hand_over", reply=handed)


def _who_can(ctx: Context, person: str, whom: str) -> list[Person]:
    people = [each for each in meant(whom, ctx.desk.playbook) if each.userid != person]
    gone = ctx.uow.staff.at(ctx.now, [each.userid for each in people], (), None).gone
    return [each for each in people if each.userid not in gone]


def _in_order(ctx: Context, person: str) -> list[Ticket]:
    """Of the ids: whoever locks the same ones must not wait crosswise."""
    return sorted(ctx.uow.tickets.in_hand(person), key=lambda ticket: ticket.id)


def _handed(ctx: Context, ticket_id: int, person: str, to: str) -> str | None:
    ticket = ctx.uow.tickets.get(ticket_id, lock=True)
    if ticket is None or ticket.assignee != person:
        return None
    playbook = ctx.desk.playbook_of(ticket)
    ctx.record(lifecycle.transfer(ticket, by=person, to=to, playbook=playbook, now=ctx.now))
    return str(ticket.number)
