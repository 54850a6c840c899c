"""What a handler has to say, as values; `bot/texts.py` puts them into words."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.inbox import Outcome
from tickets.errors import DomainError
from tickets.fields import Field, FieldName


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was changed in the draft; None: taken out. `missing` is what it still lacks."""

    changes: tuple[tuple[FieldName, Field | None], ...]
    missing: FieldName | None


@dataclass(frozen=True, slots=True)
class Question:
    """The one question that matters most. `again`: the answer to the last one could not be read."""

    about: FieldName
    again: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    number: str


@dataclass(frozen=True, slots=True)
class AlreadySubmitted:
    number: str


@dataclass(frozen=True, slots=True)
class Discarded:
    pass


@dataclass(frozen=True, slots=True)
class HowToCorrect:
    """An example is made of what the draft holds."""

    fields: tuple[tuple[FieldName, Field], ...]


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Each field with the words it was read from, and the message they stand in."""

    fields: tuple[tuple[FieldName, Field], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """It was added to this ticket."""

    number: str


@dataclass(frozen=True, slots=True)
class WhichTicket:
    """It belongs to a ticket, but to which? `numbers` are the person's own."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownTicket:
    number: str


@dataclass(frozen=True, slots=True)
class Greeting:
    pass


@dataclass(frozen=True, slots=True)
class Welcome:
    pass


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    pass


@dataclass(frozen=True, slots=True)
class UnsupportedKind:
    what: str


@dataclass(frozen=True, slots=True)
class YoursNow:
    number: str


@dataclass(frozen=True, slots=True)
class WellDone:
    number: str


@dataclass(frozen=True, slots=True)
class Refusal:
    error: DomainError


@dataclass(frozen=True, slots=True)
class OutdatedButton:
    """A button that no card carries any more."""


Reply = (
    Corrected
    | Question
    | Submitted
    | AlreadySubmitted
    | Discarded
    | HowToCorrect
    | SourceWords
    | Noted
    | WhichTicket
    | UnknownTicket
    | Greeting
    | Welcome
    | NotUnderstood
    | UnsupportedKind
    | YoursNow
    | WellDone
    | Refusal
    | OutdatedButton
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How an update ended. `reason` is a short key, required for what is ignored or refused."""

    outcome: Outcome
    reason: str | None = None
    reply: Reply | None = None
    draft_id: int | None = field(default=None)
    ticket_id: int | None = field(default=None)
