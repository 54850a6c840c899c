"""Times in a text, read against the time of the message.

One bounded pattern finds every expression: 明天下午两点半, 周六上午9点到10点, 11月20日, 三天后. What is no time is left
alone: house numbers, numbers of machines, dates without such a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from nlp.calendar_days import NO_SUCH_DAY, day_of_month, next_date, weekday, weekend
from nlp.english_times import english_times, may_be_english
from nlp.patterns import Lazy
from nlp.phrases import Placed
from nlp.spans import Claims

_NUMBER = r"(?:[0-9]{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_DAY_WORD = (
    r"大后[天日]|[明今]日(?!之(?![前后内])|[家花]园|星(?!期)|新?城|[府苑轩]|公馆|科技|广场)|明后(?:[两二]?天|日)|今明(?:[两二]天)?"
    r"|(?:后[天日]|明[天个朝])(?!之(?![前后内]))|后儿个|明儿个?"
    r"|明(?=[早晚]|上午|下午|中午|傍晚|[0-9]{1,2}[点:])|听日|今天|今儿个?|今(?=[早晚]|下午|上午)|当[天日]|第二天(?!没|就|又|了|还|再(?![来修弄看上约过说]))|次日"
)
_WEEKEND = r"(?P<week_of_weekend>这|本|下个?)?(?<!一个)(?<!整个)(?<!过个)(?P<weekend>周末|双休日?)"
_WEEKDAY = (
    r"(?P<week>下下个?|(?<!一)下个?|这个?|本|上个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]|[1-7](?![0-9]))"
)
_MONTH_DAY = (
    rf"下个?月(?P<day_of_next>{_NUMBER})[日号]|"
    rf"(?P<year>20[0-9]{{2}}[年/.-])?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月(?P<day>{_NUMBER})[日号]?"
    r"|[/.-](?P<numeric_day>3[01]|[12][0-9]|0?[1-9])(?![0-9]|[/.-][0-9]))"
)
_NUMBERED = "楼线机门库馆店床桌厅院梯泵炉塔柜台车位房间教宿厂区井桩仓地"  # 3号楼 is no day
_BARE_DAY = (
    r"(?P<bare_day>3[01]|[12][0-9]|[1-9]|(?:[二三]十|廿)[一二三四五六七八九]?|十[一二三四五六七八九]?)[号日]"
    rf"(?![{_NUMBERED}])"
)
_LATER = rf"(?P<later>{_NUMBER}|半)个?(?P<unit>分钟|天|小时|钟头|周|星期|礼拜)(?:之后|以后|后)"
_PART = (
    r"(?P<part>凌晨|清晨|清早|一?大早|一早|朝早|早上|早晨|早间|上午|上昼|朝上头|上半天|下半天|中午|午休|午后|下午|下昼|傍晚|晚上|晚间|夜晚|夜里|夜间|半夜"
    r"|下班[之以]?后|晚饭后|[aApP][mM](?![A-Za-z])|[早晚](?=[0-9一二两三四五六七八九十])|(?<=[明今])[早晚]|(?<=[明今]天)[早晚](?![了点]))"
)
# 明晚打烊后22:00
_CLOSED = r"(?:打烊|闭店|闭馆|关店|关门|收市|收摊|收工|收车|下班|下课|放学|散场|午休|饭点|营业结束)[之以]?后[, ]?"
_MINUTE = r"半|整|一刻|三刻|[0-5]?[0-9]分?|[一二三四五]?十[一二三四五六七八九]?分?"
_HOUR = r"(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九])"
_CLOCK = (
    rf"(?P<hour>{_HOUR})(?:(?:[-~—到至、]?{_HOUR}(?=点))?(?:点钟?|时(?!代|间|常|不|候|有))(?P<minute>{_MINUTE})?"
    r"|[:](?P<minutes>[0-5][0-9])(?:[ ]?(?P<half>[aApP][mM])(?![A-Za-z]))?|[ ]?(?P<half_day>[aApP][mM])(?![A-Za-z]))"
)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<[a-z_]+>", "?:", pattern)


_RANGE = rf"(?:[ ]?(?:到|至|-|~|—|或|、)[ ]?(?:{_unnamed(_PART)})?{_unnamed(_CLOCK)})?"
_EXACT = r"(?:(?P<exact_month>1[0-2]|0?[1-9])[月./-])?(?P<exact_day>3[01]|[12][0-9]|0?[1-9])"
_TIME = Lazy(
    r"(?=[今明后当次第这本下上周星礼双听朝早晚中午凌清一大傍夜半0-9二三四五六七八九十两廿])(?<![0-9A-Za-z第])"
    rf"(?:(?:{_WEEKEND}|(?P<word>{_DAY_WORD})|{_WEEKDAY}|{_MONTH_DAY}|{_BARE_DAY}|{_LATER})"
    rf"(?:[ ,(]?的?(?:周|星期|礼拜)[一二三四五六日天]\)?|\({_EXACT}[日号]?\)"
    rf"|[ ,的](?={_unnamed(_PART)}|[0-9]))?)?"
    rf"(?:[ ]?{_PART})?(?:(?:{_CLOSED})?[ ]?{_CLOCK}{_RANGE})?"
)

# Without one of these pairs of characters in the message there is no time.
_DIGITS = "0123456789"
_NUMERALS = "一二三四五六七八九十两"
_COUNTS = frozenset(_DIGITS + _NUMERALS)
_THINGS = frozenset(_NUMBERED)
SIGNS = frozenset(
    (
        *"今天 今日 今早 今晚 今儿 今上 今下 今中 明天 明日 明早 明晚 明儿 明上 明下 明中 次日 当天 当日 当晚".split(),  # noqa: SIM905 - words read best in a row
        *"后天 后日 第二 星期 礼拜 周末 周日 周天 午后 上午 中午 下午 早上 晚上 早晨 清晨 清早 大早 一早".split(),  # noqa: SIM905
        *"钟后 钟之 钟以".split(),  # noqa: SIM905
        *"凌晨 傍晚 半夜 夜里 夜间 晚间 早间 天后 天之 天以 时后 时之 时以 头后 周后 周之 周以 期后 拜后".split(),  # noqa: SIM905
        *"朝上 上半 下半 午休 明个 明朝 后儿 饭后".split(),  # noqa: SIM905
        *"听日 朝早 上昼 下昼 夜晚 双休 明后 今明 个月 下月 班后 班之 班以 am AM pm PM".split(),  # noqa: SIM905
        *(f"周{day}" for day in "一二三四五六1234567"),
        *(f"{number}{unit}" for number in _DIGITS + _NUMERALS for unit in "月号日点时:"),
        *(f"{digit}/" for digit in _DIGITS),
        *"ay ht rr Ja Fe Ma Ap Ju Au Se Oc No De".split(),  # noqa: SIM905 - Friday, tonight, tomorrow, Nov 20
        *(f"{part}{number}" for part in "早晚" for number in _DIGITS + _NUMERALS),
    )
)
_SIGN = Lazy(
    r"[今明次当听双下aApP后朝上午晚夜第周星礼0-9一二三四五六七八九十两中早清大晨傍半]"
    r"(?:(?<=[0-9一二三四五六七八九十两半])(?:(?<!半)[月号日点时:]|个?(?:分钟|天|小时|钟头|周|星期|礼拜)[之以]?后"
    r"|(?<=一)早|(?<=[0-9])(?<![\w-].)[0-9]{0,3}[/.-][0-9]{1,2}(?![0-9-]))"
    r"|(?<![0-9一二三四五六七八九十两半])"  # most of these are no time: they try no more
    r"(?:(?<=[今明次当听])[天日早晚儿上下中傍]|(?<=明)[后个朝]|(?<=今)明|(?<=双)休|(?<=下)(?:个?月|班[之以]?后)"
    r"|(?<=[aApP])[mM](?![A-Za-z])|(?<=后)(?:儿个|[天日])|(?<=朝)(?:上头|早)|(?<=[上下])(?:半天|昼)|(?<=午)[休后]"
    r"|(?<=晚)饭后|(?<=夜)|(?<=第)二天|(?<=周)[一二三四五六日天末1-7]|(?<=星)期|(?<=礼)拜"
    r"|(?<=[上中下])午|(?<=[清大])早|(?<=晨)|(?<=傍)晚|(?<=[早晚])[上间0-9一二两三四五六七八九十]))"
)
# Times that none of the pairs is in.
_WITHOUT_A_PAIR = re.compile("[0-9][/.-][0-9]|[aApP][mM]")
_LONGEST_BEFORE = 8  # characters of a time in front of its first sign: 2026年11
_CLAUSE = re.compile(r"[^,。;!?\n]+")
_DATE_BEFORE = Lazy(
    r"(?:^|[,。;!?\n() \0:]|预约|时间|[约在于到定改]|(?:(?<!就)|(?<=时间就)|(?<=上门就)|(?<=预约就)|(?<=最好就))是)$"
)
_ANSWERS = Lazy(r"(?<!时间)(?<!预约)(?<!上门)(?<!日期):$")  # 几号车 客户:7号
_COMES = ("来", "上门", "过来", "有空")
_DATE_AFTER = Lazy(
    r"[ ]?(?:[,。;!?\n()\0]|$|来|上门|到|去|前|之|以|左右|有空|可以|都可|都行|方便|开始|起|早|晚|上午|下午)"
)
_DATE_BEHIND_AN_ANSWER = Lazy(r"(?:$|[。!?\n]|[,; ](?:[上下早中晚]|行|可以|来))")

_VALUES = {**{numeral: value for value, numeral in enumerate("零一二三四五六七八九")}, "两": 2, "日": 7, "天": 7}
_DAYS_AHEAD = {"听": 1, "今": 0, "当": 0, "明": 1, "次": 1, "第": 1, "后": 2, "大": 3}
_PARTS = {
    **dict.fromkeys(("上昼", "上半天", "朝上头"), "上午"),
    **dict.fromkeys(("下昼", "下半天"), "下午"),
    **dict.fromkeys(("朝早", "凌晨", "清晨", "清早", "大早", "一大早", "一早", "早上", "早晨", "早间", "早"), "早上"),
    **dict.fromkeys(("上午", "am", "AM", "Am"), "上午"),
    **dict.fromkeys(("中午", "午休"), "中午"),
    **dict.fromkeys(("午后", "下午", "pm", "PM", "Pm"), "下午"),
    **dict.fromkeys(
        ("傍晚", "晚上", "晚间", "夜晚", "夜里", "夜间", "半夜", "晚", "下班后", "下班之后", "下班以后", "晚饭后"),
        "晚上",
    ),
}
_LAST_HOUR = {"早上": 10, "上午": 12, "中午": 14, "下午": 18, "晚上": 24}
_HOURS = {"小时": 1.0, "钟头": 1.0, "分钟": 1 / 60}
_AT_NIGHT, _DAWN = ("夜里", "半夜", "夜间"), 6  # 夜里2点 is no afternoon


class Moment(Struct, frozen=True):
    """A time expression. Offsets into the text it was found in; `part` is 早上 上午 中午 下午 or 晚上."""

    start: int
    end: int
    day: date
    at: datetime | None
    part: str | None
    says_day: bool


def may_tell_a_time(plain: str, signs: Placed, claims: Claims) -> bool:
    """Not where all the `SIGNS` that are found in it number things: 3号楼."""
    return bool(signs) and (
        not all(_numbers_a_thing(plain, at, sign, claims) for at, sign in signs)
        or _WITHOUT_A_PAIR.search(plain) is not None
    )


def _numbers_a_thing(plain: str, at: int, sign: str, claims: Claims) -> bool:
    end = at + len(sign)
    thing = plain[end : end + 1]
    return sign[-1] in "号日" and sign[0] in _COUNTS and thing in _THINGS and claims.free(end, end + 1)


def moments(plain: str, now: datetime) -> list[Moment]:
    """In the order of the text."""
    if not may_be_english(plain):
        return list(_chinese(plain, now))
    english = [
        Moment(said.start, said.end, said.day.date(), said.at, said.part, says_day=True)
        for said in english_times(plain, now)
    ]
    found = [
        each for each in _chinese(plain, now) if not any(e.start < each.end and each.start < e.end for e in english)
    ]
    return sorted(english + found, key=lambda moment: moment.start)


def _chinese(plain: str, now: datetime) -> Iterator[Moment]:
    for clause in _CLAUSE.finditer(plain):
        sign = _SIGN.search(plain, clause.start(), clause.end())
        if sign:
            for match in _TIME.finditer(plain, max(clause.start(), sign.start() - _LONGEST_BEFORE), clause.end()):
                moment = _read(match, now) if match.end() > match.start() else None
                if moment is not None:
                    yield moment


def _read(said: re.Match[str], now: datetime) -> Moment | None:
    if said["later"] and (hours := _HOURS.get(said["unit"] or "")):
        at = now + timedelta(hours=hours * (0.5 if said["later"] == "半" else _number(said["later"])))
        return Moment(*said.span(), at.date(), at, None, says_day=True)
    day = _day(said, now.date())
    if day is None and said["half_day"]:
        return None  # open till 6pm
    if day is NO_SUCH_DAY or (_is_vague(said) and not _is_dated(said)):
        return None
    half = said["half"] or said["half_day"]
    part = _PARTS[said["part"] or half.upper()] if said["part"] or half else None
    clock = _clock(said, part)
    if day is None and clock is None and (part is None or _is_after_work(said)):
        return None
    return _moment(said, now, day, part, clock)


def _moment(match: re.Match[str], now: datetime, day: date | None, part: str | None, clock: timedelta | None) -> Moment:
    """Without a day it is today, or tomorrow when that has passed."""
    words = match[0]
    start = match.start() + len(words) - len(words.lstrip(" ,("))
    end = match.end() - len(words) + len(words.rstrip(" ,("))
    says_day = day is not None
    if day is None:
        day = now.date()
        since_midnight = timedelta(hours=now.hour, minutes=now.minute)
        passed = clock < since_midnight if clock is not None else now.hour >= _LAST_HOUR[part or "晚上"]
        day += timedelta(days=passed)
    if clock is None:
        return Moment(start, end, day, None, part, says_day=says_day)
    at = datetime.combine(day, time(), now.tzinfo) + clock
    return Moment(start, end, at.date(), at, None, says_day=says_day)


def _is_after_work(said: re.Match[str]) -> bool:
    """下班后都行 names no evening."""
    return (said["part"] or "").startswith("下班")


def _is_vague(said: re.Match[str]) -> bool:
    """A bare number of the month, or a date that could be a house number: 8号, 3-2."""
    bare = said["bare_day"] or (said["numeric_day"] and not said["year"])
    return bool(bare) and not said["part"] and said["hour"] is None


def _is_dated(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    before = bool(_DATE_BEFORE.search(text, max(0, start - 2), start))
    before = before or (text.endswith("就是", 0, start) and text.startswith(_COMES, end))  # but 坏的就是3号
    after = _DATE_BEHIND_AN_ANSWER if _ANSWERS.search(text, max(0, start - 3), start) else _DATE_AFTER
    return bool(before and after.match(text, end))


def _day(said: re.Match[str], today: date) -> date | None:
    """The day that was said; None where none was, `NO_SUCH_DAY` where there is none."""
    if word := said["word"]:
        return today + timedelta(days=_DAYS_AHEAD[word[0]])
    if said["exact_day"]:
        return _exact_day(said["exact_month"], int(said["exact_day"]), today)
    if said["weekday"]:
        return weekday(said["week"] or "", said["weekday"], today)
    if said["month"] or said["day_of_next"] or said["bare_day"]:
        return _calendar_day(said, today)
    if said["later"]:
        return today + _ahead(said["later"], said["unit"] or "")
    return weekend(said["week_of_weekend"] or "", today) if said["weekend"] else None


def _calendar_day(said: re.Match[str], today: date) -> date:
    if said["bare_day"]:
        return day_of_month(_number(said["bare_day"]), today)
    if said["day_of_next"]:
        return next_date(today.month % 12 + 1, _number(said["day_of_next"]), today)
    return next_date(_number(said["month"] or ""), _number(said["day"] or said["numeric_day"] or "0"), today)


def _exact_day(month: str | None, day: int, today: date) -> date:
    """周三(11月25日): the number counts, not the weekday."""
    return next_date(int(month), day, today) if month else day_of_month(day, today)


def _ahead(number: str, unit: str) -> timedelta:
    days = 0 if number == "半" else _number(number)
    return timedelta(days=days * (1 if unit == "天" else 7))


def _clock(said: re.Match[str], part: str | None) -> timedelta | None:
    if said["hour"] is None:
        return None
    hour = _number(said["hour"])
    if said["part"] in _AT_NIGHT and hour < _DAWN:
        part = "早上"
    if _is_after_noon(hour, part, spoken=said["minutes"] is None):
        hour += 12
    elif hour == 12 and part == "晚上":
        hour = 24
    return timedelta(hours=hour, minutes=_minute(said["minutes"] or said["minute"]))


def _is_after_noon(hour: int, part: str | None, *, spoken: bool) -> bool:
    """下午两点, 晚上8点, 中午1点; three o'clock without more is in the afternoon, 03:00 is not."""
    if hour >= 12:
        return False
    if part == "中午":
        return hour < 4
    if part is None:
        return spoken and 1 <= hour <= 6
    return part == "下午" or (part == "晚上" and hour > 0)


def _minute(said: str | None) -> int:
    if said is None or said == "整":
        return 0
    return {"半": 30, "一刻": 15, "三刻": 45}.get(said) or _number(said.rstrip("分"))


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.replace("廿", "二十").rpartition("十")
    if not ten:
        return _VALUES[said]
    return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)
