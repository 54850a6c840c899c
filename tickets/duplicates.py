"""Do two reports tell of one matter? Judged by what identifies a matter, never by how alike the texts look.

Near-identical texts are the trap: another unit, another bed, another fault. So whatever can be told apart is compared
kind by kind; one kind that differs settles it, and two that agree, of which one says who or where and one says what,
propose that it is the same matter.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from tickets.comparable import Matter
from tickets.complaints import SURE, UNSURE, points_apart
from tickets.places import name_pairs
from tickets.signs import Reason, Sign, agreements, conflicts
from tickets.wording import own_words

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
BY_WORDS = frozenset({Sign.WORDS, Sign.AKIN, Sign.TRADE})
THAT_THING = frozenset({Sign.SERIAL, Sign.THING})
_SPOT = frozenset({Sign.DOOR, Sign.UNIT})
_PERSON = frozenset({Sign.PHONE, Sign.CUSTOMER, Sign.AGAIN})
LIKELY = 0.5
"""From this score on the same matter is proposed."""
OWN_WORD, MOST_OWN = 0.03, 5
"""What a word adds that tells one of the likely ones from the others."""
Id = TypeVar("Id", bound=Hashable)


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
    signs = {reason.sign for reason in agreements(remark, earlier)}
    return bool(signs & WHO_OR_WHERE) and {each.sign for each in conflicts(remark, earlier)} <= {Sign.MENDED}


def weight_of(remark: Matter, earlier: Matter) -> float:
    """How much they have in common."""
    return sum(WEIGHT[sign] for sign in {reason.sign for reason in agreements(remark, earlier)})


def compare(report: Matter, earlier: Matter, policy: DuplicatePolicy | None = None) -> Likeness:
    policy = policy or DuplicatePolicy()
    alike, apart = tuple(agreements(report, earlier)), tuple(conflicts(report, earlier))
    return Likeness(0.0 if apart else _score(alike, report, earlier, policy), alike, apart)


def likeliest(report: Matter, found: Mapping[Id, Matter], policy: DuplicatePolicy | None = None) -> Iterator[Id]:
    """Those that are likely, the likeliest first: of several that are alike the one whose own words are told."""
    scores = {id_: compare(report, earlier, policy).score for id_, earlier in found.items()}
    likely = {id_: score for id_, score in scores.items() if score >= LIKELY}
    own = own_words({id_: found[id_].outline for id_ in likely}, report.outline)
    yield from sorted(likely, key=lambda id_: likely[id_] + OWN_WORD * min(own[id_], MOST_OWN), reverse=True)


def _score(alike: tuple[Reason, ...], report: Matter, earlier: Matter, policy: DuplicatePolicy) -> float:
    signs = {reason.sign for reason in alike}
    weight = sum(WEIGHT[sign] for sign in signs)
    apart = report.at - earlier.at
    known = signs & WHO_OR_WHERE or len(signs & PARTLY) > 1 or _by_name_alone(signs, report, earlier)
    one = _one_trouble(signs) or _in_other_words(signs, report, earlier)
    one = one and not points_apart(report, earlier, _alike_enough(signs))
    if not (known and one) or not timedelta() <= apart <= policy.longest:
        return 0.0
    needed = policy.enough if apart <= policy.window else policy.overwhelming
    return weight / (weight + needed)


def _alike_enough(signs: set[Sign]) -> float:
    """How alike their words must be, as far as that is known, where little else says that it is one trouble. A site has
    many things.
    """
    if not signs & SAID_ALIKE:
        return UNSURE
    return SURE if signs & WHAT <= BY_WORDS and not signs & (EXACT | PARTLY) else -1.0


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
