"""Readings as flat records, the form in which messages are labelled and measured."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import nlp
from nlp.reading import Appointment, Found, Reading

Record = dict[str, Any]


def extract(text: str, received_at: str) -> Record:
    """`received_at` is local time in ISO form, without a zone."""
    return record_of(nlp.read(text, datetime.fromisoformat(received_at)))


def record_of(reading: Reading) -> Record:
    """Identifiers are told of every message, the other fields only of reports."""
    record: Record = {
        "kind": reading.kind.value.value,
        "is_ticket": reading.is_ticket,
        "phones": [phone.value for phone in reading.phones],
        "phone_primary": reading.phone_primary.value if reading.phone_primary else None,
        "phones_masked": _values(reading.phones_masked),
        "extensions": _values(reading.extensions),
        "serials": _values(reading.serials),
        "vins": _values(reading.vins),
        "plates": _values(reading.plates),
    }
    return {**record, **_matter(reading if reading.is_ticket else Reading())}


def _matter(reading: Reading) -> Record:
    return {
        "customer": _value(reading.customer),
        "address": _value(reading.address),
        "fault": _value(reading.fault),
        "category": _value(reading.category),
        "urgent": reading.urgent.value,
        "appointment": _value(reading.appointment),
        "appointment_iso": iso(reading.appointment) if reading.appointment else None,
        "device": _value(reading.device),
        "brand": _value(reading.brand),
        "model": _value(reading.model),
        "n_tickets": (len(reading.tickets) or 1) if reading.is_ticket else 0,
    }


def iso(appointment: Appointment) -> str:
    """`2026-11-20`, `2026-11-20T15:00` or `2026-11-20/上午`."""
    if appointment.at is not None:
        return f"{appointment.at:%Y-%m-%dT%H:%M}"
    return f"{appointment.day}/{appointment.part}" if appointment.part else f"{appointment.day}"


def _value(found: Found[str] | None) -> str | None:
    return found.value if found else None


def _values(found: tuple[Found[str], ...]) -> list[str]:
    return [each.value for each in found]
