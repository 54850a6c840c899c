"""Nothing moves: whoever has the ticket is asked whether it still does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from tickets import calendar
from tickets.deadlines import calendar_for
from tickets.events import TicketStillMoves, TicketStoodStill
from tickets.ladders import LEADER, due_at_of, next_rung, rungs_for
from tickets.lifecycle import Change, follow
from tickets.playbook import Playbook
from tickets.playbook.ladder import Until
from tickets.quiet import quiet_until
from tickets.rights import checked
from tickets.standing_in import concerned, reached
from tickets.ticket import Action, Status, Ticket
from tickets.visits import agreed_until


def asked_at(ticket: Ticket, playbook: Playbook) -> datetime | None:
    """So long after it last moved, or was last asked about; not before the shift is on again, nor in quiet hours, for
    nobody who is left alone has not answered.

    What nobody has claimed is the ladder's, as long as it has a step for that.
    """
    may_last = _may_last(ticket, playbook)
    if may_last is None or _is_watched(ticket, playbook):
        return None
    shift = calendar_for(ticket, playbook)
    at = calendar.opens_at(shift, _last_heard_of(ticket, playbook) + may_last)
    morning = None if ticket.life_safety else quiet_until(playbook.quiet_hours, at)
    return calendar.opens_at(shift, morning) if morning else at


def is_in_question(ticket: Ticket) -> bool:
    """It was asked about, and nobody has answered."""
    return ticket.reminded_at is not None and ticket.reminded_at > moved_at(ticket)


def stood_still(ticket: Ticket, *, playbook: Playbook, now: datetime, absent: Collection[str] = ()) -> Change:
    """The first question is for whoever has it, or answers for it; the leader hears of one that nobody answers."""
    asked = ticket.assignee or ticket.owner or playbook.groups[ticket.group].leader
    warned = reached((LEADER,), ticket, playbook, absent) if is_in_question(ticket) else ()
    late = now - (asked_at(ticket, playbook) or now)
    event = TicketStoodStill(
        at=now,
        asked=asked,
        warned=tuple(userid for userid in warned if userid != asked),
        late_seconds=max(round(late.total_seconds()), 0),
    )
    questioned = replace(ticket, reminded_at=now)
    return Change(questioned if asked == ticket.assignee else follow(questioned, asked), (event,))


def who_may_hear(ticket: Ticket, playbook: Playbook) -> frozenset[str]:
    """Of whom it must be known whether they are there."""
    return concerned((LEADER,), ticket, playbook)


def still_moves(ticket: Ticket, *, by: str, playbook: Playbook, now: datetime) -> Change:
    checked(Action.STILL_MOVES, ticket, by, playbook)
    if not is_in_question(ticket):
        return Change(ticket)
    return Change(replace(ticket, moved_at=now), (TicketStillMoves(at=now, by=by),))


def moved_at(ticket: Ticket) -> datetime:
    return ticket.moved_at or ticket.claimed_at or ticket.opened_at


def _is_watched(ticket: Ticket, playbook: Playbook) -> bool:
    if ticket.status is not Status.OPEN:
        return False
    following = next_rung(ticket, playbook)
    return following is not None and following.rung.step.until is Until.CLAIMED


def _last_heard_of(ticket: Ticket, playbook: Playbook) -> datetime:
    """So long as the ladder watched it, its steps spoke of it. Nobody need move before the visit that was agreed on."""
    visit = agreed_until(ticket) if ticket.status is Status.CLAIMED and ticket.arrived_at is None else None
    watching = (
        due_at_of(rung.step, ticket, playbook)
        for rung in rungs_for(ticket, playbook)
        if rung.index in ticket.steps and rung.step.until is Until.CLAIMED
    )
    return max(moved_at(ticket), ticket.reminded_at or ticket.opened_at, *filter(None, (visit, *watching)))


def _may_last(ticket: Ticket, playbook: Playbook) -> timedelta | None:
    """An open ticket is never without a next question, however many steps its ladder has."""
    may = playbook.heartbeat
    return {
        Status.OPEN: may.claimed,
        Status.CLAIMED: may.claimed,
        Status.TRAVELLING: may.travelling,
        Status.ON_SITE: may.on_site,
    }.get(ticket.status)
