"""Life-safety, and rules that say so: who is asked hears it loudly, and again until somebody has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tickets.events import TicketAlerted
from tickets.lifecycle import Change
from tickets.playbook import Playbook
from tickets.ticket import Status, Ticket

AGAIN_AFTER = timedelta(minutes=2)
LASTS = timedelta(minutes=30)
"""Whoever has heard it so often will not be moved by one more; from then on it is the ladder's."""


def is_strong(ticket: Ticket, playbook: Playbook) -> bool:
    return ticket.life_safety or any(rule.strong for rule in playbook.rules if rule.name == ticket.rule)


def sounds_again_at(ticket: Ticket, playbook: Playbook) -> datetime | None:
    """None: it is silent, because somebody has the ticket, or it has sounded long enough."""
    if ticket.status is not Status.OPEN or not is_strong(ticket, playbook):
        return None
    begun_at = ticket.moved_at or ticket.opened_at  # opened, given back or asked of others: each time it begins anew
    again = max(ticket.sounded_at or begun_at, begun_at) + AGAIN_AFTER
    return again if again <= begun_at + LASTS else None


def sound_again(ticket: Ticket, *, playbook: Playbook, now: datetime) -> Change:
    """Those who were asked and have not pressed anything yet hear it once more."""
    asked = ticket.asked or playbook.groups[ticket.group].members
    return Change(replace(ticket, sounded_at=now), (TicketAlerted(at=now, asked=asked),))
