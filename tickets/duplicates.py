"""Do two reports tell of one matter? Judged by what identifies a matter, never by how alike the texts look.

Near-identical texts are the trap: another unit, another bed, another fault. So whatever can be told apart is compared
kind by kind; one kind that differs settles it, and two that agree, of which one says who or where and one says what,
propose that it is the same matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from tickets.places import Place, is_short, named_in, other_doors, own_part, pairs_of, place_of, same_doors


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
    THING = "thing"
    SPOT = "spot"
    WORDS = "words"
    TRADE = "trade"
    ANOTHER = "another"
    MENDED = "mended"


WEIGHT = {
    Sign.SERIAL: 3.0,
    Sign.PLATE: 3.0,
    Sign.PHONE: 2.5,
    Sign.DOOR: 2.0,
    Sign.SITE: 1.5,
    Sign.BUILDING: 0.75,
    Sign.CUSTOMER: 1.0,
    Sign.UNIT: 1.0,
    Sign.FAULT: 1.5,
    Sign.THING: 1.0,
    Sign.WORDS: 1.0,
    Sign.TRADE: 0.5,
}
WHO_OR_WHERE = frozenset({Sign.SERIAL, Sign.PLATE, Sign.PHONE, Sign.DOOR, Sign.SITE})
EXACT = frozenset({Sign.SERIAL, Sign.PLATE, Sign.PHONE, Sign.DOOR, Sign.CUSTOMER})
WHAT = frozenset({Sign.FAULT, Sign.THING, Sign.WORDS, Sign.TRADE})
_OF_ALL = re.compile("整[栋幢楼]|全[楼栋]|整个(?:单元|楼)|停水|停电")
"""What a whole building lacks."""
EXACT_DOORS = frozenset({"room", "bed"})
SHARED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("电梯", "扶梯", "门口机"), frozenset({"floor", "room"})),
    **dict.fromkeys(("充电桩", "道闸"), frozenset({"floor", "room", "unit", "building"})),
}
"""Things that several households use: whose doors only say who reports."""
MUCH_OF_A_NAME, MOST_OF_A_NAME = 0.35, 0.5
"""People shorten names, and misspell them."""
UNMISTAKABLE = 4.5
"""So much of who and where needs no what: it was told in words that nobody knew to compare."""
LIKELY = 0.5
"""From this score on the same matter is proposed."""


@dataclass(frozen=True, slots=True)
class DuplicatePolicy:
    """Within `window` of the earlier report `enough` weight of agreement proposes; a matter that is open for longer, up
    to `longest`, is another one unless `overwhelming` weight says otherwise.
    """

    window: timedelta = timedelta(days=3)
    longest: timedelta = timedelta(days=30)
    enough: float = 2.5
    overwhelming: float = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What one report can be compared by. Numbers are in their normal form, serials folded (`Serial.key`).

    `units` says which one of several (梯: 2); `faults`, `things` and `spots` are meanings of words, not words;
    `mentioned` are those of the whole text, `complaint` is the fault without the thing's name.
    `another`: the report says itself that it is about another one; `mended`: that the earlier matter is over.
    """

    at: datetime
    text: str = ""
    phones: frozenset[str] = frozenset()
    serials: frozenset[str] = frozenset()
    plates: frozenset[str] = frozenset()
    customer: str | None = None
    address: str | None = None
    category: str | None = None
    device: str = ""
    complaint: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    faults: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    spots: frozenset[str] = frozenset()
    another: bool = False
    mended: bool = False

    @property
    def place(self) -> Place:
        return place_of(self.address or "")


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of thing in which two reports agree or differ; `value` is what the later one says."""

    sign: Sign
    value: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0 to 1; a conflict makes it 0."""

    score: float
    agreements: tuple[Reason, ...]
    conflicts: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


def is_about(remark: Matter, earlier: Matter) -> bool:
    """Does a remark, which needs not say what is wrong, speak of this matter?"""
    signs = {reason.sign for reason in _agreements(remark, earlier)}
    return bool(signs & WHO_OR_WHERE) and not any(_conflicts(remark, earlier))


def compare(report: Matter, earlier: Matter, policy: DuplicatePolicy | None = None) -> Likeness:
    policy = policy or DuplicatePolicy()
    agreements = tuple(_agreements(report, earlier))
    conflicts = tuple(_conflicts(report, earlier))
    return Likeness(0.0 if conflicts else _score(agreements, report.at - earlier.at, policy), agreements, conflicts)


def _score(agreements: tuple[Reason, ...], apart: timedelta, policy: DuplicatePolicy) -> float:
    signs = {reason.sign for reason in agreements}
    weight = sum(WEIGHT[sign] for sign in signs)
    if signs & WHAT == {Sign.FAULT} and not signs & EXACT:
        return 0.0  # it drips in a home and in a workshop
    comparable = signs & WHO_OR_WHERE and (signs & WHAT or weight >= UNMISTAKABLE)
    if not comparable or not timedelta() <= apart <= policy.longest:
        return 0.0
    needed = policy.enough if apart <= policy.window else policy.overwhelming
    return weight / (weight + needed)


def _agreements(report: Matter, earlier: Matter) -> Iterator[Reason]:
    for sign, said, known in _numbers(report, earlier):
        yield from (Reason(sign, value) for value in sorted(said & known)[:1])
    here, there = report.place, earlier.place
    doors = same_doors(here, there)
    if doors & EXACT_DOORS and not other_doors(here, there):
        yield Reason(Sign.DOOR, report.address or "")
    elif doors - EXACT_DOORS:
        yield Reason(Sign.BUILDING, report.address or "")
    if _names_agree(report, earlier):
        yield Reason(Sign.SITE, here.name or there.name)
    if report.customer and earlier.customer and _same_person(report.customer, earlier.customer):
        yield Reason(Sign.CUSTOMER, report.customer)
    yield from (Reason(Sign.UNIT, f"{number}号{kind}") for kind, number in _shared_units(report, earlier))
    for sign, kinds, others in _meanings(report, earlier):
        shared = kinds & others or kinds & earlier.mentioned or others & report.mentioned
        if not shared and sign is Sign.THING and _words_alike(report.device, earlier.device):
            shared = frozenset({report.device})
        yield from (Reason(sign, kind) for kind in sorted(shared)[:1])
    if _words_alike(report.complaint, earlier.complaint):
        yield Reason(Sign.WORDS, report.complaint.strip())
    if report.category and report.category == earlier.category:
        yield Reason(Sign.TRADE, report.category)


def _conflicts(report: Matter, earlier: Matter) -> Iterator[Reason]:
    for sign, said, known in _numbers(report, earlier):
        if sign is not Sign.PHONE and said and known and not said & known:
            yield Reason(sign, min(said))
    if _other_place(report, earlier):
        yield Reason(Sign.DOOR, report.address or "")
    yield from (
        Reason(Sign.UNIT, f"{number}号{kind}")
        for kind, number in report.units.items()
        if earlier.units.get(kind, number) != number
    )
    alike = _words_alike(report.complaint, earlier.complaint)
    for sign, kinds, others in _meanings(report, earlier):
        apart = kinds and others and not kinds & (others | earlier.mentioned) and not others & report.mentioned
        if apart and not (sign is Sign.FAULT and alike):
            yield Reason(sign, min(kinds))
    if report.spots and earlier.spots and not report.spots & earlier.spots:
        yield Reason(Sign.SPOT, min(report.spots))
    if report.another:
        yield Reason(Sign.ANOTHER, "")
    if report.mended:
        yield Reason(Sign.MENDED, "")


def _numbers(report: Matter, earlier: Matter) -> Iterator[tuple[Sign, frozenset[str], frozenset[str]]]:
    yield Sign.SERIAL, report.serials, earlier.serials
    yield Sign.PLATE, report.plates, earlier.plates
    yield Sign.PHONE, report.phones, earlier.phones


def _meanings(report: Matter, earlier: Matter) -> Iterator[tuple[Sign, frozenset[str], frozenset[str]]]:
    yield Sign.FAULT, report.faults, earlier.faults
    yield Sign.THING, report.things, earlier.things


def _shared_units(report: Matter, earlier: Matter) -> Iterator[tuple[str, str]]:
    return ((kind, number) for kind, number in report.units.items() if earlier.units.get(kind) == number)


def _other_place(report: Matter, earlier: Matter) -> bool:
    """A lift stands still on any floor, whoever reports it; what is in a home stays there."""
    moves: set[str] = set().union(*(SHARED.get(thing, ()) for thing in report.things | earlier.things))
    if _OF_ALL.search(report.text) and _OF_ALL.search(earlier.text):
        moves |= {"floor", "room"}
    if other_doors(report.place, earlier.place) - moves:
        return True
    return bool(
        own_part(report.place.name, earlier.place.name, earlier.text)
        and own_part(earlier.place.name, report.place.name, report.text)
    )


def _names_agree(report: Matter, earlier: Matter) -> bool:
    """Half of 凤凰城 is 凤凰国际, too: of a short name most must be there, unless numbers on doors agree."""
    told = _named(report, earlier)
    much, name = max(zip(told, (report.place.name, earlier.place.name), strict=True))
    if much < MUCH_OF_A_NAME:
        return False
    return much > MOST_OF_A_NAME or not is_short(name) or bool(same_doors(report.place, earlier.place))


def _named(report: Matter, earlier: Matter) -> tuple[float, float]:
    """Also where the other one's place was not read as such."""
    return named_in(report.place.name, earlier.text), named_in(earlier.place.name, report.text)


def _same_person(one: str, other: str) -> bool:
    return one == other or (len(one) > 1 and one in other) or (len(other) > 1 and other in one)


def _words_alike(one: str, other: str) -> bool:
    """Short phrases about what is wrong; whole texts are never compared so."""
    first, second = pairs_of(one), pairs_of(other)
    return bool(first and second) and 3 * len(first & second) >= min(len(first), len(second))
