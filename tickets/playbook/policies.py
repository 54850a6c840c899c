"""What a playbook says of a ticket's beginning and end: reports of the same matter, and the customer's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
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
