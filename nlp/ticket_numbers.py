"""Ticket numbers as people say them: `1122-7` is the seventh of the 22nd of November."""

from __future__ import annotations

from datetime import date

from nlp.normalize import normalize
from nlp.patterns import Lazy

_NUMBER = Lazy(
    r"(?<![0-9A-Za-z-])#?(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"[ ]?-[ ]?(?P<counter>[1-9][0-9]{0,3})(?![0-9A-Za-z]|-[0-9])"
)
_LEAP_YEAR = 2024


def ticket_numbers(text: str) -> tuple[tuple[int, int, int], ...]:
    """Month, day and the day's counter of each number, once. House numbers, dates and telephones are none."""
    found = [
        (int(match["month"]), int(match["day"]), int(match["counter"]))
        for match in _NUMBER.finditer(normalize(text).plain)
    ]
    return tuple(dict.fromkeys(number for number in found if _is_date(*number[:2])))


def _is_date(month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
