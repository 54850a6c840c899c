"""A ticket that nobody has goes to those who were found for it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tickets.dispatch import Dispatch
from tickets.events import TicketDispatched, TicketLeftBehind
from tickets.lifecycle import Change, follow, moved
from tickets.ticket import Status, Ticket
from tickets.transitions import SET_OFF


def placed(ticket: Ticket, found: Dispatch, *, now: datetime, strong: bool = False) -> Change:
    """From now on these are asked. No event: everything is as it was, whoever of them has less to do by now."""
    same = set(ticket.asked) == set(found.asked)
    asked = ticket.asked if same else found.asked
    not_asked = tuple(userid for userid in ticket.asked if userid not in asked)
    after = replace(
        follow(ticket, *not_asked),
        group=found.group,
        owner=ticket.owner if same and {ticket.owner, found.owner} <= {*asked} else found.owner,
        asked=asked,
        rule=found.trace.rule,
        reach=found.trace.reach,
        look_again_at=found.look_again_at,
    )
    if replace(after, look_again_at=ticket.look_again_at) == ticket:
        return Change(after)
    event = TicketDispatched(
        at=now,
        group=after.group,
        asked=asked,
        newly_asked=tuple(userid for userid in asked if userid not in ticket.asked),
        not_asked=not_asked,
        owner=after.owner,
        rule=after.rule,
        trace=found.trace,
        strong=strong,
    )
    return Change(after, (event,))


def left_behind(ticket: Ticket, *, leader: str, now: datetime) -> Change:
    """Whoever had it works here no more: it must be dispatched again, and their leader hears of it."""
    assert ticket.assignee is not None, "it is somebody's"
    set_off = ticket.status in SET_OFF
    waited = ticket.status is Status.WAITING
    event = TicketLeftBehind(at=now, member=ticket.assignee, leader=leader, set_off=set_off, waited=waited)
    return Change(_nobodys(ticket, now), (event,))


def let_go(change: Change, *, now: datetime) -> Change:
    """What happened would be for whoever had it to deal with, and they are not there."""
    ticket = change.ticket
    followed = follow(ticket, ticket.assignee) if ticket.assignee is not None else ticket
    return Change(_nobodys(followed, now), change.events)


def _nobodys(ticket: Ticket, now: datetime) -> Ticket:
    return replace(moved(ticket, Status.OPEN, now), assignee=None, claimed_at=None, arrived_at=None)
