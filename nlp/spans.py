"""Which parts of a text are already explained, so that no later rule explains them again."""

from __future__ import annotations

from enum import StrEnum
from operator import itemgetter
from typing import TypeAlias

from msgspec import Struct


class Taken(StrEnum):
    """What a claimed span is. The first group is no value of a reading: it is claimed only to be left alone."""

    ID_CARD = "id card"
    BANK_CARD = "bank card"
    ORDER = "order"  # order, waybill, invoice, tax, contract, work-order and batch numbers
    SIM = "sim"  # IMEI, ICCID, IMSI
    LINK = "link"  # URLs, e-mail addresses, file names
    ACCOUNT = "account"  # WeChat, QQ and similar ids
    STAMP = "stamp"  # date and time of a chat message
    DATE = "date"
    IP = "ip"
    AMOUNT = "amount"  # money, lengths, weights
    METER = "meter"  # meter readings, mileage
    CODE = "code"  # verification and pick-up codes
    PART = "part"  # part numbers, models, error codes
    PARTIAL = "partial"  # 尾号5678
    RETRACTED = "retracted"  # a value that the writer takes back

    VIN = "vin"
    PLATE = "plate"
    PHONE = "phone"
    PHONE_MASKED = "phone masked"
    EXTENSION = "extension"
    SERIAL = "serial"
    SPEAKER = "speaker"
    TIME = "time"
    APPOINTMENT = "appointment"
    CUSTOMER = "customer"
    ADDRESS = "address"
    DEVICE = "device"
    FAULT = "fault"


Claim: TypeAlias = tuple[Taken, int, int]  # kind, start, end


_START = itemgetter(1)


class Claims:
    """Spans of the *normalised* text that have an owner. First come, first served."""

    __slots__ = ("_all", "_mask")

    def __init__(self, length: int) -> None:
        self._mask = bytearray(length)
        self._all: list[Claim] = []

    def claim(self, kind: Taken, start: int, end: int) -> None:
        self._mask[start:end] = b"\1" * (end - start)
        self._all.append((kind, start, end))

    def free(self, start: int, end: int) -> bool:
        return self._mask.find(1, start, end) < 0

    def in_order(self) -> list[Claim]:
        """All of them, as they follow each other in the text."""
        return sorted(self._all, key=_START)

    def of(self, *kinds: Taken) -> list[Claim]:
        """In the order in which they were claimed."""
        return [claim for claim in self._all if claim[0] in kinds]

    def blank(self, plain: str, *, but: Taken | None = None, filler: str = "\0") -> str:
        """The text with every claimed character replaced, so that offsets stay; claims of the kind `but` are left."""
        if not self._all:
            return plain
        blanked = [claim for claim in self.in_order() if claim[0] is not but]
        if not blanked:
            return plain
        parts: list[str] = []
        at = 0
        for _, start, end in blanked:
            if end > at:
                parts += (plain[at:start], filler * (end - max(at, start)))
                at = end
        return "".join((*parts, plain[at:]))


class Candidate(Struct, frozen=True):
    """A value before it is handed out: offsets into the *normalised* text."""

    value: str
    start: int
    end: int
    method: str
    certainty: float
