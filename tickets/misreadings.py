"""What the reader got wrong, as staff's corrections show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tickets.fields import NOT_URGENT, Field, FieldName, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """`read` None: the reader saw nothing there. `said` None: there was nothing to see.

    `ticket_id` is set where it came to light after the draft was submitted; things may have changed since then.
    """

    draft_id: int
    ticket_id: int | None = None
    field: FieldName
    read: Field | None
    said: str | None
    text: str
    by: str
    at: datetime
    playbook_version: int


def differing(
    read: Fields, changes: Iterable[tuple[FieldName, Field | None]]
) -> Iterator[tuple[FieldName, Field | None, str | None]]:
    """Of what staff says, that in which the reader was wrong. Staff who changes their own mind corrects nobody."""
    for name, said in changes:
        before = read.get(name)
        value = said.value if said else None
        known = before.value if before else NOT_URGENT if name is FieldName.URGENT else None
        if value != known and not (before and before.said_by_staff):
            yield name, before, value
