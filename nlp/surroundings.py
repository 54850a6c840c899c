"""What stands around digits tells whether they are a telephone number."""

from __future__ import annotations

import re
from functools import cache

from nlp.characters import STOPS
from nlp.cues import any_of, phone_words
from nlp.digit_runs import Runs, Window
from nlp.glued_numbers import ends_in_a_vehicle
from nlp.other_numbers import SAID_A_PHONE, SAID_OTHERWISE, is_named_another_thing
from nlp.patterns import HAN, Lazy

_WORD_BEFORE = Lazy(r"[A-Za-z0-9_-]{1,24}$")
_WORD_AFTER = re.compile(r"[-_]?[A-Za-z][A-Za-z0-9_-]{0,24}")
_PHONE_WORD = Lazy(
    r"(?:tel|phone|mobile|mob|cell|call|contact|fax|whatsapp|wechat|weixin|(?<![a-z])(?:[wv]x|v)) ?$", re.IGNORECASE
)
_DIALLED_FIRST = frozenset(("12593", "17909", "17911", "17951", "10193", "11808"))  # for a cheaper call, long ago
_ONE_LETTER = Lazy(r"[A-Za-z](?![A-Za-z0-9_-])")  # typed too much behind 手机号138…
_WORD_AT_THE_END = Lazy(r"(?:(?:or|and)[0-9]{3}|ok|qq|wx|vx|wechat|weixin|whatsapp|tel|sn)", re.IGNORECASE)
_JOINED = Lazy(r"[0-9]{7}(?:or|and)$", re.IGNORECASE)
_NUMBER_WORD = Lazy(r"(?:sn|no|id|pn|wxid|qq|imei|order|ref|code|serial|model|ip|vin)$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:No|NO|№|Nr)[.:# ]{0,2}$")
_ENDS_A_NUMBER_SIGN = frozenset("oOr№.:# ")
_NAME = Lazy(r"(?=.{0,24}[aeiouAEIOU])[A-Z]?[a-z]{1,16}$")

_LIST_MARK = Lazy(r"(?:^|[\s,;。;(、])[1-9][0-9]?$")
_INTERNAL = Lazy(r"(?:内线|分机|短号)[^0-9]{0,5}$")
_CHINESE = Lazy(HAN)
_MAY_FOLLOW = Lazy(rf"{HAN}|[\s,。;]|$")  # behind a low line
_COUNTED = Lazy(r"[^\W0-9_]|[#:-]|[.、)](?=[ ]?[^\W_])")


def is_a_contact(runs: Runs, window: Window, end: int) -> bool:
    """Whether nothing around the digits speaks against a number to call. `end` is after its extension."""
    plain = runs.plain
    return (
        _free_on_the_left(plain, runs.runs[window.first].start)
        and (
            not is_named_another_thing(plain, runs.runs[window.first].start, end)
            or SAID_A_PHONE.match(plain, end) is not None
        )
        and (plain[end : end + 1] in STOPS or _free_on_the_right(plain, runs.runs[window.first].start, end))
        and not _longer_on_the_left(runs, window)
        and not (end == runs.runs[window.last].end and _longer_on_the_right(runs, window))
    )


def _free_on_the_left(plain: str, start: int) -> bool:
    """Letters glued to a number may be a name or a cue, but not the front of a serial number."""
    if start and plain[start - 1] == "第":
        return False
    if start == 0 or not _joins(plain[start - 1]):
        if plain[start - 1 : start] not in _ENDS_A_NUMBER_SIGN:
            return True
        numbered = _NUMBERED.search(plain, max(0, start - 5), start)
        return not numbered or bool(_PHONE_WORD.search(plain, max(0, start - 16), numbered.start()))
    match = _WORD_BEFORE.search(plain, max(0, start - 24), start)
    word = match[0].rstrip("-_") if match else ""
    if not word or word.isdigit() or word.replace("-", "").isdigit():
        return plain[start - 1] != "_" or (not word and _CHINESE.match(plain, start - 2) is not None)
    if _NUMBER_WORD.search(word) or (plain[start - 1] == "_" and not _PHONE_WORD.search(word)):
        return False
    return bool(
        _PHONE_WORD.search(word)
        or _NAME.fullmatch(word)
        or _JOINED.search(word)
        or (plain[start - 1] not in "-_" and ends_in_a_vehicle(plain, start))
    )


def _free_on_the_right(plain: str, start: int, end: int) -> bool:
    if SAID_OTHERWISE.match(plain, end):
        return False
    if _may_be_followed_so(plain, end):
        return True
    return _ONE_LETTER.match(plain, end) is not None and says_phone(plain, start) == "said"


def _may_be_followed_so(plain: str, end: int) -> bool:
    match = _WORD_AFTER.match(plain, end)
    if match is None:
        return plain[end : end + 1] != "_" or _MAY_FOLLOW.match(plain, end + 1) is not None
    word = match[0].lstrip("-_")
    if word == match[0] and word.replace("-", "").isalpha() and _CHINESE.match(plain, match.end()):
        return True  # the next thing begins: 13800138000B座, 13800138000T-BOX不上线
    return bool(_WORD_AT_THE_END.match(word) or (len(word) > 1 and _NAME.fullmatch(word)))


def _joins(character: str) -> bool:
    return character in "-_" or (character.isascii() and character.isalpha())


def _longer_on_the_left(runs: Runs, window: Window) -> bool:
    """Whether the digits before belong to the same thing: 20261109-13800138000."""
    if window.first == 0 or (gap := runs.gaps[window.first - 1]) is None:
        return False
    before = runs.runs[window.first - 1]
    inner = runs.inner_gaps(window)
    if gap == "." and window.first > 1 and runs.gaps[window.first - 2] == ".":  # V1.3.8.0571-…
        return True
    if inner:
        all_single = max(runs.lengths(window)) == 1
        return gap in inner and (gap in "-._" or (all_single and len(before.digits) == 1))
    if gap == ".":
        return not _LIST_MARK.search(runs.plain, max(0, before.start - 1), before.end)
    return gap == "_" or (gap == "-" and 4 < len(before.digits) < 10 and before.digits not in _DIALLED_FIRST)


def _longer_on_the_right(runs: Runs, window: Window) -> bool:
    """Whether a digit too many follows. A number that counts something (3号楼) does not."""
    gap = runs.gaps[window.last]
    if gap is None:
        return False
    after = runs.runs[window.last + 1]
    inner = runs.inner_gaps(window)
    if not inner:
        return gap == "_" or (gap == "-" and 5 < len(after.digits) < 10)
    counted = _COUNTED.match(runs.plain, after.end)
    return gap in inner and (gap in "-._" or len(after.digits) <= 2) and len(after.digits) < 10 and not counted


_ASKED_FOR = Lazy(r"电话|手机号?|号码|联系方式|座机")  # in the turn before
_CALLS = (
    r"(?<![0-9A-Za-z])座(?=[: ]{0,2}$)|直线(?=[: (是为]{0,3}$)"
    r"|拨(?!款)|可试|试[试下打]|呼(?![吸叫])|打(?![印开扫卡包车水火磨孔桩胶不])"
)


@cache
def _before_a_local_number() -> re.Pattern[str]:
    words = any_of(phone_words("words"))
    places = any_of([*phone_words("desks"), *phone_words("titles")])
    said = rf"(?P<said>{words}|{_CALLS})(?:[:= (]|{HAN}){{0,7}}(?:,(?:不是|应该是|是)?)?(?:[A-Z][a-z]{{1,9}} )?"
    nickname = rf"(?<!{HAN})[小老阿]{HAN}|(?<=[室房号楼安员长人班台队务部工店])[小老阿]{HAN}"
    return re.compile(rf"(?:{said}|(?P<likely>{places}|{nickname})[: (,]{{0,2}})$")


def says_phone(plain: str, start: int) -> str | None:
    """Why a short number is one: "said" (电话, 拨打), "likely" (a desk or a person), or None."""
    match = _before_a_local_number().search(plain, max(0, start - 14), start)
    if (
        match is None
        and plain[:start].rstrip(" ")[-1:] in ("\n", ":")
        and _ASKED_FOR.search(plain, max(0, start - 40), start)
    ):
        return "likely"
    if match is None or _INTERNAL.search(plain, max(0, start - 10), start):
        return None
    return match.lastgroup
