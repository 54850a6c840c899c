"""A playbook's ladders, as values: who is reminded, warned or asked where something does not happen in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tickets.playbook.conditions import Condition


class Since(StrEnum):
    OPENED = "opened"
    CLAIMED = "claimed"
    DONE = "done"


class Until(StrEnum):
    """A step is not taken any more once the ticket has come so far."""

    CLAIMED = "claimed"
    ON_SITE = "on_site"
    DONE = "done"
    CLOSED = "closed"


class Deed(StrEnum):
    """What a step of a ladder does. `REMIND`: those who should act. `WARN`: those who should know."""

    REMIND = "remind"
    WARN = "warn"
    REASSIGN = "reassign"
    WIDEN = "widen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Exactly one of these; `role` is `leader` (of the ticket's group), `director`, `owner`, `assignee`, `reporter`
    or `area_leader`.
    """

    role: str | None = None
    userid: str | None = None
    leader_of: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`after` counts from `since`, in wall-clock time where `wall` is set, otherwise in working time.

    Several deeds may stand in one step: the document writes them beside one `after`.
    """

    after: timedelta
    since: Since
    until: Until
    deeds: tuple[tuple[Deed, tuple[Recipient, ...]], ...]
    wall: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A ticket climbs the first ladder whose condition holds when it is opened."""

    name: str
    when: Condition
    steps: tuple[Step, ...]
