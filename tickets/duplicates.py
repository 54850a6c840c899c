"""Do two reports tell of one matter? Judged by what identifies a matter, never by how alike the texts look.

Near-identical texts are the trap: another unit, another bed, another fault. So whatever can be told apart is compared
kind by kind; one kind that differs settles it, and two that agree, of which one says who or where and one says what,
propose that it is the same matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tickets.comparable import Matter
from tickets.namesakes import same_person
from tickets.places import name_pairs, other_doors, pairs_of, same_doors
from tickets.same_place import names_agree, other_place


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
    Sign.AKIN: 0.5,
    Sign.AGAIN: 0.5,
    Sign.THING: 1.0,
    Sign.WORDS: 1.0,
    Sign.TRADE: 0.5,
}
WHO_OR_WHERE = frozenset({Sign.SERIAL, Sign.PLATE, Sign.PHONE, Sign.DOOR, Sign.SITE})
PARTLY = frozenset({Sign.CUSTOMER, Sign.BUILDING, Sign.UNIT})
"""Two of them say who or where together."""
EXACT = frozenset({Sign.SERIAL, Sign.PLATE, Sign.PHONE, Sign.DOOR, Sign.CUSTOMER})
SAID_ALIKE = frozenset({Sign.FAULT, Sign.WORDS, Sign.AGAIN})
WHAT = SAID_ALIKE | {Sign.THING, Sign.TRADE, Sign.AKIN}
THAT_THING = frozenset({Sign.SERIAL, Sign.THING})
_SPOT = frozenset({Sign.DOOR, Sign.UNIT})
_PERSON = frozenset({Sign.PHONE, Sign.CUSTOMER, Sign.AGAIN})
_VAGUE = frozenset({"坏"})
EXACT_DOORS = frozenset({"room", "bed"})
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
    overwhelming: float = 3.5


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
    """Does a remark, which needs not say what is wrong, speak of this matter, be it that it is over?"""
    signs = {reason.sign for reason in _agreements(remark, earlier)}
    return bool(signs & WHO_OR_WHERE) and {each.sign for each in _conflicts(remark, earlier)} <= {Sign.MENDED}


def compare(report: Matter, earlier: Matter, policy: DuplicatePolicy | None = None) -> Likeness:
    policy = policy or DuplicatePolicy()
    agreements = tuple(_agreements(report, earlier))
    conflicts = tuple(_conflicts(report, earlier))
    score = 0.0 if conflicts else _score(agreements, report, earlier, policy)
    return Likeness(score, agreements, conflicts)


def _score(agreements: tuple[Reason, ...], report: Matter, earlier: Matter, policy: DuplicatePolicy) -> float:
    signs = {reason.sign for reason in agreements}
    weight = sum(WEIGHT[sign] for sign in signs)
    apart = report.at - earlier.at
    known = signs & WHO_OR_WHERE or len(signs & PARTLY) > 1 or _by_name_alone(signs, report, earlier)
    one = _one_trouble(signs) or _in_other_words(signs, report, earlier)
    if not (known and one) or not timedelta() <= apart <= policy.longest:
        return 0.0
    needed = policy.enough if apart <= policy.window else policy.overwhelming
    return weight / (weight + needed)


def _by_name_alone(signs: set[Sign], report: Matter, earlier: Matter) -> bool:
    """客户祖医生，空调不凉: whoever leaves neither number nor place is known."""
    alone = not ((report.phones and earlier.phones) or report.place.doors or name_pairs(report.place.name))
    return alone and signs >= {Sign.CUSTOMER, Sign.THING} and bool(signs & {Sign.FAULT, Sign.AGAIN})


def _in_other_words(signs: set[Sign], report: Matter, earlier: Matter) -> bool:
    """What no list knows (外面下雨她家顶上也下雨), of the same person in the same spot, for the same trade."""
    told = all(each.faults or each.things for each in (report, earlier))
    return not told and Sign.TRADE in signs and bool(signs & _SPOT) and bool(signs & _PERSON)


def _one_trouble(signs: set[Sign]) -> bool:
    """It drips in a home and in a workshop. Where the words for what is wrong tell nothing, the thing must be the same;
    and who leaves the same number with two faults, not saying that it was told before, means two.
    """
    if signs & WHAT == {Sign.FAULT} and not signs & (EXACT | {Sign.SITE}):
        return False
    if signs & SAID_ALIKE:
        return True
    if {Sign.AKIN, Sign.PHONE} <= signs:
        return False
    return bool(signs & THAT_THING) or signs >= {Sign.AKIN, Sign.DOOR, Sign.TRADE} or signs >= {Sign.AKIN, Sign.UNIT}


def _agreements(report: Matter, earlier: Matter) -> Iterator[Reason]:
    yield from _who_or_where(report, earlier)
    for sign, kinds, others in _meanings(report, earlier):
        shared = kinds & others or kinds & earlier.mentioned or others & report.mentioned
        if not shared and sign is Sign.THING and not (kinds and others) and _words_alike(report.device, earlier.device):
            shared = frozenset({report.device})
        yield from _first(sign, shared)
    if not (report.faults & earlier.faults or _called_otherwise(report, earlier) or _only_the_thing(report, earlier)):
        yield from _first(Sign.AKIN, report.akin & earlier.faults)
    told_in = _told_in(report.complaint, earlier.text) or _told_in(earlier.complaint, report.text)
    if told_in or _words_alike(report.complaint, earlier.complaint):
        yield Reason(Sign.WORDS, report.complaint.strip())
    if report.again:
        yield Reason(Sign.AGAIN, "")
    if report.category and report.category == earlier.category:
        yield Reason(Sign.TRADE, report.category)


def _who_or_where(report: Matter, earlier: Matter) -> Iterator[Reason]:
    yield from _first(Sign.SERIAL, _shared_serials(report, earlier))
    yield from _first(Sign.PLATE, report.plates & earlier.plates)
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
    return _VAGUE in (report.faults, earlier.faults) and bool(report.things & earlier.things)


def _first(sign: Sign, shared: frozenset[str]) -> Iterator[Reason]:
    yield from (Reason(sign, value) for value in sorted(shared)[:1])


def _conflicts(report: Matter, earlier: Matter) -> Iterator[Reason]:
    """What bears the same number is the same thing, however its place is called."""
    if report.mended and not earlier.mended:
        yield Reason(Sign.MENDED, "")
    if report.another:
        yield Reason(Sign.ANOTHER, "")
    yield from _another_thing(report, earlier)
    yield from _another_trouble(report, earlier)


def _another_thing(report: Matter, earlier: Matter) -> Iterator[Reason]:
    if _shared_serials(report, earlier) or report.plates & earlier.plates:
        return
    for sign, said, known in (
        (Sign.SERIAL, report.serials, earlier.serials),
        (Sign.PLATE, report.plates, earlier.plates),
    ):
        if said and known:
            yield Reason(sign, min(said))
    if other_place(report, earlier):
        yield Reason(Sign.DOOR, report.address or "")
    for kind, number in report.units.items():
        if earlier.units.get(kind, number) != number:
            yield Reason(Sign.UNIT, f"{number}号{kind}")
    for group, spots in report.spots.items():
        if not spots & earlier.spots.get(group, spots):
            yield Reason(Sign.SPOT, min(spots))


def _another_trouble(report: Matter, earlier: Matter) -> Iterator[Reason]:
    alike = bool(report.akin & earlier.faults) or _words_alike(report.complaint, earlier.complaint, share=0.5)
    for sign, kinds, others in _meanings(report, earlier):
        apart = kinds and others and not kinds & (others | earlier.mentioned) and not others & report.mentioned
        if apart and not (alike if sign is Sign.FAULT else _one_thing(report, earlier)):
            yield Reason(sign, min(kinds))


def _one_thing(report: Matter, earlier: Matter) -> bool:
    """People name a thing by another word, or by a part of it."""
    return bool(report.kin & earlier.things or _shared_serials(report, earlier))


def _shared_serials(report: Matter, earlier: Matter) -> frozenset[str]:
    """Also where one of them was not read as such."""
    return report.serials & (earlier.serials | earlier.codes) | report.codes & earlier.serials


def _meanings(report: Matter, earlier: Matter) -> Iterator[tuple[Sign, frozenset[str], frozenset[str]]]:
    yield Sign.FAULT, report.faults, earlier.faults
    yield Sign.THING, report.things, earlier.things


def _shared_units(report: Matter, earlier: Matter) -> Iterator[tuple[str, str]]:
    return ((kind, number) for kind, number in report.units.items() if earlier.units.get(kind) == number)


def _words_alike(one: str, other: str, share: float = 1 / 3) -> bool:
    """Short phrases about what is wrong; whole texts are never compared so."""
    first, second = pairs_of(one), pairs_of(other)
    return bool(first and second) and len(first & second) >= share * min(len(first), len(second))


def _told_in(complaint: str, text: str) -> bool:
    """Where the other's fault was cut otherwise."""
    pairs = pairs_of(complaint)
    return len(pairs) > 1 and 2 * len(pairs & pairs_of(text)) >= len(pairs)
