"""A report as what it can be compared by with others (`tickets.duplicates`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from nlp.likeness import fault_kinds, names_another, spots, things, units, was_mended, without_things
from nlp.reader import default_reader
from tickets.duplicates import Matter
from tickets.fields import Facts
from tickets.places import name_pairs, place_of

_LONGEST_AREA = 5
_CONFUSED = str.maketrans("OIL", "011", "-_/. ")


def matter_of(
    text: str,
    at: datetime,
    facts: Facts,
    *,
    phones: Iterable[str] = (),
    serials: Iterable[str] = (),
    plates: Iterable[str] = (),
) -> Matter:
    """From whatever was read, a moment ago or on a ticket, and the numbers that a text holds beside those of its facts.

    Extensions and the writing of serials do not count.
    """
    fault = facts.fault or ""
    told = f"{facts.device or ''} {fault}" if fault else text
    return Matter(
        at=at,
        text=text or f"{facts.address or ''} {told}",
        phones=frozenset(phone.partition("-")[0] for phone in (*phones, facts.phone) if phone),
        serials=frozenset(serial.upper().translate(_CONFUSED) for serial in (*serials, facts.serial) if serial),
        plates=frozenset(plate for plate in (*plates, facts.plate) if plate),
        customer=facts.customer,
        address=_without_areas(facts.address or "") or None,
        category=facts.category,
        device=facts.device or "",
        complaint=without_things(fault),
        units=units(text or told),
        faults=fault_kinds(told),
        things=things(told),
        mentioned=things(f"{told} {text}") | fault_kinds(f"{told} {text}"),
        spots=spots(told),
        another=names_another(text),
        mended=was_mended(text),
    )


def _without_areas(address: str) -> str:
    """杭州滨江区 in front says little: half the town shares it. But 渭南中心医院 has no other name."""
    areas = default_reader().dictionary.areas
    while length := next((length for length in range(_LONGEST_AREA, 1, -1) if address[:length] in areas), 0):
        rest = address[length:].lstrip(" ,，省市区县")
        if not name_pairs(place_of(rest).name):
            break
        address = rest
    return address
