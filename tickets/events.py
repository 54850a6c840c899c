"""What happened to a ticket, in the past tense. The history is made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`by` is a userid, None where the clock did it."""

    at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(Event):
    number: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClaimed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFinished(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNoted(Event):
    """Somebody added to the ticket: words, or a picture (then `text` is empty)."""

    text: str
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLeftUnclaimed(Event):
    """Nobody claimed it within the promised time."""
