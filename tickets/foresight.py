"""What will happen to a ticket if nobody does anything. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tickets.dispatch import dispatch
from tickets.ladders import Rung, next_rung
from tickets.placing import placed
from tickets.playbook import Playbook
from tickets.playbook.recognition import facing_of
from tickets.staffing import Staffing
from tickets.steps import take
from tickets.ticket import Ticket
from tickets.turns import turns

FAR_ENOUGH = 50
"""Steps; no ladder has so many."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`ticket` is as it is when the step is taken, before anything comes of it."""

    at: datetime
    rung: Rung
    ticket: Ticket


def foreseen(ticket: Ticket, playbook: Playbook) -> Iterator[Foreseen]:
    for _ in range(FAR_ENOUGH):
        following = next_rung(ticket, playbook)
        if following is None:
            return
        yield Foreseen(following.due_at, following.rung, ticket)
        ticket = take(ticket, following, playbook=playbook, now=following.due_at).ticket
        if turns(following.rung.step):
            ticket = _dispatched(ticket, playbook, following.due_at)


def _dispatched(ticket: Ticket, playbook: Playbook, now: datetime) -> Ticket:
    """Everybody is taken to be there, as far as shifts allow."""
    return placed(ticket, dispatch(ticket, facing_of(ticket, now), playbook, Staffing(), now), now=now).ticket
