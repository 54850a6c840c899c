"""Plain words that change a draft: "电话 13800001111", "改地址 钱江新城3幢", "不急", "不是电梯是门禁".

Strict: every clause must be a correction or a courtesy, or the text is no correction at all. A whole form
(故障：… 地址：… 电话：…) is a report, not three corrections.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from nlp.dictionary import Dictionary, load
from nlp.identifiers import Identifiers, find_identifiers
from nlp.normalize import Text, normalize
from nlp.spans import Claims
from nlp.times import moments

_LONGEST = 120  # characters; whoever writes more tells a story
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Correction:
    """`field` is the name of a draft's field; `value` None takes it out. Offsets are of the words in the text.

    Urgency is "yes" or "no"; an appointment is `11-23 15:00`, `11-23 上午` or `11-23`.
    """

    field: str
    value: str | None
    start: int
    end: int


_FIELDS = {
    "phone": r"(?:客户|联系|业主)?(?:的)?(?:联系)?(?:电话|手机)(?:号码?)?|联系方式|号码",
    "address": r"(?:报修|上门|维修|客户)?(?:的)?(?:地址|地点|位置)|房号",
    "fault": r"故障(?:现象|描述|内容)?|问题|现象|报修内容",
    "customer": r"客户(?:姓名|名字|名称)?|联系人|姓名|名字|报修人|业主",
    "category": r"(?:报修|工单|故障)?(?:类别|类型|分类|种类)|专业",
    "serial": r"(?:设备|产品|机器)?(?:序列号|[Ss][Nn]码?|S/N|设备号|设备编号|机身号|编号)",
    "model": r"(?:产品|设备)?型号",
    "brand": r"品牌|牌子",
    "device": r"设备|机器|电器",
    "plate": r"车牌号?",
    "appointment": r"(?:预约|上门|约定|约)(?:的)?时间|预约|时间|约",
}
_TO = r"(?:错了|不对|写错了|有误|搞错了)?[ ,]?(?:应该?|要)?(?:改成|改为|改到|改约到?|改一下|改|换成|换为|换到|更正为|更正|变成|写成?|填|成|是|为|到|用)?[: =]*"
_CLEAR_CHANGE = re.compile(r"改|换|更正|应该?|错|不对|有误|删|去掉|不要|把")
_SET = re.compile(
    r"(?:请|麻烦)?(?:帮我|帮忙|给我)?(?:把|将)?(?P<verb>修改|改一下|改下|改成?|更正|更新|补充?|换一?下?|加上?|写上?|填上?)?[ :]*"
    r"(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items())
    + r")(?P<to>"
    + _TO
    + r")(?P<value>.*)$"
)
_REMOVE = re.compile(
    r"(?:请|麻烦)?(?:把|将)?(?:删掉|删除|删了|删|去掉|去除|清空|清除|不要|取消|不用|不需要|没有?|无)(?:了|这个|那个|客户的?|掉)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items())
    + r")(?:了|吧|号)?$"
)
_REMOVE_AFTER = re.compile(
    r"(?:请|麻烦)?(?:把|将)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items())
    + r")(?:给)?(?:删掉|删除|删了|删|去掉|清空|不要|取消|不用)(?:了|吧|填|写)?$"
)
_CALM = re.compile(
    r"(?:这个|这单|那个|其实|客户说|也)?(?:并)?(?:不(?:是很|太|算|怎么)?急|不着急|不紧急|不加急|没那么急|不用(?:加急|急|着急)|别加急|取消加急|去掉加急|不是急单|普通件?|正常处理|按普通)(?:的|了|啊|哈|处理)?$"
)
_URGENT = re.compile(
    r"(?:这个|这单|那个|其实|客户|改成?|改为|标|要|是|请|很|非常|比较|挺|特别|十分|蛮|太){0,3}(?:加急|紧急|特急|急单|着急|急件|急)(?:的|了|啊|处理|一下|单)?$"
)
_SURNAME = re.compile(
    r"(?:客户|联系人|业主|报修人|她|他|人家)?(?:是|就是)?(?:免贵)?姓[: ]?(?P<value>[\u4e00-\u9fff]{1,2})(?:的|哈|啊|,)?$"
)
_IS = re.compile(r"(?:就是|是|应该是|其实是|改成|改为|换成)[ :]*(?P<value>.+)$")
_NOT_BUT = re.compile(r"不是(?P<wrong>[^,是]{1,20})[, ]*(?:而?是|应该是)(?P<value>[^,]{1,24})$")
_WHEN = re.compile(
    r"(?:请)?(?:预约|改约|约|改到|时间改到?|上门时间|改成|改为|改期到?|推迟到|提前到|换到)(?:在|到|是|为|:| )*(?P<value>.+)$"
)
_CALLED = re.compile(
    r"(?:客户|联系人|业主|报修人)(?:的名字)?(?:叫|是|名叫)[: ]?(?P<value>[\u4e00-\u9fffA-Za-z .]{1,16})$"
)
_COURTESY = re.compile(
    r"(?:好的?|嗯+|哦|对了?|那个|麻烦了?|谢谢|谢了|辛苦了?|请?改一下|改下|更正(?:一下)?|纠正一下|不好意思|抱歉|写错了|错了|搞错了|说错了|打错了|更正下|补充一下|ok|OK|哈|吧|一下)+$"
)
_CLAUSE = re.compile(r"[^,。;!\n?]+")
_TITLE = re.compile(r"[\u4e00-\u9fffA-Za-z. ]{1,12}$")
_NO_TIME = re.compile(
    r"(?:不用|不需要|不要|取消|没有?)(?:了)?(?:预约|约时间|约)(?:时间)?(?:了)?$|随时(?:都)?(?:可以|行)?$"
)


def corrections(text: str, now: datetime) -> tuple[Correction, ...]:
    """What staff wants changed; empty when the text is anything else. `now` is local time."""
    normal = normalize(text)
    if not normal.plain.strip() or len(normal.plain) > _LONGEST:
        return ()
    claims = Claims(len(normal.plain))
    desk = _Desk(normal, claims, find_identifiers(normal, claims), now)
    found: list[Correction] = []
    for start, end in _clauses(normal.plain):
        read = desk.read(start, end)
        if read is None:
            return ()
        found += read
    return () if _is_form(normal.plain, found) else tuple(found)


def _clauses(plain: str) -> Iterator[tuple[int, int]]:
    """A "不是A，是B" stays together."""
    held: tuple[int, int] | None = None
    for match in _CLAUSE.finditer(plain):
        start, end = match.span()
        if held:
            start, held = held[0], None
        words = plain[start:end].strip()
        if words.startswith("不是") and "是" not in words[2:]:
            held = (start, end)
            continue
        if words:
            yield start, end
    if held:
        yield held


def _is_form(plain: str, found: list[Correction]) -> bool:
    fields = {correction.field for correction in found}
    return "fault" in fields and bool(fields & {"phone", "address"}) and not _CLEAR_CHANGE.search(plain)


class _Desk:
    """One text and what is known of it."""

    def __init__(self, text: Text, claims: Claims, identifiers: Identifiers, now: datetime) -> None:
        self._text, self._claims, self._identifiers, self._now = text, claims, identifiers, now

    def read(self, start: int, end: int) -> list[Correction] | None:
        """The corrections of one clause; none for a courtesy; None for anything else."""
        plain = self._text.plain
        while start < end and plain[start] == " ":
            start += 1
        words = plain[start:end].rstrip()
        end = start + len(words)
        if _COURTESY.fullmatch(words):
            return []
        for rule in (
            self._urgency,
            self._removal,
            self._not_but,
            self._surname,
            self._time,
            self._named_field,
            self._bare,
        ):
            found = rule(words, start, end)
            if found:
                return found
        return None

    def _one(self, field: str, value: str | None, start: int, end: int) -> list[Correction]:
        return [Correction(field, value, *self._text.span(start, end))]

    def _urgency(self, words: str, start: int, end: int) -> list[Correction]:
        if _CALM.match(words):
            return self._one("urgent", _NO, start, end)
        return self._one("urgent", _YES, start, end) if _URGENT.match(words) else []

    def _removal(self, words: str, start: int, end: int) -> list[Correction]:
        if _NO_TIME.match(words):
            return self._one("appointment", None, start, end)
        match = _REMOVE.match(words) or _REMOVE_AFTER.match(words)
        return self._one(match.lastgroup or "", None, start, end) if match else []

    def _surname(self, words: str, start: int, end: int) -> list[Correction]:
        match = _SURNAME.match(words) or _CALLED.match(words)
        return self._one("customer", match["value"].strip(), start, end) if match else []

    def _not_but(self, words: str, start: int, end: int) -> list[Correction]:
        match = _NOT_BUT.match(words)
        return (
            self._value(match["value"], start + match.start("value"), start + match.end("value"), (start, end))
            if match
            else []
        )

    def _time(self, words: str, start: int, end: int) -> list[Correction]:
        match = _WHEN.match(words)
        return self._appointment(match["value"], (start, end)) if match else []

    def _named_field(self, words: str, start: int, end: int) -> list[Correction]:
        match = _SET.match(words)
        if match is None or not match["value"].strip():
            return []
        field = next(name for name in _FIELDS if match[name])
        if not match["to"] and not match["verb"] and not _directly(field, match["value"]):
            return []
        value_start = start + match.start("value")
        return self._field(field, match["value"].strip(), value_start, value_start + len(match["value"]), (start, end))

    def _field(self, field: str, value: str, start: int, end: int, whole: tuple[int, int]) -> list[Correction]:
        if field in ("phone", "serial", "plate"):
            known = self._identifier(field, start, end)
            if known is None and field == "serial" and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 /-]{2,30}", value):
                known = value.upper().replace(" ", "")
            return self._one(field, known, *whole) if known else []
        if field == "appointment":
            return self._appointment(value, whole)
        if field == "category":
            category = _category(value)
            return self._one(field, category, *whole) if category else []
        if field == "customer" and not _TITLE.match(value):
            return []
        return self._one(field, self._written(start, end), *whole)

    def _written(self, start: int, end: int) -> str:
        return self._text.written(start, end).strip(" ：:，,。")

    def _identifier(self, field: str, start: int, end: int) -> str | None:
        low, high = self._text.span(start, end)
        known = {
            "phone": self._identifiers.phones,
            "serial": (*self._identifiers.serials, *self._identifiers.vins),
            "plate": self._identifiers.plates,
        }
        inside = [each.value for each in known[field] if low <= each.start < high]
        return inside[0] if len(inside) == 1 else None

    def _appointment(self, words: str, whole: tuple[int, int]) -> list[Correction]:
        found = list(moments(words.strip(), self._now))
        if len(found) != 1 or len(words.strip()) - (found[0].end - found[0].start) > 6:
            return []
        moment = found[0]
        return self._one("appointment", _spoken(moment.day, moment.at, moment.part), *whole)

    def _bare(self, words: str, start: int, end: int) -> list[Correction]:
        match = _IS.match(words)
        return self._value(match["value"], start + match.start("value"), end, (start, end)) if match else []

    def _value(self, value: str, start: int, end: int, whole: tuple[int, int]) -> list[Correction]:
        """A value without its field's name: a number says what it is, a device which trade it is."""
        for field in ("phone", "serial", "plate"):
            known = self._identifier(field, start, end)
            if known:
                return self._one(field, known, *whole)
        category = _category(value.strip())
        if category is None:
            return []
        device = [] if value.strip() == category else self._one("device", self._written(start, end), *whole)
        return [*self._one("category", category, *whole), *device]


def _directly(field: str, value: str) -> bool:
    """`电话138…` needs no blank; `故障灯亮了` is no correction of 故障."""
    return field in ("phone", "serial", "plate") or (field == "appointment" and len(value) <= 14)


def _spoken(day: date, at: datetime | None, part: str | None) -> str:
    if at is not None:
        return f"{at:%m-%d %H:%M}"
    return f"{day:%m-%d} {part}" if part else f"{day:%m-%d}"


@cache
def _words() -> Dictionary:
    return load()


def _category(value: str) -> str | None:
    """The category that a word names, or whose device or part it is."""
    trades = _words().trades
    categories = {category for weights in trades.values() for category, _ in weights}
    value = re.sub(r"(?:类的?|问题|故障|维修|的|坏了|吧|啊)$", "", value.strip())
    for category in categories:
        if value == category or (len(value) >= 2 and value in category):
            return category
    weights = trades.get(value)
    return max(weights, key=lambda each: each[1])[0] if weights else None


_TICKET_NUMBER = re.compile(
    r"(?<![0-9A-Za-z-])#?(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])[ ]?-[ ]?(?P<counter>[1-9][0-9]{0,3})(?![0-9A-Za-z]|-[0-9])"
)
_LEAP_YEAR = 2024


def ticket_numbers(text: str) -> tuple[tuple[int, int, int], ...]:
    """Ticket numbers as people say them, `1122-7`: month, day and the day's counter."""
    found = []
    for match in _TICKET_NUMBER.finditer(normalize(text).plain):
        month, day, counter = int(match["month"]), int(match["day"]), int(match["counter"])
        if _is_date(month, day):
            found.append((month, day, counter))
    return tuple(dict.fromkeys(found))


def _is_date(month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
