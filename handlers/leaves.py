"""Somebody is away from now on: they are asked no more, and whoever leads them hears of what they have in hand."""

from __future__ import annotations

from handlers.context import Context
from handlers.dispatching import absent_among, somebody_went
from tickets.notifications import Subject, Telling, Told
from tickets.staffing import DAY_OVER, Leave


def leave_begins(ctx: Context, subject: Subject, leave: Leave, *, said_by: str | None = None) -> None:
    """What is left in hand when the shift is over waits for the next one: of that nobody needs to hear."""
    somebody_went(ctx, leave.userid)
    leader = _leader(ctx, leave.userid)
    if leave.jobs and leave.said.why != DAY_OVER and leader not in (None, said_by):
        ctx.notify(Told(leader, subject, Telling.ON_LEAVE, by=leave.userid))


def _leader(ctx: Context, userid: str) -> str | None:
    """The nearest who is there."""
    playbook = ctx.desk.playbook
    own = [group.leader for group in playbook.groups.values() if userid in group.everyone]
    chain = [each for each in dict.fromkeys((*own, playbook.roles.director)) if each not in (None, userid)]
    absent = absent_among(ctx, chain)
    return next((each for each in chain if each not in absent), None)
