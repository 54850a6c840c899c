"""Which states a ticket can be in, and what leads from one to another: the table that every action goes by."""

from __future__ import annotations

from collections.abc import Mapping

from tickets.errors import InvalidTransition
from tickets.ticket import Action, Status, Ticket

AT_WORK = (Status.CLAIMED, Status.TRAVELLING, Status.ON_SITE)
IN_HAND = (*AT_WORK, Status.WAITING)
"""Somebody answers for it and has not finished."""
SET_OFF = (Status.TRAVELLING, Status.ON_SITE, Status.WAITING)
"""The customer was told that whoever has it comes, or comes again."""
UNDER_WAY = (Status.OPEN, *IN_HAND)


def _to(target: Status, *origins: Status) -> dict[Status, Status]:
    return dict.fromkeys(origins, target)


def _as_it_is(*statuses: Status) -> dict[Status, Status]:
    return {status: status for status in statuses}


NEXT: Mapping[Action, Mapping[Status, Status]] = {
    # From whoever has it, too: `rights` says by whom.
    Action.CLAIM: _to(Status.CLAIMED, Status.OPEN, *AT_WORK) | _as_it_is(Status.WAITING),
    Action.DECLINE: _to(Status.OPEN, Status.OPEN, *IN_HAND),
    Action.DEPART: _to(Status.TRAVELLING, Status.CLAIMED, Status.TRAVELLING, Status.WAITING),
    Action.ARRIVE: _to(Status.ON_SITE, *IN_HAND),
    Action.WAIT: _to(Status.WAITING, *IN_HAND),
    # Where it goes on is where it was: the wait remembers.
    Action.RESUME: _to(Status.CLAIMED, Status.WAITING),
    Action.FINISH: _to(Status.DONE, *IN_HAND, Status.DONE),
    Action.ACCEPT: _to(Status.CLOSED, Status.DONE, Status.CLOSED),
    Action.CLOSE: _to(Status.CLOSED, Status.DONE, Status.CLOSED),
    Action.REWORK: _to(Status.CLAIMED, Status.DONE),
    Action.REOPEN: _to(Status.CLAIMED, Status.CLOSED),
    Action.CANCEL: _to(Status.CANCELLED, *UNDER_WAY, Status.CANCELLED),
    Action.TRANSFER: _to(Status.CLAIMED, Status.OPEN, *AT_WORK) | _as_it_is(Status.WAITING),
    Action.ESCALATE: _as_it_is(*UNDER_WAY),
    Action.PRIORITIZE: _as_it_is(*UNDER_WAY),
    Action.AMEND: _as_it_is(*UNDER_WAY),
    Action.LINK: _as_it_is(*UNDER_WAY),
    Action.STILL_MOVES: _as_it_is(*AT_WORK),
    Action.LOOK: _as_it_is(*Status),
}
"""What is reached a second time from where it leads changes nothing: people press twice."""


def next_status(ticket: Ticket, action: Action) -> Status:
    try:
        return NEXT[action][ticket.status]
    except KeyError:
        raise InvalidTransition(number=str(ticket.number), status=ticket.status, action=action) from None
