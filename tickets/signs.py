"""Kind by kind, in what two reports agree and in what they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tickets.comparable import UNSAID, Matter
from tickets.complaints import VAGUE, may_be_one, points_alike, said_alike, said_unlike, told_in, words_alike
from tickets.namesakes import same_person
from tickets.places import other_doors, same_doors
from tickets.same_place import names_agree, other_place
from tickets.wording import odd_word


class Sign(StrEnum):
    SERIAL = "serial"
    PLATE = "plate"
    PHONE = "phone"
    DOOR = "door"
    BUILDING = "building"
    SITE = "site"
    CUSTOMER = "customer"
    UNIT = "unit"
    FAULT = "fault"
    AKIN = "akin"
    THING = "thing"
    SPOT = "spot"
    WORDS = "words"
    TRADE = "trade"
    AGAIN = "again"
    ANOTHER = "another"
    MENDED = "mended"


_SHORTEST_SERIES = 5
"""Characters of a serial, from which on another one that begins alike is of the next thing in the series."""
_OF_A_REGION = 2
EXACT_DOORS = frozenset({"room", "bed"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of thing in which two reports agree or differ; `value` is what the later one says."""

    sign: Sign
    value: str


def agreements(report: Matter, earlier: Matter) -> Iterator[Reason]:
    yield from _who_or_where(report, earlier)
    for sign, kinds, others in _meanings(report, earlier):
        shared = kinds & others or _mentioned(sign, kinds, others, earlier) or _mentioned(sign, others, kinds, report)
        if not shared and sign is Sign.THING and not (kinds and others):
            shared = _device_told(report, earlier)
        yield from _first(sign, shared)
    if not (report.faults & earlier.faults or _called_otherwise(report, earlier) or _only_the_thing(report, earlier)):
        yield from _first(Sign.AKIN, report.akin & earlier.faults)
    if said_alike(report, earlier):
        yield Reason(Sign.WORDS, report.complaint.strip())
    if report.again:
        yield Reason(Sign.AGAIN, "")
    if report.category and report.category == earlier.category:
        yield Reason(Sign.TRADE, report.category)


def _device_told(report: Matter, earlier: Matter) -> frozenset[str]:
    """What no list knows: the one names it, and the other at least half of it."""
    if words_alike(report.device, earlier.device) or told_in(report.device, earlier.text):
        return frozenset({report.device})
    return frozenset({earlier.device} if told_in(earlier.device, report.text) else ())


def _mentioned(sign: Sign, meant: frozenset[str], others: frozenset[str], by: Matter) -> frozenset[str]:
    """Also where it was not read as such; but a thing beside what it is about is only mentioned."""
    return frozenset() if sign is Sign.THING and others else meant & by.mentioned


def _who_or_where(report: Matter, earlier: Matter) -> Iterator[Reason]:
    yield from _first(Sign.SERIAL, _shared_serials(report, earlier))
    yield from _first(Sign.PLATE, _shared_plates(report, earlier))
    yield from _first(Sign.PHONE, report.phones & earlier.phones)
    here, there = report.place, earlier.place
    doors = same_doors(here, there)
    where = report.address or "-".join(here.doors[kind] for kind in here.doors if kind in doors)
    if doors & EXACT_DOORS and not other_doors(here, there):
        yield Reason(Sign.DOOR, where)
    elif doors - EXACT_DOORS:
        yield Reason(Sign.BUILDING, where)
    if names_agree(report, earlier):
        yield Reason(Sign.SITE, here.name or there.name)
    if person := same_person(report, earlier):
        yield Reason(Sign.CUSTOMER, person)
    yield from (Reason(Sign.UNIT, f"{number}号{kind}") for kind, number in _shared_units(report, earlier))


def _called_otherwise(report: Matter, earlier: Matter) -> bool:
    """Then nothing less than the same trouble makes them one."""
    return bool(report.things and earlier.things) and not report.things & earlier.things


def _only_the_thing(report: Matter, earlier: Matter) -> bool:
    """One of them says of it that something is wrong, and no more: no other trouble, and no like one either."""
    return VAGUE in (report.faults, earlier.faults) and bool(report.things & earlier.things)


def _first(sign: Sign, shared: frozenset[str]) -> Iterator[Reason]:
    yield from (Reason(sign, value) for value in sorted(shared)[:1])


def conflicts(report: Matter, earlier: Matter) -> Iterator[Reason]:
    """What bears the same number is the same thing, however its place is called."""
    if report.mended and not earlier.mended:
        yield Reason(Sign.MENDED, "")
    if report.another:
        yield Reason(Sign.ANOTHER, "")
    yield from _another_thing(report, earlier)
    yield from _another_trouble(report, earlier)


def _another_thing(report: Matter, earlier: Matter) -> Iterator[Reason]:
    """Of a car the left front wheel is not the right one at the back."""
    if not _shared_serials(report, earlier):
        yield from _another_spot(report, earlier)
        if not _shared_plates(report, earlier):
            yield from _other_numbers(report, earlier)


def _another_spot(report: Matter, earlier: Matter) -> Iterator[Reason]:
    for group, spots in report.spots.items():
        if not spots & earlier.spots.get(group, spots):
            yield Reason(Sign.SPOT, min(spots))


def _other_numbers(report: Matter, earlier: Matter) -> Iterator[Reason]:
    for sign, said, known in (
        (Sign.SERIAL, report.serials, earlier.serials),
        (Sign.PLATE, report.plates, earlier.plates),
    ):
        if said and known:
            yield Reason(sign, min(said))
    if sibling := _sibling(report, earlier) or _sibling(earlier, report):
        yield Reason(Sign.SERIAL, sibling)
    if other_place(report, earlier):
        yield Reason(Sign.DOOR, report.address or "")
    if other := _other_unit(report.units, earlier.units):
        yield Reason(Sign.UNIT, other)
    same_words = words_alike(report.complaint, earlier.complaint, share=0.6)
    if odd := odd_word(earlier.outline, report.outline, said_alike=same_words):
        yield Reason(Sign.UNIT, odd)


def _another_trouble(report: Matter, earlier: Matter) -> Iterator[Reason]:
    for sign, kinds, others in _meanings(report, earlier):
        apart = kinds and others and not kinds & (others | earlier.mentioned) and not others & report.mentioned
        one = may_be_one if sign is Sign.FAULT else _one_thing
        if apart and not one(report, earlier):
            yield Reason(sign, min(kinds))
    if said_unlike(report, earlier):
        yield Reason(Sign.WORDS, report.complaint)


def _one_thing(report: Matter, earlier: Matter) -> bool:
    """People name a thing by another word, or by a part of it: the more so if it is somebody else who does."""
    if report.kin & earlier.things or _shared_serials(report, earlier):
        return True
    same_trouble = report.faults & earlier.faults - VAGUE or points_alike(report, earlier)
    return bool(same_trouble) and not report.phones & earlier.phones and _same_spot(report, earlier)


def _same_spot(report: Matter, earlier: Matter) -> bool:
    here, there = report.place, earlier.place
    if _shared_plates(report, earlier) or any(_shared_units(report, earlier)):
        return True
    if other_doors(here, there):
        return False
    doors = same_doors(here, there)
    one_has_a_room = EXACT_DOORS & (here.doors.keys() ^ there.doors.keys())
    return bool(EXACT_DOORS & doors) or (bool(doors) and not one_has_a_room and names_agree(report, earlier))


def _shared_serials(report: Matter, earlier: Matter) -> frozenset[str]:
    """Also where one of them was not read as such."""
    return report.serials & (earlier.serials | earlier.codes) | report.codes & earlier.serials


def _shared_plates(report: Matter, earlier: Matter) -> frozenset[str]:
    """宝来Q8831 leaves out where it is from."""
    without = {plate for plate in earlier.plates if plate[_OF_A_REGION:] in report.codes}
    return report.plates & earlier.plates | without | {p for p in report.plates if p[_OF_A_REGION:] in earlier.codes}


def _sibling(one: Matter, other: Matter) -> str | None:
    """BMU7-240615-11 is not -08, be it that one of them was not read as a serial."""
    return next(
        (
            code
            for serial in other.serials
            for code in sorted(one.codes - one.serials - other.codes)
            if len(code) == len(serial) > _SHORTEST_SERIES and code[: len(code) // 2] == serial[: len(code) // 2]
        ),
        None,
    )


def _meanings(report: Matter, earlier: Matter) -> Iterator[tuple[Sign, frozenset[str], frozenset[str]]]:
    yield Sign.FAULT, report.faults, earlier.faults
    yield Sign.THING, report.things, earlier.things


def _shared_units(report: Matter, earlier: Matter) -> Iterator[tuple[str, str]]:
    """Things that have a number may be called by several names: 3号羽毛球场 is 羽毛球3号场地."""
    both = report.units.keys() & earlier.units.keys()
    numbers = () if both else set(earlier.units.values())
    for kind, number in report.units.items():
        if earlier.units.get(kind) == number or number in numbers:
            yield kind, number


def _other_unit(units: Mapping[str, str], others: Mapping[str, str]) -> str | None:
    """Whatever has a number may be what 21号那根 speaks of."""
    if both := units.keys() & others.keys():
        return next((f"{units[kind]}号{kind}" for kind in sorted(both) if units[kind] != others[kind]), None)
    unsaid = UNSAID in units or UNSAID in others
    if unsaid and units and others and not set(units.values()) & set(others.values()):
        return f"{min(units.values())}号"
    return None
