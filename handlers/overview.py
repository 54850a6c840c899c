"""看板: what those who lead ask for. Whose tickets are how far, and what is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.context import Context
from handlers.replies import Answer, Board, GroupBoard
from storage.inbox import Outcome
from tickets.playbook import Playbook
from tickets.standing import Standing, standing_of
from tickets.ticket import Status
from tickets.today import first_of

MOST = 300
"""Tickets looked at: the oldest, among which what is late will be."""


def overview(ctx: Context, leader: str, groups: Mapping[str, Playbook]) -> Answer:
    whole = standing_of(leader, ctx.desk.playbook) is Standing.DIRECTOR
    reply = Board(tuple(_boards(ctx, groups)), ctx.now, in_detail=not whole)
    return Answer(outcome=Outcome.ANSWERED, reason="board", reply=reply)


def _boards(ctx: Context, groups: Mapping[str, Playbook]) -> Iterator[GroupBoard]:
    tickets = ctx.uow.tickets.of_groups(groups, most=MOST)
    counts = ctx.uow.tickets.count_of_groups(groups)
    for group, playbook in groups.items():
        own = [ticket for ticket in tickets if ticket.group == group]
        yield GroupBoard(
            name=playbook.groups[group].name,
            count=counts.get(group, 0),
            ranked=tuple(first_of((ticket, ctx.desk.playbook_of(ticket)) for ticket in own)),
            waiting=tuple(ticket for ticket in own if ticket.status is Status.WAITING),
        )
