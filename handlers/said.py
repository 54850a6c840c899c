"""What was said or picked besides the action itself: for what one waits and until when, why not, to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from nlp.times import Moment, moments
from tickets.calendar import LOCAL
from tickets.ticket import WaitingFor


class Pick(StrEnum):
    """The questions on the forms."""

    WHY = "why"
    FOR = "for"
    UNTIL = "until"
    CAUSE = "cause"
    REMEDY = "remedy"
    TO = "to"


BACK = "back"
"""Picked instead of an answer: never mind."""
OTHER = "other"
"""None of these."""
NONE = "none"
"""Nothing was picked yet."""


@dataclass(frozen=True, slots=True)
class Said:
    """`pressed`: on a card, where what is missing can be picked."""

    words: str = ""
    picked: tuple[tuple[str, str], ...] = ()
    pressed: bool = False

    def pick(self, question: Pick) -> str | None:
        return dict(self.picked).get(question)

    @property
    def is_incomplete(self) -> bool:
        return any(option == NONE for _, option in self.picked)

    @property
    def goes_back(self) -> bool:
        return any(option == BACK for _, option in self.picked)


DECLINED = {
    "far": re.compile(r"远"),
    "parts": re.compile(r"没.{0,2}(?:配件|零件|备件|材料|货)|缺.{0,2}件"),
    "skill": re.compile(r"不会|没修过|不懂|没资质|没证"),
    "off": re.compile(r"下班|休息|请假"),
}
"""The reasons to pick from; said in other words, a reason is kept as it was said."""

WAITS = {
    WaitingFor.PARTS: re.compile(r"配件|零件|备件|材料|件|货|料"),
    WaitingFor.CUSTOMER: re.compile(r"客户|业主|住户|用户|顾客|主人|回复|确认|人"),
    WaitingFor.ACCESS: re.compile(r"进场|进门|开门|钥匙|门禁|许可|停电|停水|停机|登高|审批"),
}

BEGINS = {"上午": 9, "早": 8, "中午": 12, "下午": 14, "午后": 14, "傍晚": 17, "晚": 19, "夜": 19}
"""At which hour a part of the day begins, for somebody who is waited for."""
MORNING = time(9)


def why_declined(words: str) -> str:
    return next((key for key, pattern in DECLINED.items() if pattern.search(words)), words)


def waited_for(words: str) -> WaitingFor | None:
    return next((reason for reason, pattern in WAITS.items() if pattern.search(words)), None)


def until(words: str, now: datetime) -> datetime | None:
    """`now` is local. None: no time was said. 两天 is 两天后."""
    found = next(iter(moments(words, now)), None) or next(iter(moments(f"{words}后", now)), None)
    return _begin(found, now) if found is not None else None


def _begin(moment: Moment, now: datetime) -> datetime:
    if moment.at is not None:
        return moment.at.replace(tzinfo=moment.at.tzinfo or now.tzinfo)
    day = moment.day or now.date()
    hour = next((hour for word, hour in BEGINS.items() if word in (moment.part or "")), None)
    return datetime.combine(day, time(hour) if hour is not None else MORNING, now.tzinfo)


class When(StrEnum):
    """The ends of a wait that can be picked."""

    TODAY_AFTERNOON = "today_afternoon"
    TODAY_EVENING = "today_evening"
    TOMORROW_MORNING = "tomorrow_morning"
    TOMORROW_AFTERNOON = "tomorrow_afternoon"
    IN_THREE_DAYS = "in_three_days"
    IN_A_WEEK = "in_a_week"
    AS_LONG_AS_MAY_BE = "as_long_as_may_be"


_CHOICES = (
    (When.TODAY_AFTERNOON, 0, 14),
    (When.TODAY_EVENING, 0, 17),
    (When.TOMORROW_MORNING, 1, 9),
    (When.TOMORROW_AFTERNOON, 1, 14),
    (When.IN_THREE_DAYS, 3, 9),
    (When.IN_A_WEEK, 7, 9),
)
LEAST = timedelta(minutes=30)


def choices(now: datetime, longest: timedelta) -> Iterator[tuple[When, datetime]]:
    """Those that are still ahead. What is picked is the moment itself: tomorrow stays the day that the card showed."""
    today: date = now.astimezone(LOCAL).date()
    times = ((when, datetime.combine(today + timedelta(days=days), time(hour), LOCAL)) for when, days, hour in _CHOICES)
    ahead = [(when, at) for when, at in times if now + LEAST <= at <= now + longest]
    yield from ahead or [(When.AS_LONG_AS_MAY_BE, now + longest)]


def picked(selections: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, str], ...]:
    return tuple((question, options[0]) for question, options in selections if options)
