"""What is known about a matter: fields with the words they came from, and the facts a ticket keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum


class FieldName(StrEnum):
    """In the order in which they matter to the person who must go there."""

    FAULT = "fault"
    ADDRESS = "address"
    PHONE = "phone"
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


SAID_BY_STAFF = frozenset({Method.CORRECTED, Method.ANSWERED, Method.CHOSEN})

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


@dataclass(frozen=True, slots=True)
class Field:
    """`words` stand just so in the message that came as update `message`; `certainty` is 0 to 1."""

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
    """What a ticket keeps of its draft: plain values, no provenance (the draft has that)."""

    fault: str | None = None
    address: str | None = None
    phone: str | None = None
    customer: str | None = None
    category: str | None = None
    urgent: bool = field(default=False)
    appointment: str | None = None
    device: str | None = None
    plate: str | None = None
    serial: str | None = None
    brand: str | None = None
    model: str | None = None


def facts_for(found: Fields) -> Facts:
    values: dict[str, str] = {name.value: each.value for name, each in found.items()}
    urgent = values.pop(FieldName.URGENT, NOT_URGENT) == URGENT
    return Facts(urgent=urgent, **values)


assert {each.name for each in fields(Facts)} == {name.value for name in FieldName}
