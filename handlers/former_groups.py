"""Groups that the newest playbook knows no more, but that still have tickets: who leads them, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.context import Context
from tickets.playbook import Playbook
from tickets.standing import groups_led


def former_groups(ctx: Context) -> Mapping[str, Playbook]:
    """With the playbook that still has them: that of their oldest ticket."""
    gone = [key for key in ctx.uow.tickets.groups_under_way() if key not in ctx.desk.playbook.groups]
    oldest = (ticket for key in gone for ticket in ctx.uow.tickets.of_groups([key], most=1))
    return {ticket.group: ctx.desk.playbook_of(ticket) for ticket in oldest}


def groups_led_by(ctx: Context, leader: str) -> Mapping[str, Playbook]:
    """Those of today first, each with the playbook that it has its name in."""
    former = former_groups(ctx).items()
    today = dict.fromkeys(groups_led(leader, ctx.desk.playbook), ctx.desk.playbook)
    return today | {key: playbook for key, playbook in former if key in groups_led(leader, playbook)}
