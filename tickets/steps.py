"""A step of a ladder is taken: what it makes of the ticket. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from tickets.events import TicketStepTaken
from tickets.ladders import NextRung, Rung
from tickets.lifecycle import Change, follow, moved
from tickets.playbook import Playbook
from tickets.playbook.ladder import Deed, Recipient
from tickets.standing_in import reached
from tickets.ticket import Status, Ticket
from tickets.transitions import SET_OFF
from tickets.turns import able


def take(
    ticket: Ticket, following: NextRung, *, playbook: Playbook, now: datetime, absent: Collection[str] = ()
) -> Change:
    """Whoever is reminded or warned is so by what the ticket was until now. `absent` are away, or left the company.

    A step that asks others leaves it to be dispatched.
    """
    rung = following.rung
    taken = replace(ticket, steps=(*ticket.steps, rung.index))
    for deed, recipients in rung.step.deeds:
        if deed is Deed.REASSIGN:
            taken = _taken_back(taken, now)
        elif deed is Deed.WIDEN:
            taken = replace(taken, asked=(*taken.asked, *_more(taken, recipients, playbook, absent)))
    taken_from = ticket.assignee if taken.assignee is None else None
    event = TicketStepTaken(
        at=now,
        ladder=ticket.ladder or "",
        step=rung.index,
        promise=rung.promise.value if rung.promise else None,
        reminded=_told(rung, Deed.REMIND, ticket, playbook, absent),
        warned=_told(rung, Deed.WARN, ticket, playbook, absent),
        asked=tuple(userid for userid in taken.asked if userid not in ticket.asked),
        taken_from=taken_from,
        strong=rung.step.strong or ticket.life_safety,
        late_seconds=max(round((now - following.due_at).total_seconds()), 0),
        set_off=taken_from is not None and ticket.status in SET_OFF,
        waited=taken_from is not None and ticket.status is Status.WAITING,
    )
    return Change(follow(taken, *event.reminded, *filter(None, (taken_from,))), (event,))


def _told(rung: Rung, deed: Deed, ticket: Ticket, playbook: Playbook, absent: Collection[str]) -> tuple[str, ...]:
    """Who hears of it by this deed."""
    recipients = (each for found, to in rung.step.deeds if found is deed for each in to)
    return reached(recipients, ticket, playbook, absent)


def _taken_back(ticket: Ticket, now: datetime) -> Ticket:
    """Whoever had it has it no longer; who is asked from now on dispatching finds."""
    return replace(moved(ticket, Status.OPEN, now), assignee=None, claimed_at=None, arrived_at=None)


def _more(
    ticket: Ticket, recipients: Iterable[Recipient], playbook: Playbook, absent: Collection[str]
) -> tuple[str, ...]:
    return tuple(userid for userid in _willing(ticket, recipients, playbook, absent) if userid not in ticket.asked)


def _willing(
    ticket: Ticket, recipients: Iterable[Recipient], playbook: Playbook, absent: Collection[str]
) -> tuple[str, ...]:
    """Whoever is absent is asked only where there is nobody else."""
    people = tuple(dict.fromkeys(userid for each in recipients for userid in able(each, ticket, playbook)))
    return tuple(userid for userid in people if userid not in absent) or people
