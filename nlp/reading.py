"""What the reader hands back. All offsets are `[start, end)` into the text as it came in.

Structs, because one message makes a dozen of these: a frozen dataclass takes several times as long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Found(Struct, Generic[T_co], frozen=True, omit_defaults=True):
    """A value and the words that it came from.

    `method` names the rule that found it; `certainty` is 0..1, calibrated so that 0.9 and above is
    right at least 98 times in 100. A judgement that rests on no particular words has `start == end`.
    `pieces` lists the places of a value that was joined from several; it is empty when `start..end` is all of it.
    """

    value: T_co
    start: int
    end: int
    method: str
    certainty: float
    pieces: tuple[tuple[int, int], ...] = ()


def judged(value: T, method: str, certainty: float) -> Found[T]:
    return Found(value, 0, 0, method, certainty)


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    LOCAL = "local"  # a landline written without its area code
    SERVICE = "service"  # 400 and 800 numbers
    FOREIGN = "foreign"


class Phone(Found[str], frozen=True, kw_only=True):
    """`value` is the normal form: digits only, an extension after a hyphen, `+` in front of a foreign number.

    `call_back` marks the one number to ring; at most one phone of a reading has it.
    """

    kind: PhoneKind
    extension: str | None = None
    call_back: bool = False

    @property
    def number(self) -> str:
        """The normal form without the extension."""
        return self.value.partition("-")[0]


class Serial(Found[str], frozen=True, kw_only=True):
    """`value` is upper case without blanks, as written; `key` also folds characters that people confuse.

    Two writings of one serial number have the same `key`: O is 0, I and L are 1, dashes are dropped.
    """

    key: str


class Address(Found[str], frozen=True, kw_only=True):
    """`value` is the place as written, pieces joined in order; the parts are as written too."""

    area: str | None = None
    site: str | None = None
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    room: str | None = None


class Appointment(Found[str], frozen=True, kw_only=True):
    """When the customer wants the visit. `value` is the words.

    `at` is aware and set only when a clock time was given (a range carries its start). `part` is one
    of 早上 上午 中午 下午 晚上, set when only a part of the day was given.
    """

    day: date
    at: datetime | None = None
    part: str | None = None


class Kind(StrEnum):
    TICKET = "ticket"
    FOLLOWUP = "followup"  # a chaser, an addition, a change of date, a completion
    NONE = "none"  # chatter, notices, adverts, money, tests


class Turn(Struct, frozen=True):
    """What one person said in a pasted conversation. Offsets are into the *normalised* text."""

    speaker: str | None
    start: int
    end: int
    staff: bool = False


NOTHING: Found[Kind] = Found(Kind.NONE, 0, 0, "empty", 1.0)
CALM: Found[bool] = Found(value=False, start=0, end=0, method="default", certainty=0.9)
NO_EXTRA: Mapping[str, Found[str]] = MappingProxyType({})


class Reading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything read from one message.

    `tickets` holds one reading for each ticket when the message reports several; the fields of the
    outer reading are then those of the first, except the identifiers, which are those of all.
    """

    kind: Found[Kind] = NOTHING
    phones: tuple[Phone, ...] = ()
    phones_masked: tuple[Found[str], ...] = ()
    extensions: tuple[Found[str], ...] = ()
    serials: tuple[Serial, ...] = ()
    vins: tuple[Found[str], ...] = ()
    plates: tuple[Found[str], ...] = ()
    customer: Found[str] | None = None
    address: Address | None = None
    fault: Found[str] | None = None
    category: Found[str] | None = None
    urgent: Found[bool] = CALM
    appointment: Appointment | None = None
    device: Found[str] | None = None
    brand: Found[str] | None = None
    model: Found[str] | None = None
    turns: tuple[Turn, ...] = ()
    tickets: tuple[Reading, ...] = ()
    # Whatever a tenant's playbook adds, by the name of its field.
    extra: Mapping[str, Found[str]] = NO_EXTRA

    @property
    def is_ticket(self) -> bool:
        return self.kind.value is Kind.TICKET

    @property
    def phone_primary(self) -> Phone | None:
        """The number to call back."""
        return next((phone for phone in self.phones if phone.call_back), None)
