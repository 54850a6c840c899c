"""What is answered about drafts."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.keys import Button
from tickets.drafts import Draft
from tickets.fields import Field, FieldName
from tickets.intake import Wanted
from tickets.playbook.values import OwnField

Changes = tuple[tuple[FieldName, Field | None], ...]
"""None: taken out."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """`missing` is what the draft still lacks. `of` is named where the person could take it for another one."""

    changes: Changes
    missing: Wanted | None
    of: Draft | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """The same for what was added. No changes: the words were kept, nothing could be read in them. `own` is what only
    this business asks for, with the answer; `pictures` is how many came.
    """

    changes: Changes
    missing: Wanted | None
    of: Draft | None = None
    own: tuple[OwnField, str] | None = None
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class NothingToCorrect:
    """`numbers` are the person's own tickets that could be meant."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The one question that matters most. `again`: the answer to the last one could not be read; `unknown`: it was that
    there is none. `of` is named where the person could take it for another one.
    """

    about: Wanted
    again: bool = False
    unknown: bool = False
    of: Draft | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """`departments` are concerned too, and nobody has told them."""

    number: str
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CutOff:
    """Nobody can be called by so few digits."""

    number: str


@dataclass(frozen=True, slots=True)
class AlreadySubmitted:
    number: str


@dataclass(frozen=True, slots=True)
class Discarded:
    pass


@dataclass(frozen=True, slots=True)
class NoDraft:
    """There is nothing to submit."""


@dataclass(frozen=True, slots=True)
class WhichDraft:
    """Each has its number. `button` is what is to be done with it, or, if `or_all`, with all of them."""

    drafts: tuple[tuple[int, Draft], ...]
    button: Button
    or_all: bool


@dataclass(frozen=True, slots=True)
class HowToCorrect:
    """`fields` is what the draft holds; the examples are always the same. `of` is named where there are others."""

    fields: tuple[tuple[FieldName, Field], ...]
    of: Draft | None = None


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Each field with the words it was read from, and the message they stand in."""

    fields: tuple[tuple[FieldName, Field], ...]
    text: str


DraftReply = (
    Corrected
    | Filled
    | NothingToCorrect
    | Question
    | Submitted
    | CutOff
    | AlreadySubmitted
    | Discarded
    | NoDraft
    | WhichDraft
    | HowToCorrect
    | SourceWords
)
