"""请假, 上班, 下班: what somebody says of being away or at work, if a whole message says just that."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from nlp.times import Moment, moments

EVENING = 18
"""Whoever says so after this hour means a leave that begins tomorrow."""
PARTS = {"早上": time(8), "上午": time(8), "中午": time(12), "下午": time(13), "晚上": time(18)}
DAY = timedelta(days=1)
UNITS = {"天": DAY, "日": DAY, "周": 7 * DAY, "星期": 7 * DAY, "礼拜": 7 * DAY, "小时": timedelta(hours=1)}
NUMBERS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}

_SAID = re.compile(
    r"(?P<before>.{0,16}?)(?P<verb>销假|(?:取消|撤销|不)[请休]假|不[请休](?=了)|请(?:个|了)?[病事年]?假|[病事年]假|休假|调休|上班|复工|到岗|下班|收工)[了啦]?(?P<after>.{0,16})"
)
_SILENT = re.compile(r"[\s。.!,~]+")
_SELF = re.compile(r"^(?:我|本人)")
_FOR = re.compile(r"^(?:帮|给|替)")
_UP_TO = re.compile(r"(?:一直)?(?:到|至)(?P<when>.+?)(?:为止|结束)?")
_FOR_SO_LONG = re.compile(r"(?P<number>\d{1,2}|[一二两三四五六七八九十])个?(?P<unit>天|日|周|星期|礼拜|小时)")


_TO = r"(?:一直)?[到至~—-]"
_RANGE = re.compile(rf"(?P<begins>.+?){_TO}(?P<ends>.+)")
_LINK = re.compile(_TO)
_ABOUT_TIME = re.compile(
    r"[0-9零一二三四五六七八九十两半几昨前今明后大上下本这周末星期礼拜个月年号日天早晚午到至起~—-]*"
)


class Attendance(StrEnum):
    AWAY = "away"
    BACK = "back"
    CALLED_OFF = "called_off"
    """Back, or not going at all."""
    OVER = "over"
    """The day's work is; it goes on with the next shift."""
    UNCLEAR = "unclear"
    """Away, but nobody can tell from when or until when."""


_CALLED_OFF = ("销假", "取消请假", "撤销请假", "不请假", "取消休假", "撤销休假", "不休假", "不请", "不休")
_AT_ONCE = {
    **dict.fromkeys(("上班", "复工", "到岗"), Attendance.BACK),
    **dict.fromkeys(_CALLED_OFF, Attendance.CALLED_OFF),
    **dict.fromkeys(("下班", "收工"), Attendance.OVER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`who` is empty where it is said of oneself. `until` None: no end was said."""

    what: Attendance
    who: str = ""
    since: datetime
    until: datetime | None = None


def read(text: str, now: datetime) -> Said | None:
    """None: it is something else, or more than that. `now` is local time."""
    match = _SAID.fullmatch(_SILENT.sub("", unicodedata.normalize("NFKC", text)))
    if match is None:
        return None
    before, after = _in_order(match["before"], match["after"], now)
    who, begins = _before(before, now)
    if (what := _AT_ONCE.get(match["verb"])) is not None:
        unclear = after or (begins and what is not Attendance.CALLED_OFF)
        return None if unclear else Said(what=what, who=who, since=now)
    since = max(_begin(begins, now), now) if begins else now
    until = _until(after, begins, since, now)
    if until is None and _ABOUT_TIME.fullmatch(who + after):
        what = Attendance.UNCLEAR if who or after or begins else Attendance.AWAY
        return Said(what=what, since=now)
    if until is None and (after or begins):
        return None
    return Said(what=Attendance.AWAY, who=who, since=since, until=until)


def _in_order(before: str, after: str, now: datetime) -> tuple[str, str]:
    """周一到周三请假, 请假周一到周三: as 周一请假到周三. 请假 明天 is 明天请假: nobody is away before that."""
    if any((each.start, each.end) == (0, len(after)) for each in moments(after, now)) and not moments(before, now):
        return before + after, ""
    behind = _RANGE.fullmatch(after)
    if behind and any((each.start, each.end) == behind.span("begins") for each in moments(after, now)):
        return before + behind["begins"], f"到{behind['ends']}"
    for first, second in pairwise(moments(before, now)):
        if second.end == len(before) and not after and _LINK.fullmatch(before[first.end : second.start]):
            return before[: first.end], f"到{before[second.start :]}"
    return before, after


def _before(words: str, now: datetime) -> tuple[str, Moment | None]:
    """赵工明天: who, and from when on. It is no name where more than that is said."""
    found = [moment for moment in moments(words, now) if moment.end == len(words)]
    who = words[: found[-1].start] if found else words
    return _FOR.sub("", _SELF.sub("", who)), found[-1] if found else None


def _until(words: str, begins: Moment | None, since: datetime, now: datetime) -> datetime | None:
    """None: no end is said, or what is said is no end."""
    if not words:
        return _end(begins, since) if begins else None
    if words == "半天":
        noon = datetime.combine(since.date(), PARTS["下午"], since.tzinfo)
        return noon if since < noon else _midnight_after(since.date(), since)
    if span := _FOR_SO_LONG.fullmatch(words):
        return _after(span, begins, since)
    up_to = _UP_TO.fullmatch(words)
    when = up_to["when"] if up_to else words
    ends = (_ends(when, like, sharply=up_to is not None) for like in (now, since))
    return next((end for end in ends if end is not None and end > since), None)


def _ends(words: str, like: datetime, *, sharply: bool) -> datetime | None:
    """周三 is the next one from `like` on."""
    found = next((each for each in moments(words, like) if (each.start, each.end) == (0, len(words))), None)
    if found is None:
        return None
    return _begin(found, like) if sharply and (found.at or found.part) else _end(found, like)


def _after(span: re.Match[str], begins: Moment | None, since: datetime) -> datetime:
    """Three days are today and two more; in the evening they begin tomorrow."""
    number = int(span["number"]) if span["number"].isdigit() else NUMBERS[span["number"]]
    length = UNITS[span["unit"]] * number
    if length < DAY:
        return since + length
    late = begins is None and since.hour >= EVENING
    return _midnight_after(since.date(), since) + length - (0 if late else 1) * DAY


def _begin(moment: Moment, like: datetime) -> datetime:
    return moment.at or datetime.combine(moment.day, PARTS[moment.part] if moment.part else time(0), like.tzinfo)


def _end(moment: Moment, like: datetime) -> datetime:
    """With the whole of that day."""
    return _midnight_after(moment.day, like)


def _midnight_after(day: date, like: datetime) -> datetime:
    return datetime.combine(day + DAY, time(0), like.tzinfo)
