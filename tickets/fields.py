"""What is known about a matter: fields with the words they came from, and the facts a ticket keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from msgspec import Struct


class FieldName(StrEnum):
    """In the order in which they matter to the person who must go there."""

    FAULT = "fault"
    ADDRESS = "address"
    PHONE = "phone"
    OTHER_PHONE = "other_phone"
    """Where the first one is not answered."""
    CUSTOMER = "customer"
    CATEGORY = "category"
    URGENT = "urgent"
    APPOINTMENT = "appointment"
    DEVICE = "device"
    PLATE = "plate"
    SERIAL = "serial"
    BRAND = "brand"
    MODEL = "model"


class Method(StrEnum):
    """How a value got into a draft, beside the reader's own rule names."""

    CORRECTED = "corrected"
    ANSWERED = "answered"
    CHOSEN = "chosen"
    LOCATION = "location"
    LEARNED = "learned"
    KNOWN = "known"
    PHOTO = "photo"
    SCANNED = "scanned"
    SECOND_READER = "second reader"
    ACCEPTED = "accepted"


SAID_BY_STAFF = frozenset({Method.CORRECTED, Method.ANSWERED, Method.CHOSEN, Method.ACCEPTED})

CATEGORIES = (
    "给排水",
    "强电照明",
    "电梯",
    "暖通空调",
    "土建门窗",
    "弱电安防",
    "家电",
    "消防",
    "保洁环境",
    "IT影音",
    "车辆",
    "工控电子",
    "医疗设备",
    "机械设备",
    "其他",
)
"""The trades that can be asked for, the most frequent first."""

URGENT = "yes"
NOT_URGENT = "no"


class Field(Struct, frozen=True):
    """`words` stand just so in the message that came as update `message`; `certainty` is 0 to 1.

    A struct, as is whatever else is made anew with every message (drafts, errands, answers): a frozen dataclass takes
    ten times as long to make. `structs.replace` gives a changed one.
    """

    value: str
    words: str = ""
    message: str | None = None
    method: str = ""
    certainty: float = 1.0

    @property
    def said_by_staff(self) -> bool:
        return self.method in SAID_BY_STAFF


Fields = Mapping[FieldName, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a ticket keeps of its draft: plain values, no provenance (the draft has that). `extra` is what only this
    business asks for, by its key.
    """

    fault: str | None = None
    address: str | None = None
    phone: str | None = None
    other_phone: str | None = None
    customer: str | None = None
    category: str | None = None
    urgent: bool = field(default=False)
    appointment: str | None = None
    device: str | None = None
    plate: str | None = None
    serial: str | None = None
    brand: str | None = None
    model: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


def values_of(found: Fields) -> Mapping[FieldName, str]:
    return {name: each.value for name, each in found.items()}


def facts_for(found: Fields, own: Mapping[str, Field] | None = None) -> Facts:
    extra = tuple((key, each.value) for key, each in (own or {}).items())
    return replace(amended(Facts(), values_of(found)), extra=extra)


def amended(facts: Facts, changes: Mapping[FieldName, str | None]) -> Facts:
    """None takes a fact out."""
    values: dict[str, Any] = {name.value: value for name, value in changes.items()}
    if FieldName.URGENT in changes:
        values[FieldName.URGENT.value] = changes[FieldName.URGENT] == URGENT
    return replace(facts, **values)


def known_in(facts: Facts) -> dict[FieldName, str]:
    """The same facts by name, without what nobody knows."""
    texts = {name: getattr(facts, name) for name in FieldName if name is not FieldName.URGENT}
    return {name: text for name, text in texts.items() if text}
