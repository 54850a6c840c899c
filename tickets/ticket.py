"""What a ticket is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tickets.fields import Facts


class Status(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"


class Action(StrEnum):
    CLAIM = "claim"
    FINISH = "finish"
    AMEND = "amend"


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A ticket's name, as people say it: month and day, then a counter that starts anew each day (`1122-7`).

    The year is not spoken: of two tickets of the same name people mean the later one.
    """

    day: date
    counter: int

    def __str__(self) -> str:
        return f"{self.day:%m%d}-{self.counter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """`id` and `version` are 0 before it is stored. `reporter` and `assignee` are userids, `group` a playbook key."""

    id: int = 0
    version: int = 0
    number: Number
    status: Status = Status.OPEN
    facts: Facts
    text: str = ""
    reporter: str
    group: str
    assignee: str | None = None
    draft_id: int
    opened_at: datetime
    claimed_at: datetime | None = None
    done_at: datetime | None = None
    reminded_at: datetime | None = None
