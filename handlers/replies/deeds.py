"""What is answered when somebody does something with a ticket, or says too little for it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.keys import Button
from tickets.presence import Absent
from tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class YoursNow:
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class WellDone:
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Acted:
    """It was done, and this is how the ticket stands. `to` is who was brought in; `absent`: whoever has it now is."""

    button: Button
    ticket: Ticket
    to: str = ""
    absent: Absent | None = None


@dataclass(frozen=True, slots=True)
class TheirsAlready:
    """It is in the hands of whom it was to be given to."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class HowTo:
    """Something is missing: how to say it."""

    button: Button
    number: str


@dataclass(frozen=True, slots=True)
class UnknownPerson:
    words: str


@dataclass(frozen=True, slots=True)
class WhichPerson:
    """Several could be meant by these words."""

    words: str
    names: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True)
class CarryOn:
    """Whoever has the ticket says that it still moves."""

    number: str


@dataclass(frozen=True, slots=True)
class StillToRate:
    """Something was not picked."""

    number: str


@dataclass(frozen=True, slots=True)
class OutdatedButton:
    """A button that no card carries any more."""


DeedReply = (
    YoursNow
    | WellDone
    | Acted
    | TheirsAlready
    | HowTo
    | UnknownPerson
    | WhichPerson
    | CarryOn
    | StillToRate
    | OutdatedButton
)
