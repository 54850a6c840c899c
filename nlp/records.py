"""Readings as flat records, the form in which messages are labelled and measured, and which of them repeat others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import nlp
from nlp.likeness import is_done, is_over
from nlp.matters import matter_of
from nlp.reading import Appointment, Found, Kind, Reading
from tickets.candidates import Candidates
from tickets.comparable import Matter
from tickets.duplicates import LIKELY, DuplicatePolicy, compare, is_about, is_elsewhere
from tickets.fields import Facts

Record = dict[str, Any]
MENDED_BY_THEN = DuplicatePolicy(longest=timedelta(days=14))
"""Records do not say what was done; two weeks later it is taken for done, unless somebody says that it is not."""


def extract(text: str, received_at: str) -> Record:
    """`received_at` is local time in ISO form, without a zone."""
    return record_of(nlp.read(text, datetime.fromisoformat(received_at)))


def same(report: Mapping[str, Any], earlier: Mapping[str, Any]) -> float:
    """0 to 1: do two records tell of one matter? What they lack is read from their `text`."""
    return compare(_matter_in(_read(report)), _matter_in(_read(earlier))).score


def link(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The id of each record that repeats an earlier one, with the id of that one: always the first of its kind.

    What a follow-up in between says is over is not repeated: it broke again.
    """
    first: dict[str, str] = {}
    known: dict[str, Matter] = {}
    candidates: Candidates[str] = Candidates()
    for record in sorted(map(_read, records), key=lambda each: str(each["received_at"])):
        id_, matter = record["id"], _matter_in(record)
        found = sorted(candidates.of(matter))
        is_end = is_done(matter.text) or (record["kind"] == Kind.FOLLOWUP and is_over(matter.text))
        if is_end or matter.mended:
            over = [other for other in found if is_about(matter, known[other]) and not known[other].mended]
            found = [other for other in found if other not in over]
            for other in over:
                candidates.drop(known.pop(other), other)
        if record["is_ticket"] and not is_end:
            policy = None if matter.again else MENDED_BY_THEN
            roots = {other: known.get(first.get(other, other), known[other]) for other in found}
            found = [other for other in found if not is_elsewhere(matter, roots[other])]
            scores = ((compare(matter, known[other], policy).score, other) for other in found)
            score, likeliest = max(scores, default=(0.0, ""))
            if score >= LIKELY:
                first[id_] = first.get(likeliest, likeliest)
            known[id_] = matter
            candidates.add(matter, id_)
    return first


def _read(record: Mapping[str, Any]) -> Record:
    known = dict(record)
    return known if "is_ticket" in known else {**extract(known["text"], known["received_at"]), **known}


def _matter_in(record: Record) -> Matter:
    facts = Facts(
        fault=record.get("fault"),
        address=record.get("address"),
        customer=record.get("customer"),
        device=record.get("device"),
        category=record.get("category"),
    )
    return matter_of(
        record.get("text", ""),
        datetime.fromisoformat(record["received_at"]),
        facts,
        phones=record.get("phones", ()),
        serials=(*record.get("serials", ()), *record.get("vins", ())),
        plates=record.get("plates", ()),
    )


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
