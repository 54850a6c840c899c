"""Who can be asked at a moment: what is known of people when a ticket is dispatched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from tickets.playbook.policies import FairShare
from tickets.ticket import Ticket

DAY_OVER = "over"
"""Why somebody is away who has gone home for the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What somebody said of themselves, or their leader of them; it goes before the shift's calendar.

    `until` None: until something else is said. `why`: in their own words, or empty.
    """

    away: bool
    since: datetime
    until: datetime | None = None
    why: str = ""

    def holds(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """`jobs` are what whoever is away has claimed and not finished."""

    userid: str
    said: Availability
    jobs: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """`gone` have left the company. `claims`: of each group the latest, the last one first."""

    said: Mapping[str, Availability] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    open_tickets: Mapping[str, int] = field(default_factory=dict)
    claims: Mapping[str, tuple[Claimed, ...]] = field(default_factory=dict)

    def load(self, userid: str) -> int:
        return self.open_tickets.get(userid, 0)

    def said_of(self, userid: str, now: datetime) -> Availability | None:
        """What was said and holds."""
        said = self.said.get(userid)
        return said if said is not None and said.holds(now) else None

    def is_on_leave(self, userid: str, now: datetime) -> bool:
        said = self.said_of(userid, now)
        return said is not None and said.away and said.why != DAY_OVER

    def rests_until(self, userid: str, group: str, share: FairShare | None, now: datetime) -> datetime | None:
        """None: it is their turn. A row is broken by anybody else's claim, and by a pause as long as the rest."""
        if share is None:
            return None
        row = self.claims.get(group, ())[: share.in_a_row]
        paused = any(later.at - earlier.at >= share.rest for later, earlier in pairwise(row))
        if len(row) < share.in_a_row or any(claim.by != userid for claim in row) or paused:
            return None
        over = row[0].at + share.rest
        return over if now < over else None
