"""A draft: what the messages of one sender about one matter add up to, before anybody is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tickets.fields import Field, FieldName, Fields

SURE = 0.9
"""From here on a value is shown without a question mark."""


class DraftStatus(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    DISCARDED = "discarded"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturePolicy:
    """`window`: how long after the last message another one still belongs to the same matter, `window_cap` counts from
    the first; `quiet`: how long the draft card waits for more to come.
    """

    window: timedelta = timedelta(seconds=90)
    window_cap: timedelta = timedelta(minutes=10)
    quiet: timedelta = timedelta(seconds=2)
    remind_after: timedelta = timedelta(minutes=30)
    expire_after: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`id` is 0 and `version` is 0 before it is stored. `asked` is the field that the last question was about."""

    id: int = 0
    version: int = 0
    sender: str
    status: DraftStatus = DraftStatus.OPEN
    opened_at: datetime
    last_at: datetime
    fields: Fields
    text: str = ""
    pictures: int = 0
    asked: FieldName | None = None
    reminded: bool = False
    ticket_id: int | None = None

    @property
    def has_words(self) -> bool:
        """Is there anything yet that a card could show?"""
        return bool(self.fields)

    def value(self, name: FieldName) -> str | None:
        found = self.fields.get(name)
        return found.value if found else None


def absorb(draft: Draft, found: Fields, *, text: str, at: datetime) -> Draft:
    """Add what another message says. What staff said stands; otherwise the surer value does, and faults add up."""
    merged = dict(draft.fields)
    for name, field in found.items():
        merged[name] = _better(name, merged.get(name), field)
    joined = f"{draft.text}\n{text}" if draft.text and text else draft.text or text
    return replace(draft, fields=merged, text=joined, last_at=max(draft.last_at, at))


def _better(name: FieldName, old: Field | None, new: Field) -> Field:
    if old is None:
        return new
    if old.said_by_staff:
        return old
    if name is FieldName.FAULT and new.value not in old.value:
        return replace(old, value=f"{old.value}，{new.value}", words=f"{old.words}，{new.words}")
    return new if new.certainty > old.certainty else old


def correct(draft: Draft, changes: Iterable[tuple[FieldName, Field | None]], *, at: datetime) -> Draft:
    """Put in what staff says; None takes the value out."""
    fields = dict(draft.fields)
    for name, field in changes:
        if field is None:
            fields.pop(name, None)
        else:
            fields[name] = field
    asked = None if draft.asked in fields else draft.asked
    return replace(draft, fields=fields, asked=asked, last_at=max(draft.last_at, at))


def joins(draft: Draft, found: Fields, *, at: datetime, policy: CapturePolicy) -> bool:
    """Is this about the same matter? In the window yes, unless it names another place *and* another phone."""
    in_window = at - draft.last_at <= policy.window and at - draft.opened_at <= policy.window_cap
    return in_window and not all(_differs(draft.fields, found, name) for name in (FieldName.PHONE, FieldName.ADDRESS))


def _differs(one: Fields, other: Fields, name: FieldName) -> bool:
    return name in one and name in other and one[name].value != other[name].value


def missing(draft: Draft, required: Iterable[FieldName]) -> FieldName | None:
    """The most important required field that is not there yet."""
    wanted = set(required)
    return next((name for name in FieldName if name in wanted and name not in draft.fields), None)
