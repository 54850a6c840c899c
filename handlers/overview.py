"""看板: what those who lead ask for. Whose tickets are how far, and what is late."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.context import Context
from handlers.replies import Answer, Board, GroupBoard
from storage.inbox import Outcome
from tickets.standing import Standing, groups_led, standing_of
from tickets.ticket import Status, Ticket
from tickets.today import first_of

MOST = 300
"""Tickets looked at: the oldest, among which what is late will be."""


def overview(ctx: Context, leader: str) -> Answer:
    groups = groups_led(leader, ctx.desk.playbook)
    whole = standing_of(leader, ctx.desk.playbook) is Standing.DIRECTOR
    if whole:
        groups = tuple(dict.fromkeys((*groups, *ctx.uow.tickets.groups_under_way())))
    reply = Board(tuple(_boards(ctx, groups)), ctx.now, in_detail=not whole)
    return Answer(outcome=Outcome.ANSWERED, reason="board", reply=reply)


def _boards(ctx: Context, groups: tuple[str, ...]) -> Iterator[GroupBoard]:
    tickets = ctx.uow.tickets.of_groups(groups, most=MOST)
    counts = ctx.uow.tickets.count_of_groups(groups)
    for group in groups:
        own = [ticket for ticket in tickets if ticket.group == group]
        yield GroupBoard(
            name=_name(ctx, group, own),
            count=counts.get(group, 0),
            ranked=tuple(first_of((ticket, ctx.desk.playbook_of(ticket)) for ticket in own)),
            waiting=tuple(ticket for ticket in own if ticket.status is Status.WAITING),
        )


def _name(ctx: Context, group: str, tickets: list[Ticket]) -> str:
    """What a newer playbook has no more still has its tickets, and a name in the one they were opened under."""
    playbooks = (ctx.desk.playbook, *(ctx.desk.playbook_of(ticket) for ticket in tickets[:1]))
    return next((playbook.groups[group].name for playbook in playbooks if group in playbook.groups), group)
