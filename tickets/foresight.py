"""What will happen to a ticket if nobody does anything. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tickets.ladders import Rung, next_rung
from tickets.playbook import Playbook
from tickets.steps import take
from tickets.ticket import Ticket

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
