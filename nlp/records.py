"""Readings as flat records, the form in which messages are labelled and measured, and which of them repeat others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import nlp
from nlp.matters import matter_of
from nlp.reading import Appointment, Found, Kind, Reading
from nlp.retelling import is_done, is_over
from tickets.candidates import Candidates
from tickets.comparable import Matter
from tickets.duplicates import DuplicatePolicy, compare, is_about, likeliest, weight_of
from tickets.fields import Facts
from tickets.signs import EXACT_DOORS

Record = dict[str, Any]
MENDED_BY_THEN = DuplicatePolicy(longest=timedelta(days=14))
"""Records do not say what was done; two weeks later it is taken for done, unless somebody says that it is not."""


REPORT = "report"
"""How likely it is that a record is a report, 0 to 1."""
TOLD_AGAIN = 0.35
"""From this likelihood on a record that tells of an earlier matter repeats it; below it says more of it."""


TOLD_WITH_ROOM = 0.2
"""The same where it says what is wrong, and is taken for a report or names the room."""


def extract(text: str, received_at: str) -> Record:
    """`received_at` is local time in ISO form, without a zone."""
    return record_of(nlp.read(text, datetime.fromisoformat(received_at)))


def same(report: Mapping[str, Any], earlier: Mapping[str, Any]) -> float:
    """0 to 1: do two records tell of one matter? What they lack is read from their `text`."""
    return compare(_matter_in(_read(report)), _matter_in(_read(earlier))).score


def link(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The id of each record that repeats an earlier one, with the id of that one: always the first of its kind, with
    which all others are compared.

    What a follow-up in between says is over is not repeated: it broke again.
    """
    first: dict[str, str] = {}
    known: dict[str, Matter] = {}
    candidates: Candidates[str] = Candidates()
    for record in sorted(map(_read, records), key=lambda each: str(each["received_at"])):
        matter = _matter_in(record)
        found = {other: known[other] for other in sorted(candidates.of(matter))}
        is_end = is_done(matter.text) or (record["kind"] == Kind.FOLLOWUP and is_over(matter.text))
        if is_end or matter.mended:
            for other in _meant(matter, found):
                candidates.drop(found.pop(other), other)
        if is_end:
            continue
        repeated = _likeliest(matter, found)
        if repeated is not None and _is_told_whole(record, matter):
            first[record["id"]] = repeated
        elif repeated is None and record["is_ticket"]:
            known[record["id"]] = matter
            candidates.add(matter, record["id"])
    return first


def _meant(remark: Matter, found: Mapping[str, Matter]) -> list[str]:
    """What a remark speaks of: whatever has most in common with it."""
    about = {other: weight_of(remark, found[other]) for other in found if is_about(remark, found[other])}
    most = max(about.values(), default=0.0)
    return [other for other in about if about[other] == most and not found[other].mended]


def _likeliest(matter: Matter, found: Mapping[str, Matter]) -> str | None:
    policy = None if matter.again else MENDED_BY_THEN
    return next(likeliest(matter, found, policy), None)


def _is_told_whole(record: Record, matter: Matter) -> bool:
    """Who leaves no number may only have more to say of what was told."""
    if record["is_ticket"] and matter.phones:
        return True
    tells_both = bool(matter.faults) and (record["is_ticket"] or bool(EXACT_DOORS & matter.place.doors.keys()))
    return bool(record[REPORT] >= (TOLD_WITH_ROOM if tells_both else TOLD_AGAIN))


def _read(record: Mapping[str, Any]) -> Record:
    """What is labelled stands as it is."""
    if "is_ticket" in record:
        return {REPORT: float(record["is_ticket"]), **record}
    reading = nlp.read(record["text"], datetime.fromisoformat(record["received_at"]))
    kind = reading.kind
    return {REPORT: kind.certainty if reading.is_ticket else 1 - kind.certainty, **record_of(reading), **record}


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
