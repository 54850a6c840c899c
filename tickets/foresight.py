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
    """`ticket` is as it is when the step is taken, before anything comes of it, and `after` what becomes of it."""

    at: datetime
    rung: Rung
    ticket: Ticket
    after: Ticket


def foreseen(ticket: Ticket, playbook: Playbook, staff: Staffing) -> Iterator[Foreseen]:
    for _ in range(FAR_ENOUGH):
        following = next_rung(ticket, playbook)
        if following is None:
            return
        now = following.due_at
        life_safety = ticket.life_safety
        away = {each for each in playbook.people if staff.is_away(each, now, life_safety=life_safety)}
        absent = staff.gone | away
        after = take(ticket, following, playbook=playbook, now=now, absent=absent).ticket
        if turns(following.rung.step):
            after = placed(after, dispatch(after, facing_of(after, now), playbook, staff, now), now=now).ticket
        yield Foreseen(now, following.rung, ticket, after)
        ticket = after
