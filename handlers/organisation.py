"""The company as WeCom shows it now: who joined is known, and what whoever left had is for others."""

from __future__ import annotations

from collections.abc import Collection

from handlers.context import Context
from handlers.dispatching import place, somebody_came, somebody_went
from tickets.organisation import Organisation, changed, leaders_above
from tickets.placing import left_behind


def catch_up(ctx: Context, seen: Organisation, gone: Collection[str]) -> None:
    """`gone` have left for certain."""
    known = ctx.uow.people.organisation()
    if seen.departments != known.departments:
        ctx.uow.people.restructure(seen.departments)
    joined = changed(seen, known)
    for member in joined:
        ctx.uow.people.save(member)
    for userid in gone:
        ctx.uow.people.left(userid, ctx.now)
    ctx.uow.portraits.forget_those_who_left()
    for userid in gone:
        _hand_on(ctx, userid, _leader(ctx, userid, known, gone))
    if joined:
        somebody_came(ctx, [member.userid for member in joined])


def _hand_on(ctx: Context, userid: str, leader: str) -> None:
    """Each ticket's leader hears of it, beside those who are asked now."""
    for ticket in ctx.uow.tickets.in_hand(userid):
        locked = ctx.uow.tickets.get(ticket.id, lock=True)
        if locked is not None and locked.assignee == userid:
            place(ctx, left_behind(locked, leader=leader, now=ctx.now))
    somebody_went(ctx, userid)


def _leader(ctx: Context, userid: str, known: Organisation, gone: Collection[str]) -> str:
    """Of the person's group, else of the department; where they have left too, whoever is above."""
    playbook = ctx.desk.playbook
    own = [group.leader for group in playbook.groups.values() if userid in group.everyone]
    chain = (
        *own,
        *leaders_above(userid, known),
        playbook.roles.director,
        playbook.groups[playbook.default_group].leader,
    )
    return next((each for each in chain if each and each not in gone), userid)
