"""Times in a text, and which of them is the visit that the customer wants.

One bounded pattern finds every expression of time; the words around it decide. A time is the visit when it
stands alone in its clause, or beside words like 来, 上门, 有空, 在家. It is not when it says since when, by
when, how long, or when a shop is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from nlp.normalize import Text
from nlp.reading import Appointment
from nlp.spans import Claims, Taken

_NUMBER = r"(?:[0-9]{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_DAY_WORD = (
    r"大后[天日]|后[天日]|明[天日儿]|明(?=[早晚]|上午|下午|中午|傍晚)|今[天日儿]|今(?=[早晚])|当[天日]|第二天|次日"
)
_WEEKDAY = (
    r"(?:(?P<week>下下个?|下个?|这个?|本|上个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末]|[1-7](?![0-9])))"
)
_MONTH_DAY = (
    r"(?:(?P<year>20[0-9]{2}[年/.-])?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月(?P<day>"
    + _NUMBER
    + r")[日号]?"
    r"|[/.-](?P<numeric_day>3[01]|[12][0-9]|0?[1-9])(?![0-9]|[/.-][0-9])))"
)
_BARE_DAY = (
    r"(?P<bare_day>3[01]|[12][0-9]|[1-9])[号日](?![楼线机门库馆店床桌厅院梯泵炉塔柜台线车位房间教宿厂区井桩仓地])"
)
_LATER = r"(?P<later>" + _NUMBER + r"|半)个?(?P<unit>天|小时|钟头|周|星期|礼拜)(?:之后|以后|后)"
_PART = (
    r"(?P<part>凌晨|清晨|清早|一?大早|一早|早上|早晨|早间|上午|中午|午后|下午|傍晚|晚上|晚间|夜里|夜间|半夜|晚(?=[0-9一二两三四五六七八九十])|早(?=[0-9一二两三四五六七八九十])"
    r"|(?<=[明今])[早晚]|(?<=[明今]天)[早晚](?![了点]))"
)
_CLOCK = (
    r"(?P<hour>2[0-4]|1[0-9]|0?[0-9]|十[一二]?|[一二两三四五六七八九])"
    r"(?:(?:点钟?|时(?!代|间|常|不|候|有))(?P<minute>半|整|一刻|三刻|[0-5]?[0-9]分?|[一二三四五]?十[一二三四五六七八九]?分?)?|[:：](?P<minutes>[0-5][0-9]))"
)
_RANGE = (
    r"(?:[ ]?(?:到|至|-|~|—|或|、)[ ]?(?:"
    + _PART.replace("?P<part>", "?:")
    + r")?"
    + re.sub(r"\?P<[a-z_]+>", "?:", _CLOCK)
    + ")?"
)
_TIME = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:(?:这|本)(?P<weekend>周末)|(?P<next_weekend>下个?)周末|(?P<bare_weekend>周末)"
    rf"|(?P<word>{_DAY_WORD})|{_WEEKDAY}|{_MONTH_DAY}|{_BARE_DAY}|{_LATER})"
    rf"(?:[ ,(]?的?(?:周|星期|礼拜)[一二三四五六日天]\)?|[ ,的](?={_PART.replace('?P<part>', '?:')}|[0-9]))?)?"
    rf"(?:[ ]?{_PART})?(?:[ ]?{_CLOCK}{_RANGE})?"
)
_MAY_BE = re.compile(r"[今明后当次早晚午晨夜周期拜月号日点时天:/.]|[0-9]-|末")

_VISIT = (
    r"来|上门|过来|前来|在家|休息|两天都在|全天都在|一直在|都在|家里有人|有人|有空|空闲|方便|可以|都行|都可|预约|约|到店|进店|到你们|开过去|送过|送来|送修|送去|过去|去修|修|看看|检查|联系|打电话|电话|回电|致电|回复|安排"
    r"|派|保养|取|接|处理|维修|安装|移机|更换|换"
)
_AFTER_VISIT = re.compile(
    rf"(?:[ ,]?(?:之后|以后|后|前后|左右|都|的时候|就|再|也|能|会|我|我们|家里|师傅|派人|的话|请|麻烦|时段|钟|开始|比较|才|都能|均|吧|给我|跟我|这边|他|她|客户|期间)){{0,4}}[ ,]?(?:{_VISIT})"
)
_BEFORE_VISIT = re.compile(
    r"(?:预约时间?|约在?了?|时间|上门|要求|希望|最好|方便|可以|请于|请在|定在|改在|有空|麻烦|在家|来修|来|期望|等到?|想|能否|能不能|看看|安排|客户要|需|到店|修)(?:[:是在为 于]|可以|就|时间|上门|您|你们|师傅){0,3}$"
)
_SINCE = re.compile(
    r"[ ]?(?:开始|起(?!来)|以来|就(?!行|可以|好|来|能)|到现在|至今|突然|发现|出现|坏|报的|报修|来电|打来|来过|修过|换过|刚)"
)
_SINCE_BEFORE = re.compile(r"(?:从|自从?|自|打|截至|截止到?)$")
_DEADLINE = re.compile(
    r"(?:[ ]?(?:之前|以前|前(?!后|台|来))|[ ]?(?:要用|要开|开业|开会|有会|要交|开学|检查组|要验收|要营业|营业|下班|关门|开门|过期|到期|截止|交车|要开庭|有客人|要出货))"
)
_PAST = re.compile(r"昨|前[天日晚]|上[周个]|去年|大前")
_CLAUSE_BREAK = re.compile(r"[,。;!?\n(),]")
_BUSINESS_HOURS = re.compile(r"营业|开门|开放|关门|下班|上班|门禁时间|作息")
_OPEN_CLAUSE = re.compile(r"[,。;!?\n() \0]*$")
_CLOSED_CLAUSE = re.compile(r"(?:左右|前后|以后|之后|后|吧|。|期间|之间|都行|[ ])*(?:[,。;!?\n()\0]|$)")

_DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "两": 2, "日": 7, "天": 7, "末": 6}
_WORDS = {"今": 0, "当": 0, "明": 1, "次": 1, "第": 1, "后": 2, "大": 3}
_PARTS = {
    "凌晨": "早上", "清晨": "早上", "清早": "早上", "大早": "早上", "一大早": "早上", "一早": "早上", "早上": "早上", "早晨": "早上",
    "早间": "早上", "早": "早上", "上午": "上午", "中午": "中午", "午后": "下午", "下午": "下午", "傍晚": "晚上", "晚上": "晚上",
    "晚间": "晚上", "夜里": "晚上", "夜间": "晚上", "半夜": "晚上", "晚": "晚上",
}  # fmt: skip
_LAST_HOUR_OF = {"早上": 10, "上午": 12, "中午": 14, "下午": 18, "晚上": 24}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression read against the time of the message. Offsets into the normalised text."""

    start: int
    end: int
    day: date
    at: datetime | None
    part: str | None
    says_day: bool


def find_appointment(
    text: Text, claims: Claims, now: datetime, labelled: tuple[int, int] | None = None
) -> Appointment | None:
    """The visit; every other time is claimed, too, so that nobody reads 15:30 as a room."""
    plain = claims.blank(text.plain)
    chosen: Moment | None = None
    for moment in _with_alternatives(plain, list(moments(plain, now))):
        if chosen is None and _is_visit(plain, moment, now):
            chosen = moment
        elif not (moment.says_day or moment.at):
            continue  # 晚上不亮: the part of the day belongs to the fault
        claims.claim(Taken.TIME, moment.start, moment.end)
    if chosen is None:
        return None
    start, end = text.span(chosen.start, chosen.end)
    return Appointment(
        value=text.original[start:end], start=start, end=end, method="time", certainty=0.9 if chosen.says_day else 0.8,
        day=chosen.day, at=chosen.at, part=chosen.part,
    )  # fmt: skip


_OR = re.compile(r" ?(?:或者?|到|至|-|~|、|/|和|及) ?")


def _with_alternatives(plain: str, found: list[Moment]) -> Iterator[Moment]:
    """周二或者周三下午 is one expression that starts on Tuesday."""
    held: Moment | None = None
    for moment in found:
        if held is not None and _OR.fullmatch(plain, held.end, moment.start):
            held = replace(held, end=moment.end)
            continue
        if held is not None:
            yield held
        held = moment
    if held is not None:
        yield held


def moments(plain: str, now: datetime) -> Iterator[Moment]:
    if not _MAY_BE.search(plain):
        return
    for match in _TIME.finditer(plain):
        if match.end() > match.start():
            moment = _read(match, now)
            if moment is not None:
                yield moment


def _read(match: re.Match[str], now: datetime) -> Moment | None:
    said = match.groupdict()
    if said["later"] and said["unit"] in ("小时", "钟头"):
        at = now + timedelta(hours=0.5 if said["later"] == "半" else _number(said["later"]))
        return Moment(match.start(), match.end(), at.date(), at, None, says_day=True)
    day = _day(said, now.date())
    if day is _NO_DAY or (_is_vague(said) and not _dated(match)):
        return None
    part = _PARTS[said["part"]] if said["part"] else None
    at_time = _clock(said, part)
    if day is None and part is None and at_time is None:
        return None
    return _moment(match, now, day, part, at_time)


def _is_vague(said: dict[str, str | None]) -> bool:
    """A bare number of the month, or a date that could be a house number: 8号, 3-2."""
    bare = said["bare_day"] or (said["numeric_day"] and not said["year"])
    return bool(bare) and not said["part"] and said["hour"] is None


_DATE_BEFORE = re.compile(r"(?:^|[,。;!?\n() \0]|预约|时间|约|在|于|到|定|改|是|[:])$")
_DATE_AFTER = re.compile(r"[ ]?(?:[,。;!?\n()\0]|$|来|上门|到|去|前|之|以|左右|有空|可以|方便|开始|起|早|晚|上午|下午)")


def _dated(match: re.Match[str]) -> bool:
    return bool(
        _DATE_BEFORE.search(match.string, max(0, match.start() - 2), match.start())
        and _DATE_AFTER.match(match.string, match.end())
    )


def _moment(match: re.Match[str], now: datetime, day: date | None, part: str | None, clock: timedelta | None) -> Moment:
    start = match.start() + len(match[0]) - len(match[0].lstrip(" ,("))
    end = match.end() - len(match[0]) + len(match[0].rstrip(" ,("))
    says_day = day is not None
    if day is None:
        day = now.date()
        past = (
            now.replace(hour=0, minute=0, second=0, microsecond=0) + clock < now
            if clock is not None
            else now.hour >= _LAST_HOUR_OF[part or "晚上"]
        )
        if past:
            day += timedelta(days=1)
    at = datetime.combine(day, time(), now.tzinfo) + clock if clock is not None else None
    if at is not None:
        day = at.date()
    return Moment(start, end, day, at, part if at is None else None, says_day=says_day)


_NO_DAY = date.min


def _day(said: dict[str, str | None], today: date) -> date | None:
    """The day that was said; None where none was, `_NO_DAY` where there is no such day."""
    if word := said["word"]:
        return today + timedelta(days=_WORDS[word[0]])
    if said["weekend"] or said["bare_weekend"]:
        return today if today.weekday() == 6 else today + timedelta(days=5 - today.weekday())
    if said["next_weekend"]:
        return today + timedelta(days=12 - today.weekday())
    if said["weekday"]:
        return _weekday(said["week"] or "", said["weekday"], today)
    if said["month"]:
        return _date(_number(said["month"]), _number(said["day"] or said["numeric_day"] or "0"), today)
    if said["bare_day"]:
        return _day_of_month(int(said["bare_day"]), today)
    if said["later"]:
        days = _number(said["later"]) if said["later"] != "半" else 0
        return today + timedelta(days=days * (7 if said["unit"] != "天" else 1))
    return None


def _weekday(week: str, name: str, today: date) -> date:
    wanted = (int(name) if name.isdigit() else _DIGITS[name]) if name not in "一二三四五六" else _DIGITS[name]
    offset = wanted - 1 - today.weekday()
    if week.startswith("下下"):
        return today + timedelta(days=offset + 14)
    if week.startswith("下"):
        return today + timedelta(days=offset + 7)
    if week.startswith("上"):
        return _NO_DAY
    return today + timedelta(days=offset % 7)


def _date(month: int, day: int, today: date) -> date:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return _NO_DAY
        if found >= today - timedelta(days=60):
            return found
    return found


def _day_of_month(day: int, today: date) -> date:
    first = today.replace(day=1)
    for _ in range(3):
        try:
            found = first.replace(day=day)
        except ValueError:
            found = _NO_DAY
        if found >= today:
            return found
        first = (first + timedelta(days=32)).replace(day=1)
    return _NO_DAY


def _clock(said: dict[str, str | None], part: str | None) -> timedelta | None:
    if said["hour"] is None:
        return None
    hour = _number(said["hour"])
    if hour < 12 and (
        part in ("下午", "晚上")
        and (hour or part == "下午")
        or part == "中午"
        and hour < 4
        or part is None
        and 1 <= hour <= 6
        and not said["minutes"]
    ):
        hour += 12
    elif hour == 12 and said["part"] in ("晚上", "夜里", "半夜", "今晚", "晚"):
        hour = 24
    return timedelta(hours=hour, minutes=_minute(said["minutes"] or said["minute"]))


def _minute(said: str | None) -> int:
    if said in (None, "整"):
        return 0
    assert said is not None
    return {"半": 30, "一刻": 15, "三刻": 45}.get(said) or _number(said.rstrip("分"))


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return _DIGITS[said]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _is_visit(plain: str, moment: Moment, now: datetime) -> bool:
    before, after = _clause_around(plain, moment)
    if _PAST.search(before) or _SINCE_BEFORE.search(before) or _DEADLINE.match(after) or _BUSINESS_HOURS.search(after):
        return False
    if moment.at is not None and moment.at < now - timedelta(minutes=5):
        return False
    if _BEFORE_VISIT.search(before):
        return True
    if _AFTER_VISIT.match(after):
        return not _SINCE.match(after)
    return (moment.says_day or moment.at is not None) and _alone(before, after)


def _alone(before: str, after: str) -> bool:
    return not _last_word(before).strip(":是在约等那就") and not _first_word(after).strip(
        "左右前后以后之吧都行的。可以钟期间"
    )


def _last_word(words: str) -> str:
    return re.split("[ \0]", words)[-1]


def _first_word(words: str) -> str:
    return re.split("[ \0]", words)[0]


def _clause_around(plain: str, moment: Moment) -> tuple[str, str]:
    head = plain[max(0, moment.start - 24) : moment.start]
    tail = plain[moment.end : moment.end + 24]
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(head)]
    stop = _CLAUSE_BREAK.search(tail)
    return head[breaks[-1] if breaks else 0 :], tail[: stop.start() if stop else len(tail)]
