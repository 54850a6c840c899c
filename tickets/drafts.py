"""A draft: what the messages of one sender about one matter add up to, before anybody is sent."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field, structs

from tickets.fields import Field, FieldName, Fields, Method, values_of
from tickets.matters import another_matter
from tickets.playbook.values import Source
from tickets.senders import at_form, is_customer

NOTHING_MORE = "nothing"
"""Instead of a question's subject: whoever reports has said that what is missing is not to be had from them."""
SURE = 0.9
"""From here on a value is shown without a question mark."""


_DOOR = re.compile(r"[A-Za-z0-9一二三四五六七八九十]+ ?(?:号楼|号院|号|幢|栋|座|单元|室|层|楼|#|-|$)")
"""What names no estate or street of its own."""


class DraftStatus(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    LINKED = "linked"
    """It tells of a matter that has a ticket."""
    DISCARDED = "discarded"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturePolicy:
    """`window`: how long after the last message another one still belongs to the same matter, `window_cap` counts from
    the first; `quiet`: how long the draft card waits for more to come. `show_after`: so long what a customer reports
    may be incomplete before the front desk sees it all the same.
    """

    window: timedelta = timedelta(seconds=90)
    window_cap: timedelta = timedelta(minutes=10)
    quiet: timedelta = timedelta(seconds=2)
    show_after: timedelta = timedelta(minutes=10)
    remind_after: timedelta = timedelta(minutes=30)
    expire_after: timedelta = timedelta(hours=24)


class Draft(Struct, frozen=True, kw_only=True):
    """`id` is 0 and `version` is 0 before it is stored. `asked` is what the last question was about: a field's name, or
    the key of one that only this business has; those are in `own`.

    `offers` may be right, but nobody said so: one word of the sender puts them in. `keeper`: who of the front desk
    looks after what a customer said. `after`: a ticket of the same matter, closed too long ago to be opened again.
    """

    id: int = 0
    version: int = 0
    sender: str
    status: DraftStatus = DraftStatus.OPEN
    opened_at: datetime
    last_at: datetime
    fields: Fields
    text: str = ""
    pictures: int = 0
    asked: str | None = None
    reminded: bool = False
    offers: Fields = field(default_factory=dict)
    own: Mapping[str, Field] = field(default_factory=dict)
    source: Source = Source.STAFF
    keeper: str | None = None
    after: int | None = None
    ticket_id: int | None = None

    @property
    def is_customers(self) -> bool:
        return is_customer(self.sender)

    @property
    def is_form(self) -> bool:
        """Written by a member on the front desk's form, who is its keeper."""
        return self.keeper is not None and self.sender == at_form(self.keeper)

    @property
    def reporter(self) -> str:
        """A member of staff, who answers for what is in it."""
        return self.keeper or self.sender

    @property
    def has_words(self) -> bool:
        """Is there anything yet that a card could show?"""
        return bool(self.fields)

    def value(self, name: FieldName) -> str | None:
        found = self.fields.get(name)
        return found.value if found else None


def absorb(
    draft: Draft, found: Fields, *, text: str, at: datetime, offers: Fields | None = None, said_first: bool = False
) -> Draft:
    """Add what another message says. What staff said stands; otherwise the surer value does, and faults add up.

    `said_first`: it was said before all that is known, and came later.
    """
    earlier, later = (found, draft.fields) if said_first else (draft.fields, found)
    merged = dict(earlier)
    for name, said in later.items():
        merged[name] = _better(name, merged.get(name), said)
    _keep_both_phones(merged, earlier.get(FieldName.PHONE), later.get(FieldName.PHONE))
    joined = "\n".join(filter(None, (text, draft.text) if said_first else (draft.text, text)))
    asked = None if draft.asked in merged else draft.asked
    grown = structs.replace(draft, fields=merged, text=joined, asked=asked, last_at=max(draft.last_at, at))
    return offered(structs.replace(grown, offers=_without(draft.offers, found)), offers or {})


def offered(draft: Draft, offers: Fields) -> Draft:
    """What might be right beside, or instead of, what was read. Nothing is offered against staff's word."""
    if not offers:
        return draft
    fresh = {
        name: offer
        for name, offer in offers.items()
        if (known := draft.fields.get(name)) is None or (not known.said_by_staff and known.value != offer.value)
    }
    return structs.replace(draft, offers={**draft.offers, **fresh})


def accepted(draft: Draft) -> tuple[tuple[FieldName, Field], ...]:
    """Everything that is offered, as staff's word, in the order of the fields."""
    offers = ((name, draft.offers[name]) for name in FieldName if name in draft.offers)
    return tuple((name, structs.replace(offer, method=Method.ACCEPTED, certainty=1.0)) for name, offer in offers)


def _without(offers: Fields, names: Container[FieldName]) -> Fields:
    return {name: offer for name, offer in offers.items() if name not in names}


def _keep_both_phones(merged: dict[FieldName, Field], one: Field | None, other: Field | None) -> None:
    """A number that gives way to another one may still be answered."""
    if one is None or other is None or one.value == other.value or other.said_by_staff:
        return
    left = one if merged[FieldName.PHONE] is other else other
    merged.setdefault(FieldName.OTHER_PHONE, left)


def _better(name: FieldName, old: Field | None, new: Field) -> Field:
    if old is None:
        return new
    if old.said_by_staff:
        return old
    if new.said_by_staff:
        return new
    if name is FieldName.FAULT:
        return old if new.value in old.value else _both(old, new, "，")
    if name is FieldName.ADDRESS and (old.method == Method.LOCATION) != (new.method == Method.LOCATION):
        # The map knows the street, the words know the door.
        return _placed(old, new) if old.method == Method.LOCATION else _placed(new, old)
    return new if new.certainty > old.certainty else old


def _placed(street: Field, door: Field) -> Field:
    if door.value in street.value:
        return street
    return _both(street, door, " ") if _DOOR.match(door.value) else _in_doubt(_both(street, door, "，"))


def _in_doubt(field: Field) -> Field:
    """Two whole addresses: which of them is right, or whether both are, a person must say."""
    return structs.replace(field, certainty=min(field.certainty, SURE / 2))


def _both(one: Field, other: Field, between: str) -> Field:
    return structs.replace(one, value=f"{one.value}{between}{other.value}", words=f"{one.words}{between}{other.words}")


def correct(draft: Draft, changes: Iterable[tuple[FieldName, Field | None]], *, at: datetime) -> Draft:
    """Put in what staff says; None takes the value out."""
    changed = dict(changes)
    fields = {name: found for name, found in {**draft.fields, **changed}.items() if found is not None}
    asked = None if draft.asked in fields else draft.asked
    offers = _without(draft.offers, changed)
    return structs.replace(draft, fields=fields, offers=offers, asked=asked, last_at=max(draft.last_at, at))


def joins(draft: Draft, found: Fields, *, at: datetime, policy: CapturePolicy, report: bool = False) -> bool:
    """Is this about the same matter? In the window yes, unless it is clearly another one (see `another_matter`)."""
    return in_window(draft, at=at, policy=policy) and not another_matter(
        values_of(draft.fields), values_of(found), report=report
    )


def in_window(draft: Draft, *, at: datetime, policy: CapturePolicy) -> bool:
    return at - draft.last_at <= policy.window and at - draft.opened_at <= policy.window_cap


def told(draft: Draft, own: Mapping[str, Field], *, at: datetime) -> Draft:
    """What only this business asks for."""
    asked = None if draft.asked in own else draft.asked
    return structs.replace(draft, own={**draft.own, **own}, asked=asked, last_at=max(draft.last_at, at))


def own_values(draft: Draft) -> Mapping[str, str]:
    return {key: each.value for key, each in draft.own.items()}
