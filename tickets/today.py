"""What somebody should do first, and why: danger to people, the promise that is broken soonest, priority, age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tickets.deadlines import Deadline, next_promises
from tickets.playbook import Playbook
from tickets.playbook.values import RANK
from tickets.ticket import Status, Ticket

MOST = 3
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ranked:
    """`promise` is the next one that is not kept yet; None: nothing is promised any more."""

    ticket: Ticket
    promise: Deadline | None


def first_of(tickets: Iterable[tuple[Ticket, Playbook]]) -> list[Ranked]:
    """All that can be worked at now, the first to be done first; each with its playbook. What waits is left out."""
    under_way = [(ticket, playbook) for ticket, playbook in tickets if ticket.status is not Status.WAITING]
    ranked = [Ranked(ticket, next(iter(next_promises(ticket, playbook)), None)) for ticket, playbook in under_way]
    return sorted(ranked, key=_place)


def _place(each: Ranked) -> tuple[bool, datetime, int, datetime]:
    """Promises of the same minute are broken at once."""
    due_at = each.promise.due_at.replace(second=0, microsecond=0) if each.promise else NEVER
    return not each.ticket.life_safety, due_at, -RANK[each.ticket.priority], each.ticket.opened_at
