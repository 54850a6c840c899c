"""Days and hours in English: tomorrow morning, Thursday at 3pm, next Monday 10:30, Nov 20."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from msgspec import Struct

from nlp.patterns import Lazy, holds

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = Lazy(
    r"(?<![A-Za-z])(?:(?P<word>[Tt]oday|[Tt]onight|[Tt]omorrow)"
    r"|(?P<next>next )?(?P<day>[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day"
    rf"|(?P<month>{'|'.join(_MONTHS)})[a-z]*[.]? (?P<date>[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th)?(?![0-9:]))"
    r"(?: (?P<part>morning|afternoon|evening|night|noon))?"
    r"(?:,? (?:at |from |around |after |@ ?)?(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-5][0-9]))?"
    r" ?(?P<half>[ap]m|[AP]M)?(?![0-9-]))?"
    r"(?![A-Za-z])"
)
_PARTS = {"morning": "上午", "noon": "中午", "afternoon": "下午", "evening": "晚上", "night": "晚上"}
_LATE = ("下午", "晚上")


class Said(Struct, frozen=True):
    start: int
    end: int
    at: datetime | None
    day: datetime
    part: str | None


def may_be_english(plain: str) -> bool:
    return "ay" in plain or "night" in plain or "orrow" in plain or holds(plain, _MONTHS)


def english_times(plain: str, now: datetime) -> Iterator[Said]:
    for match in _TIME.finditer(plain):
        day = datetime.combine(now.date() + timedelta(days=_days_ahead(match, now)), time(), now.tzinfo)
        part = "晚上" if match["word"] in ("tonight", "Tonight") else _PARTS.get(match["part"] or "")
        hour = int(match["hour"]) if match["hour"] else None
        if hour is None or hour >= 24:
            yield Said(*match.span(), None, day, part)
            continue
        late = (match["half"] or "").lower() == "pm" or (part in _LATE and not match["half"])
        hour += 12 * (late and hour < 12)
        yield Said(*match.span(), day + timedelta(hours=hour, minutes=int(match["minute"] or 0)), day, None)


def _days_ahead(match: re.Match[str], now: datetime) -> int:
    if match["word"]:
        return int(match["word"].lower() == "tomorrow")
    if match["month"]:
        return _days_to(_MONTHS.index(match["month"]) + 1, int(match["date"]), now)
    ahead = (_DAYS.index(match["day"][:3].lower()) - now.weekday()) % 7
    return ahead + 7 * (match["next"] is not None and ahead < 7 - now.weekday())


def _days_to(month: int, day: int, now: datetime) -> int:
    """To the next such date; to today where there is none."""
    for year in (now.year, now.year + 1):
        try:
            ahead = (now.replace(year=year, month=month, day=day) - now).days
        except ValueError:
            continue
        if ahead >= 0:
            return ahead
    return 0
