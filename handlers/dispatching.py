"""A ticket that nobody has goes to those who can take it, and is looked at again when there may be somebody nearer."""

from __future__ import annotations

from collections.abc import Collection

from handlers.context import Context
from handlers.former_groups import former_groups
from tickets.dispatch import Dispatch, answerable, dispatch, far_groups, near_groups
from tickets.events import TicketStepTaken
from tickets.lifecycle import Change
from tickets.placing import placed
from tickets.playbook import Playbook
from tickets.playbook.recognition import facing_of
from tickets.presence import is_away
from tickets.staffing import Staffing
from tickets.ticket import Status, Ticket
from tickets.trace import Reach
from tickets.turns import brought_in, pools, turn_of


def place(ctx: Context, change: Change) -> Ticket:
    """Record a change, and with it who is asked from now on, where nobody has the ticket."""
    if change.ticket.status is not Status.OPEN:
        return ctx.record(change)
    strong = any(isinstance(event, TicketStepTaken) and event.strong for event in change.events)
    sent = placed(change.ticket, _found(ctx, change.ticket), now=ctx.now, strong=strong)
    return ctx.record(Change(sent.ticket, (*change.events, *sent.events)))


def look_again(ctx: Context, ticket: Ticket) -> None:
    """Where nothing has changed nobody hears of it."""
    sent = placed(ticket, _found(ctx, ticket), now=ctx.now)
    if sent.events:
        ctx.record(sent)
    else:
        ctx.adjourn(sent.ticket)


def somebody_came(ctx: Context, userids: Collection[str]) -> None:
    """They can be asked for what their groups have, for whatever had to go further than its own groups, and for what a
    ladder has brought them in for.
    """
    playbook = ctx.desk.playbook
    former = (key for key, playbook in former_groups(ctx).items() if key in _groups_beside(userids, playbook))
    near = (*_groups_beside(userids, playbook), *former)
    is_of_a_pool = any(not set(userids).isdisjoint(playbook.groups[key].members) for key in pools(playbook))
    for ticket in ctx.uow.tickets.unclaimed((*near, *playbook.groups) if is_of_a_pool else near):
        if ticket.group in near or ticket.steps or ticket.reach is not Reach.HOME:
            _look_at(ctx, ticket.id)


def somebody_went(ctx: Context, userid: str) -> None:
    """What they were asked to take, or answer for, is for others now."""
    for ticket in ctx.uow.tickets.asked(userid):
        _look_at(ctx, ticket.id)


def absent_among(ctx: Context, people: Collection[str], ticket: Ticket | None = None) -> frozenset[str]:
    """Who of them is away, of the ticket where it is about one, or has left the company."""
    playbook = ctx.desk.playbook_of(ticket) if ticket is not None else ctx.desk.playbook
    grave = ticket is not None and ticket.life_safety
    staff = ctx.uow.staff.at(ctx.now, people, (), None)
    away = {userid for userid in people if is_away(userid, playbook, staff, ctx.now, life_safety=grave)}
    return staff.gone | away


def _groups_beside(userids: Collection[str], playbook: Playbook) -> tuple[str, ...]:
    """Their own, and those that a ticket goes to where nobody of theirs can be asked."""
    own = {group.key for group in playbook.groups.values() if not set(userids).isdisjoint(group.reachable)}
    rows = [*(rule.groups for rule in playbook.rules), *(area.groups for area in playbook.areas.values())]
    return tuple(dict.fromkeys((*own, *(key for row in rows if not own.isdisjoint(row) for key in row))))


def _look_at(ctx: Context, ticket_id: int) -> None:
    ticket = ctx.uow.tickets.get(ticket_id, lock=True)
    if ticket is not None and ticket.status is Status.OPEN:
        look_again(ctx, ticket)


def _found(ctx: Context, ticket: Ticket) -> Dispatch:
    """Who there is elsewhere is asked of the database only where there is nobody near."""
    playbook = ctx.desk.playbook_of(ticket)
    facing = facing_of(ticket, ctx.now)
    near, far = near_groups(ticket, facing, playbook), far_groups(ticket, playbook)
    found = dispatch(ticket, facing, playbook, _staff(ctx, ticket, playbook, near), ctx.now)
    if found.trace.reach is Reach.HOME or not far:
        return found
    return dispatch(ticket, facing, playbook, _staff(ctx, ticket, playbook, (*near, *far)), ctx.now)


def _staff(ctx: Context, ticket: Ticket, playbook: Playbook, groups: tuple[str, ...]) -> Staffing:
    turn = turn_of(ticket, playbook)
    chosen = (turn.person,) if turn is not None and turn.person is not None else ()
    people = dict.fromkeys((*answerable(ticket, groups[0], playbook), *chosen, *brought_in(ticket, playbook)))
    for key in groups:
        people.update(dict.fromkeys(playbook.groups[key].reachable))
    return ctx.uow.staff.at(ctx.now, list(people), groups, playbook.fair_share)
