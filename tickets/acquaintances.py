"""What earlier tickets say of a telephone, a device or a vehicle that a report names again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import structs

from tickets.fields import Facts, Field, FieldName, Fields, Method, known_in
from tickets.matters import may_be_same_place
from tickets.serials import fold

SURE_AGAIN = 0.97
"""Read now as it was confirmed before: two who cannot both be wrong in the same way."""
TOLD_BY = {
    FieldName.SERIAL: (
        FieldName.SERIAL,
        FieldName.DEVICE,
        FieldName.BRAND,
        FieldName.MODEL,
        FieldName.ADDRESS,
        FieldName.CUSTOMER,
    ),
    FieldName.PLATE: (FieldName.PLATE, FieldName.BRAND, FieldName.MODEL, FieldName.DEVICE, FieldName.CUSTOMER),
    FieldName.PHONE: (FieldName.PHONE, FieldName.CUSTOMER, FieldName.ADDRESS),
}
"""What follows from a number, itself included; the surest number first."""

LONGEST_NUMBER = 64
"""Characters. Whoever is asked for a number may answer with a sentence: nothing is known by that."""

Profile = Mapping[str, str | None]
"""Of one number, by field; None: it was not the same each time, so it says nothing."""


def numbers_in(values: Mapping[FieldName, str]) -> Mapping[FieldName, str]:
    """The numbers of a report by which it may be known."""
    numbers = {name: _folded(name, values[name]) for name in TOLD_BY if name in values}
    return {name: number for name, number in numbers.items() if 0 < len(number) <= LONGEST_NUMBER}


def profiles_of(facts: Facts) -> Mapping[tuple[FieldName, str], Profile]:
    """What a confirmed ticket says of its numbers."""
    known = known_in(facts)
    numbers = numbers_in(known)
    return {
        (kind, number): {name.value: known[name] for name in TOLD_BY[kind] if name in known}
        for kind, number in numbers.items()
    }


def merged(before: Profile, now: Profile) -> Profile:
    """A number that is used of many places, as a caretaker's is, says nothing of the place."""
    both = {**before, **now}
    return {
        name: value if name not in before or name not in now or _same(name, before[name], now[name]) else None
        for name, value in both.items()
    }


def confirmed(found: Fields, profiles: Iterable[Profile]) -> Fields:
    """What was read, surer where it is what was known."""
    known = list(profiles)
    return {
        name: structs.replace(field, certainty=max(field.certainty, SURE_AGAIN))
        if any(_same(name.value, profile.get(name.value), field.value) for profile in known)
        else field
        for name, field in found.items()
    }


def offers(found: Fields, profiles: Mapping[FieldName, Profile]) -> Fields:
    """What was not said and may be known: shown, never taken for granted."""
    offered: dict[FieldName, Field] = {}
    for number, told in TOLD_BY.items():
        profile = profiles.get(number, {})
        for name in told:
            value = profile.get(name.value)
            if value and name not in found:
                offered.setdefault(name, Field(value, found[number].value, found[number].message, Method.KNOWN, 0.5))
    return offered


def _same(name: str, one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    if name == FieldName.SERIAL:
        return fold(one) == fold(other)
    return one == other or (name == FieldName.ADDRESS and may_be_same_place(one, other))


def _folded(name: FieldName, value: str) -> str:
    return fold(value) if name is FieldName.SERIAL else value
