"""Titles of one character only: 陈sir, 麦生 and 黎太 as in Guangdong and Hong Kong, 俞厂 beside a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.name_edges import after_desk, after_role, calls, ends, free_after, free_before
from nlp.names import Names
from nlp.patterns import Lazy, matches
from nlp.person import Person
from nlp.segment import Outline

_HAN = r"[^\W\d_a-zA-Z]"
_MISTER = Lazy(rf"[Ss生太](?<={_HAN}.)(?:(?<=[Ss])ir|(?<=S)IR|(?<=[生太])(?![^, \n0-9+:：话說说讲投反来报打📱☎]))")
_LADY = Lazy(rf"{_HAN}{{2}}太(?![太平阳湖原空])")  # 欧阳太
# 俞厂, 凌护: a title of one character only beside a number.
_BESIDE_NUMBER = Lazy(
    r"[厂站护园校院课所行支警](?:(?=[ ,:]{0,2}(?:电话|手机|[📱☎📞])?[ ,:]{0,2}"
    r"(?:0[0-9]{2}|1[3-9]|[2-8][0-9]{3}(?![0-9])))|(?<=[护校])$)"
)
_LETTERS = frozenset(".xXJPIhHOEbrvWlu")
_MORE_LETTERS = _LETTERS | frozenset("~a")
_LETTERS_OF_ANY = _LETTERS | frozenset("ZW")  # 舒厂
_DOORS = frozenset("0rb~Z")
_DESKS = frozenset("部处室科组台的")
_NO_MISTERS = re.compile("[卫花养民后师原常安华永平双厂]生")


def mister(names: Names, outline: Outline) -> Iterator[Person]:
    """陈sir, 练生: as in Hong Kong, beside a number or where a clause begins."""
    plain, shape = outline.plain, outline.shape
    if "ir" in plain or "生" in plain or "太" in plain:
        for match in matches(_MISTER, plain):
            start, end = match.start() - 1, match.end()
            free = free_before(outline, start) or plain[start - 1] in "找巷路街里部处室科组台"
            named = free and plain[start] in names.surnames and _MORE_LETTERS.issuperset(shape[start:end])
            named = named or _of_a_door(names, outline, start, end)
            if named and (match[0] not in "生太" or calls(outline, end) or _is_at_home(outline, start, end)):
                yield names.person(outline, start, end, "title", 2.0)
    if "太" in plain:
        for match in _LADY.finditer(plain):
            if match[0][:2] in names.compounds:
                yield names.person(outline, *match.span(), "title", 2.0)
    for match in matches(_BESIDE_NUMBER, plain, 1):
        start, end = match.start() - 1, match.end()
        free = free_before(outline, start) and plain[start] in names.surnames
        if free and _LETTERS_OF_ANY.issuperset(shape[start:end]) and "c" not in shape[start:end]:
            yield names.person(outline, start, end, "short title", 1.5)


def _of_a_door(names: Names, outline: Outline, start: int, end: int) -> bool:
    """3座702的麦生, B12档的欧太."""
    if outline.plain[start - 1 : start] != "的" or outline.shape[start - 2 : start - 1] not in _DOORS:
        return False
    return outline.plain[start] in names.surnames and _MORE_LETTERS.issuperset(outline.shape[start:end])


def _is_at_home(outline: Outline, start: int, end: int) -> bool:
    """管理处翁生, 住户锺生投诉: behind a role, a desk or a door, and nothing behind or what somebody does."""
    ended = ends(outline, end) or free_after(outline, end) or outline.plain[end] == "话"
    if not ended or _NO_MISTERS.match(outline.plain, start):
        return False
    return after_role(outline, start) or after_desk(outline, start) or outline.plain[start - 1 : start] in _DESKS
