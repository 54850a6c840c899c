"""A ticket as a row and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypedDict

import msgspec
from sqlalchemy import Row

from tickets.fields import Facts
from tickets.playbook.values import Priority, Source
from tickets.ticket import Acceptance, AlsoReported, Declined, Number, Pause, Status, Ticket, Wait
from tickets.trace import Reach

PLAIN = (
    "text",
    "type",
    "area",
    "life_safety",
    "playbook_version",
    "reporter",
    "owner",
    "group",
    "assignee",
    "draft_id",
    "opened_at",
    "claimed_at",
    "arrived_at",
    "done_at",
    "closed_at",
    "moved_at",
    "reminded_at",
)
"""What a column holds just as the ticket does."""


class Rest(TypedDict, total=False):
    """What stands together in one column: never looked for by itself."""

    rule: str
    look_again_at: datetime | None
    ladder: str | None
    asked: tuple[str, ...]
    followers: tuple[str, ...]
    called: tuple[str, ...]
    declined: tuple[Declined, ...]
    steps: tuple[int, ...]
    wait: Wait | None
    pauses: tuple[Pause, ...]
    cause: str | None
    remedy: str | None
    reworks: int
    reopens: int
    after: int | None
    also: tuple[AlsoReported, ...]
    asked_again: int
    asked_again_at: datetime | None
    sounded_at: datetime | None


def row_of(ticket: Ticket) -> dict[str, Any]:
    return {
        **{name: getattr(ticket, name) for name in PLAIN},
        "day": ticket.number.day,
        "counter": ticket.number.counter,
        "status": ticket.status.value,
        "facts": asdict(ticket.facts),
        "source": ticket.source.value,
        "priority": ticket.priority.value,
        "reach": ticket.reach.value,
        "acceptance": ticket.acceptance.value if ticket.acceptance else None,
        "wait_until": ticket.wait.until if ticket.wait else None,
        "rest": msgspec.to_builtins({name: getattr(ticket, name) for name in Rest.__annotations__}),
    }


def ticket_in(row: Row[Any]) -> Ticket:
    return Ticket(
        **{name: getattr(row, name) for name in PLAIN},
        id=row.id,
        version=row.version,
        number=Number(row.day, row.counter),
        status=Status(row.status),
        facts=msgspec.convert(row.facts, Facts),
        source=Source(row.source),
        priority=Priority(row.priority),
        reach=Reach(row.reach),
        acceptance=Acceptance(row.acceptance) if row.acceptance else None,
        **msgspec.convert(row.rest, Rest),
    )
