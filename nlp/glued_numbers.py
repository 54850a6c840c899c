"""Numbers without a mark between them and what stands in front: another number, a date, a plate, a car."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nlp.dictionary import packaged
from nlp.numbering import national
from nlp.patterns import Lazy
from nlp.vehicles import PROVINCES

MOBILE = 11  # digits
_TWO = 20  # more digits than these may be two numbers
_STICK_OUT = 4
_COUNTS = Lazy("[楼层栋幢室]|号楼|单元")  # 138001380003楼
_DAY_OR_MINUTES = Lazy(r"20[0-9]{2}[-./年][0-9]{1,2}[-./月]$|(?<![0-9])[0-2]?[0-9]:$")  # follow
_PLATE = Lazy(rf"[{PROVINCES}][ ·]?[A-Z][ ·]?[0-9A-Z]{{5,6}}$")
_MODEL = Lazy(r"[^\W0-9A-Za-z_]{1,4}(?P<model>[A-Z]{1,3}[0-9]{0,3}[A-Z]?)$")
_LONGEST_MAKER = 4


def parted_where_glued(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """13800138000139… is two numbers, the first a mobile; 2026.11.1213800138000 a date and a number."""
    first = end - start - MOBILE
    if first in (1, 2, 3) and plain[start + first] == "1" and national(plain[start + first : end]):
        day = first < 3 and _DAY_OR_MINUTES.search(plain, max(0, start - 16), start)
        if day or _is_a_car(plain, start + first):
            start += first
    elif 0 < first <= _STICK_OUT and _COUNTS.match(plain, end) and national(plain[start : end - first]):
        end -= first
    while end - start > _TWO:
        middle = start + MOBILE
        if not (national(plain[start:middle]) and (middle + _TWO < end or national(plain[middle:end]))):
            break
        yield start, middle
        start = middle
    yield start, end


def ends_in_a_vehicle(plain: str, start: int) -> bool:
    """浙A8K77M138…, 奥迪Q5L138…"""
    return _PLATE.search(plain, max(0, start - 11), start) is not None or _is_a_car(plain, start)


def _is_a_car(plain: str, end: int) -> bool:
    """Whether a maker and his model end here."""
    match = _MODEL.search(plain, max(0, end - 12), end)
    if match is None:
        return False
    at = match.start("model")
    return any(plain[at - length : at] in _makers() for length in range(2, _LONGEST_MAKER + 1))


@cache
def _makers() -> frozenset[str]:
    return frozenset(packaged().set_of("brands.车辆.brand"))
