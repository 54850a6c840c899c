"""What happened to a ticket, in the past tense. The history is made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tickets.trace import Trace


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
class TicketDispatched(Event):
    """From now on these are asked. `rule` is the name of what decided so, `trace` says why these and nobody else."""

    group: str
    asked: tuple[str, ...]
    owner: str
    rule: str
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClaimed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFinished(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNoted(Event):
    """Somebody added to the ticket; `kind` is the message's: text, image, voice, location …"""

    text: str
    message: int
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAmended(Event):
    """Somebody corrected what is known: (field, its value now), None where it was taken out."""

    changes: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNotHeard(Event):
    """`member` should have heard of it and cannot be reached."""

    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLeftUnclaimed(Event):
    """Nobody claimed it within the promised time."""
