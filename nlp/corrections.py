"""Plain words that change a draft: "电话 13800001111", "改地址 钱江新城3幢", "不急", "不是电梯是门禁".

Strict: every clause must be a correction or a courtesy, or the text is no correction at all. A whole form
(故障：… 地址：… 电话：…) is a report, not three corrections.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, cached_property

from msgspec import Struct

from nlp.dictionary import Dictionary, packaged
from nlp.identifiers import Identifiers, find_identifiers
from nlp.normalize import Text, normalize
from nlp.reading import Found
from nlp.spans import Claims
from nlp.ticket_numbers import ticket_numbers
from nlp.times import Moment, moments

__all__ = ["Correction", "corrections", "dropped_number", "ticket_numbers"]

_LISTS = "corrections."
_LONGEST = 120  # characters; whoever writes more tells a story
_YES, _NO = "yes", "no"
_FIELDS = (
    "phone", "other_phone", "address", "fault", "customer", "category", "serial", "model", "brand", "device", "plate",
    "appointment",
)  # fmt: skip
_NUMBERS = ("phone", "serial", "plate", "other_phone")  # say by their shape what they are
_CLAUSE = re.compile(r"[^,。;!\n?]+")
_INSTEAD = re.compile(r"[, ]+(?:应该?|就?是(?!不是)|改|换成|正确)")
_PHONE = r"[0-9][0-9 -]{5,13}[0-9]"
_CODE = re.compile(r"[, ]+[0-9A-Za-z]")
_SURNAME = re.compile(
    r"(?:客户|联系人|业主|报修人|她|他|人家)?(?:就?是)?(?:免贵)?姓[: ]?(?P<value>[^\W\d_]{1,2}?)[的哈啊]?$"
)
_CALLED = re.compile(r"(?:客户|联系人|业主|报修人)(?:的名字)?(?:叫|是|名叫)[: ]?(?P<value>[^\W\d_][\w .]{0,15})$")
_NAME = re.compile(r"[^\W\d_][\w. ]{0,11}$")
_IS = re.compile(r"(?:就是|应该是|其实是|是|改成|改为|换成)[ :]*(?P<value>.+)$")
_NOT_BUT = re.compile(r"不是(?P<wrong>[^,是]{1,20})[, ]*(?:而是|应该是|是)(?P<value>[^,]{1,24})$")
_NO_TIME = re.compile(r"(?:不用|不需要|不要|取消|没有?)了?(?:预约|约时间|约)(?:时间)?了?$|随时(?:都)?(?:可以|行)?$")
_SERIAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9 /-]{2,30}")
_AFTER_VALUE = " :,。"
_FILLING_OF_A_CATEGORY = re.compile(r"(?:类的?|问题|故障|维修|的|吧|啊)$")
_FILLING_OF_A_NUMBER = 4  # characters that may stand around a number: SN:
_FILLING_OF_A_TIME = 6  # characters that may stand around a time


class Correction(Struct, frozen=True):
    """`field` is the name of a draft's field; `value` None takes it out. Offsets are of the words in the text.

    Urgency is "yes" or "no"; an appointment is `11-23 15:00`, `11-23 上午` or `11-23`.
    """

    field: str
    value: str | None
    start: int
    end: int


def corrections(text: str, now: datetime) -> tuple[Correction, ...]:
    """What staff wants changed; empty when the text is anything else. `now` is local time."""
    normal = normalize(text)
    if not normal.plain.strip() or len(normal.plain) > _LONGEST:
        return ()
    desk = _Desk(_grammar(), normal, now)
    found: list[Correction] = []
    for start, end in _clauses(normal.plain, _grammar()):
        read = desk.read(start, end)
        if read is None:
            return ()
        found += read
    return () if _grammar().is_form(normal.plain, found) else tuple(found)


def dropped_number(text: str) -> str | None:
    """The telephone number that is to go: "13800001112 不要了". Which field holds it is not said."""
    match = _grammar().drop.fullmatch(normalize(text).plain.strip(" ,。;!"))
    return re.sub("[ -]", "", match["before"] or match["behind"]) if match else None


def _clauses(plain: str, grammar: _Grammar) -> Iterator[tuple[int, int]]:
    """A "不是A，是B" stays together, and so does "电话打错了，应该是…"; "电话改… 地址改…" is two."""
    held: int | None = None
    for match in _CLAUSE.finditer(grammar.next_field.sub(_as_comma, plain)):
        start = match.start() if held is None else held
        words = plain[start : match.end()].strip()
        denied = words.startswith("不是") and "是" not in words[2:]
        held = start if denied or grammar.goes_on(words, plain, match.end()) else None
        if words and held is None:
            yield start, match.end()
    if held is not None:
        yield held, len(plain)


def _as_comma(blanks: re.Match[str]) -> str:
    return "," * len(blanks[0])


class _Grammar:
    """The patterns of corrections, from `lexicon/corrections.toml`."""

    def __init__(self, dictionary: Dictionary) -> None:
        lists = {key.rpartition(".")[2]: found for key, found in dictionary.lists.items() if key.startswith(_LISTS)}
        lists["wrong"] += lists["mistaken"]
        words = {key: _any_of(found) for key, found in lists.items()}
        self.trades = dictionary.trades
        self.categories = sorted({category for weights in dictionary.trades.values() for category, _ in weights})
        names = "|".join(f"(?P<{name}>{words[name]})" for name in _FIELDS)
        field = rf"(?:{words['of']})?的?(?:{names})"
        wrong = rf"{field}号?(?:{words['wrong']})了?"
        self.next_field = re.compile(rf" +(?=(?:{words['verb']})?{_unnamed(field)}号?(?:{words['to']}|[: 0-9]))")
        earlier = r"(?:刚才|刚刚|前面|上面|上一[个单张])的?(?:[那这][个单张]的?)?"
        please = rf"(?:还有(?=.{{0,8}}错))?(?:请|麻烦)?(?:{earlier})?(?:帮我|帮忙|给我)?[把将]?"
        to = rf"(?:也?(?:{words['wrong']}))?[ ,]?(?:应该?|要)?(?:{words['to']})?[: =]*"
        self.set = re.compile(rf"{please}(?P<verb>{words['verb']})?[ :]*{field}号?(?P<to>{to})(?P<value>.*)$")
        removed = rf"(?:{words['remove']})(?:了|这个|那个|掉)?{field}(?:了|吧|号)?$"
        removed_after = rf"{field}给?(?:{words['remove']})(?:了|吧|填|写)?$"
        self.remove = (re.compile(please + removed), re.compile(please + removed_after))
        gone, the_number = rf"(?:{words['remove']})", rf"(?:这个|那个)?(?:{words['phone']})?"
        before = rf"(?P<before>{_PHONE})[ ,]?{the_number}给?{gone}(?:了|吧)?"
        behind = rf"{gone}了?{the_number}[: ]?(?P<behind>{_PHONE})(?:了|吧)?{the_number}"
        self.drop = re.compile(rf"{please}(?:{before}|{behind})")
        self.calm = re.compile(rf"(?:{words['degree']})*(?:{words['no']})(?:{words['end']})?$")
        self.urgent = re.compile(rf"(?:{words['degree']}){{0,3}}(?:{words['yes']})(?:{words['end']})?$")
        self.when = re.compile(rf"请?(?:{words['time']})(?:在|到|是|为|:| )*(?P<value>.+)$")
        self._mistaken = re.compile(rf"{please}{field}号?也?(?:{words['mistaken']})了?$")
        self.courtesy = re.compile(rf"(?:(?:{words['courtesy']})+|{_unnamed(wrong)})$")
        self._change = re.compile(rf"{words['verb']}|{words['wrong']}|{words['remove']}|把")

    def goes_on(self, words: str, plain: str, end: int) -> bool:
        """Something is said to be wrong, and what comes behind it says how it should be."""
        match = self._mistaken.match(words)
        if match is None:
            return False
        return bool(_INSTEAD.match(plain, end) or (match.lastgroup in _NUMBERS and _CODE.match(plain, end)))

    def is_form(self, plain: str, found: Iterable[Correction]) -> bool:
        fields = {correction.field for correction in found}
        return "fault" in fields and bool(fields & {"phone", "address"}) and not self._change.search(plain)

    def category(self, value: str) -> str | None:
        """The category that a word names, or whose device or part it is."""
        value = _FILLING_OF_A_CATEGORY.sub("", value.strip())
        named = [
            category for category in self.categories if value == category or (len(value) > 1 and value in category)
        ]
        if named:
            return named[0]
        weights = self.trades.get(value)
        return max(weights, key=lambda each: each[1])[0] if weights else None


@cache
def _grammar() -> _Grammar:
    return _Grammar(packaged())


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<[a-z_]+>", "?:", pattern)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class _Desk:
    """One text and what is known of it."""

    def __init__(self, grammar: _Grammar, text: Text, now: datetime) -> None:
        self._grammar, self._text, self._now = grammar, text, now

    @cached_property
    def _identifiers(self) -> Identifiers:
        """Looked for where a clause may be a correction: most reports are told from one without."""
        return find_identifiers(self._text, Claims(len(self._text.plain)))

    def _known(self, field: str) -> Sequence[Found[str]]:
        found = self._identifiers
        match field:
            case "serial":
                return (*found.serials, *found.vins)
            case "plate":
                return found.plates
            case _:
                return found.phones

    def read(self, start: int, end: int) -> list[Correction] | None:
        """The corrections of one clause; none for a courtesy; None for anything else."""
        plain = self._text.plain
        start += len(plain[start:end]) - len(plain[start:end].lstrip())
        words = plain[start:end].rstrip()
        if self._grammar.courtesy.match(words):
            return []
        span = (start, start + len(words))
        rules: tuple[Callable[[str, tuple[int, int]], list[Correction]], ...] = (
            self._urgency, self._removal, self._not_but, self._name, self._time, self._field, self._bare,
        )  # fmt: skip
        return next((found for rule in rules if (found := rule(words, span))), None)

    def _one(self, field: str, value: str | None, span: tuple[int, int]) -> list[Correction]:
        return [Correction(field, value, *self._text.span(*span))]

    def _urgency(self, words: str, span: tuple[int, int]) -> list[Correction]:
        if self._grammar.calm.match(words):
            return self._one("urgent", _NO, span)
        return self._one("urgent", _YES, span) if self._grammar.urgent.match(words) else []

    def _removal(self, words: str, span: tuple[int, int]) -> list[Correction]:
        if _NO_TIME.match(words):
            return self._one("appointment", None, span)
        match = next((match for pattern in self._grammar.remove if (match := pattern.match(words))), None)
        return self._one(match.lastgroup or "", None, span) if match else []

    def _name(self, words: str, span: tuple[int, int]) -> list[Correction]:
        match = _SURNAME.match(words) or _CALLED.match(words)
        return self._one("customer", match["value"].strip(), span) if match else []

    def _not_but(self, words: str, span: tuple[int, int]) -> list[Correction]:
        match = _NOT_BUT.match(words)
        return self._value(match, span) if match else []

    def _bare(self, words: str, span: tuple[int, int]) -> list[Correction]:
        match = _IS.match(words)
        return self._value(match, span) if match else []

    def _time(self, words: str, span: tuple[int, int]) -> list[Correction]:
        match = self._grammar.when.match(words)
        return self._appointment(match["value"], span) if match else []

    def _field(self, words: str, span: tuple[int, int]) -> list[Correction]:
        """电话138… needs no blank; 故障灯亮了 is no correction of 故障."""
        match = self._grammar.set.match(words)
        value = match["value"].strip() if match else ""
        if match is None or not value:
            return []
        field = next(name for name in _FIELDS if match[name])
        if not match["to"] and not match["verb"] and field not in (*_NUMBERS, "appointment"):
            return []
        inside = (span[0] + match.start("value"), span[0] + match.end("value"))
        return self._filled(field, value, inside, span)

    def _filled(self, field: str, value: str, inside: tuple[int, int], span: tuple[int, int]) -> list[Correction]:
        known: str | None
        if field in _NUMBERS:
            known = self._number(field, inside)
            if known is None and field == "serial" and _SERIAL.fullmatch(value):
                known = value.upper().replace(" ", "")
        elif field == "appointment":
            return self._appointment(value, span)
        elif field == "category":
            known = self._grammar.category(value)
        else:
            known = None if field == "customer" and not _NAME.match(value) else self._written(inside)
        return self._one(field, known, span) if known else []

    def _value(self, match: re.Match[str], span: tuple[int, int]) -> list[Correction]:
        """A value without its field's name: a number says what it is, a device which trade it is."""
        inside = (span[0] + match.start("value"), span[0] + match.end("value"))
        for field in _NUMBERS:
            known = self._number(field, inside)
            if known:
                return self._one(field, known, span)
        value = match["value"].strip()
        category = self._grammar.category(value)
        if category is None:
            return []
        device = [] if value == category else self._one("device", self._written(inside), span)
        return [*self._one("category", category, span), *device]

    def _number(self, field: str, inside: tuple[int, int]) -> str | None:
        low, high = self._text.span(*inside)
        found = [each for each in self._known(field) if low <= each.start < high]
        if len(found) != 1 or high - low - (found[0].end - found[0].start) > _FILLING_OF_A_NUMBER:
            return None
        return found[0].value

    def _appointment(self, words: str, span: tuple[int, int]) -> list[Correction]:
        words = words.strip()
        found = list(moments(words, self._now))
        if len(found) != 1 or len(words) - (found[0].end - found[0].start) > _FILLING_OF_A_TIME:
            return []
        return self._one("appointment", _as_date(found[0]), span)

    def _written(self, span: tuple[int, int]) -> str:
        return self._text.written(*span).strip(_AFTER_VALUE + "：，")


def _as_date(moment: Moment) -> str:
    if moment.at is not None:
        return f"{moment.at:%m-%d %H:%M}"
    return f"{moment.day:%m-%d} {moment.part}" if moment.part else f"{moment.day:%m-%d}"
