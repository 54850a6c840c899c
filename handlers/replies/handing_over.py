"""What is answered when a shift hands over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tickets.presence import Absent
from tickets.ticket import Ticket
from tickets.today import Ranked


@dataclass(frozen=True, slots=True)
class LeftInHand:
    """What goes on with the next shift, the first to be done first, and what waits for something else; `unclaimed` is
    what they answer for and nobody has. `colleague`: somebody who could have what is in hand.
    """

    ranked: tuple[Ranked, ...]
    waiting: tuple[Ticket, ...]
    unclaimed: tuple[Ticket, ...]
    now: datetime
    colleague: str | None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """All of it is `to`'s now, who may be `absent`."""

    to: str
    numbers: tuple[str, ...]
    absent: Absent | None = None


@dataclass(frozen=True, slots=True)
class WhoTakesOver:
    """Several could be meant by these words."""

    words: str
    names: tuple[str, ...]


HandOverReply = LeftInHand | HandedOver | WhoTakesOver
