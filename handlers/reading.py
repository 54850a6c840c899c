"""From what the reader found to the fields of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from threading import Lock
from uuid import uuid4

from nlp import Reader
from nlp.dictionary import Vocabulary
from nlp.reading import Appointment, Found, Reading
from tickets.fields import URGENT, Field, FieldName, Fields
from tickets.playbook import Playbook
from tickets.playbook.conditions import brands_in

ROADS = ("路", "街", "道", "巷", "弄")
"""The reader knows roads by themselves, with their numbers."""
REMEMBERED = 256
"""So many readings: those of the messages that are being handled, more than once perhaps."""


class TenantReader:
    """Knows the names of one business, and its own last readings. `name` stands for its vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.name = uuid4().hex
        self._reader = Reader.load(vocabulary)
        self._last: dict[tuple[str, datetime], Reading] = {}
        self._lock = Lock()

    def __call__(self, text: str, now: datetime) -> Reading:
        found = self._last.get((text, now))
        if found is None:
            found = self._reader.read(text, now)
            self.remember(text, now, found)
        return found

    def remembers(self, text: str, now: datetime) -> bool:
        return (text, now) in self._last

    def remember(self, text: str, now: datetime, reading: Reading) -> None:
        """It may have been read elsewhere, with the same vocabulary."""
        with self._lock:
            while len(self._last) >= REMEMBERED:
                del self._last[next(iter(self._last))]
            self._last[text, now] = reading


def reader_for(playbook: Playbook) -> TenantReader:
    """One that knows the names of this business: its areas, its brands, its people."""
    words = (word for area in playbook.areas.values() for word in area.words if not word.endswith(ROADS))
    vocabulary = Vocabulary(
        areas=tuple(words),
        brands=tuple(sorted(brands_in(rule.when for rule in playbook.rules))),
        staff=tuple(sorted(playbook.staff_names)),
    )
    return TenantReader(vocabulary)


def fields_from(reading: Reading, text: str, *, message: str) -> Fields:
    """Each value with the words of `text` it stands on; `message` is the id of the update that these came in."""
    return {name: _field(found, value, text, message) for name, found, value in _found(reading)}


def numbers_read(reading: Reading) -> dict[FieldName, str]:
    """Those by which earlier tickets may know it."""
    return {name: found.value for name, found in _numbers(reading).items() if found is not None}


def _numbers(reading: Reading) -> dict[FieldName, Found[str] | None]:
    return {
        FieldName.PHONE: reading.phone_primary or next(iter(reading.phones), None),
        FieldName.SERIAL: next(iter((*reading.serials, *reading.vins)), None),
        FieldName.PLATE: next(iter(reading.plates), None),
    }


def _found(reading: Reading) -> Iterator[tuple[FieldName, Found[str] | Found[bool], str]]:
    numbers = _numbers(reading)
    first = numbers[FieldName.PHONE]
    plain = {
        FieldName.FAULT: reading.fault,
        FieldName.ADDRESS: reading.address,
        FieldName.CUSTOMER: reading.customer,
        FieldName.CATEGORY: reading.category,
        FieldName.DEVICE: reading.device,
        FieldName.BRAND: reading.brand,
        FieldName.MODEL: reading.model,
        FieldName.PHONE: first,
        FieldName.OTHER_PHONE: next((each for each in reading.phones if first and each.value != first.value), None),
        FieldName.SERIAL: numbers[FieldName.SERIAL],
        FieldName.PLATE: numbers[FieldName.PLATE],
    }
    for name, found in plain.items():
        if found is not None:
            yield name, found, found.value
    if reading.urgent.value:
        yield FieldName.URGENT, reading.urgent, URGENT
    if reading.appointment is not None:
        yield FieldName.APPOINTMENT, reading.appointment, when(reading.appointment)


def when(appointment: Appointment) -> str:
    """The day as a date: what was 明天 in the message is yesterday when the ticket is read."""
    day = f"{appointment.day:%m-%d}"
    if isinstance(appointment.at, datetime):
        return f"{day} {appointment.at:%H:%M}"
    return f"{day} {appointment.part}" if appointment.part else day


def _field(found: Found[str] | Found[bool], value: str, text: str, message: str) -> Field:
    return Field(value, _words(found, text), message, found.method, found.certainty)


def _words(found: Found[str] | Found[bool], text: str) -> str:
    if not found.pieces:
        return text[found.start : found.end]
    return " … ".join(text[start:end] for start, end in found.pieces if end > start)
