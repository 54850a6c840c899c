"""What a playbook sets once for all tickets: reports of the same matter, the customer's word, fair share, quiet hours,
and how long a ticket may stand still.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptancePolicy:
    """What happens between 完工 and the end. All durations are by the clock; reminders count from when it was done.

    `qa_share` of all tickets is looked at by quality, drawn by the number and `qa_seed`; so is whatever is flagged, and
    that many stars or fewer flag it (`low_stars`).
    """

    reminders: tuple[timedelta, ...] = (timedelta(days=1), timedelta(days=2))
    close_unconfirmed_after: timedelta = timedelta(days=3)
    reopen_within: timedelta = timedelta(days=7)
    qa_share: float = 0.05
    qa_seed: str = ""
    low_stars: int = 2


class LinkMode(StrEnum):
    """What is done with a report of a matter that seems to have a ticket. `MONITOR`: it is noted, and not said."""

    OFFER = "offer"
    MONITOR = "monitor"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPolicy:
    """Of what was reported within `window`; up to `longest` where nearly everything agrees."""

    mode: LinkMode = LinkMode.OFFER
    window: timedelta = timedelta(days=3)
    longest: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class FairShare:
    """Whoever got so many tickets in a row is not asked for a while."""

    in_a_row: int = 5
    rest: timedelta = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Local time; may go over midnight. Notices wait until they are over, unless the type is life-safety."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """So long may a ticket stand still before its assignee is asked whether it still moves."""

    claimed: timedelta = timedelta(hours=8)
    travelling: timedelta = timedelta(hours=3)
    on_site: timedelta = timedelta(days=1)
