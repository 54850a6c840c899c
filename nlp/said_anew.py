"""Digits that whoever dictates takes back on the way: 135 8836 不对 8837 2094 is 135 8837 2094."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from nlp.characters import SPOKEN_DIGITS
from nlp.numbering import national
from nlp.patterns import Lazy
from nlp.written_digits import PAUSE

_DIGIT = f"[0-9{''.join(SPOKEN_DIGITS)}]"
_TO_DIGITS = str.maketrans(SPOKEN_DIGITS)
_DIGITS = rf"{_DIGIT}(?:(?:[ ,、。.…-]{{1,2}}|{PAUSE})?{_DIGIT})"
_HESITATES = r"[ ,。.…—-]{0,3}[哦噢啊呃额诶嗯哎]{0,2}[, ]?"
# Right behind a digit, or behind what may follow one there.
_SAYS_SO = re.compile(f"[不错误正](?<=[{_DIGIT[1:-1]} ,.。…—哦噢啊呃额诶嗯哎说念报打写口更纠-].)")
_MAY_SAY_ANEW = re.compile(rf"{_DIGIT}{_HESITATES}[说念报打写口更纠]?[不错误正]")
_ANEW = Lazy(
    rf"(?<![A-Za-z0-9])(?P<said>{_DIGITS}{{2,14}})(?P<back>{_HESITATES}"
    r"(?:[说念报打写]错了?|口误|更正|纠正|错了|不对|不(?=[, ])|不是(?=[, ]?是)){1,2}[啊哈吧]?[哦噢]?"
    r"[ ,。.…—-]{0,3}(?:[中后前]面|应该|重来)?[是:]?[ ,]?)"
    rf"(?P<instead>{_DIGITS}{{1,11}})(?!{_DIGIT}|[号楼栋幢单层弄院座房床室元块岁年月日点时分天台部位户次件个])"
)
_NO_DIGIT = re.compile("[^0-9]")
_TOTALS = (11, 12, 10)
_MOST_TAKEN_BACK = 8
_SHORTEST_END = 3


def digits_said_anew(plain: str) -> list[tuple[int, int, str]]:
    """Which spans are to be replaced, and by what."""
    return list(_taken_back(plain)) if _SAYS_SO.search(plain) and _MAY_SAY_ANEW.search(plain) else []


def _taken_back(plain: str) -> Iterator[tuple[int, int, str]]:
    for match in _ANEW.finditer(plain):
        said, instead = _bare(match["said"]), _bare(match["instead"])
        kept = _kept(said, instead)
        if kept:
            yield _after_digits(plain, match.start(), kept), match.start("instead"), " "


def _kept(said: str, instead: str) -> int:
    """How many of the digits said first stand; 0 when they make no number with what is said instead."""
    if national(instead) or (len(instead) < _SHORTEST_END and national(said)):
        return 0
    may_stand = [
        kept
        for kept in (total - len(instead) for total in _TOTALS)
        if 0 < kept < len(said) <= kept + _MOST_TAKEN_BACK and national(said[:kept] + instead)
    ]
    return max(may_stand, key=lambda kept: sum(map(eq, said[kept:], instead)), default=0)


def _bare(spoken: str) -> str:
    return _NO_DIGIT.sub("", spoken.translate(_TO_DIGITS))


def _after_digits(plain: str, start: int, count: int) -> int:
    """Where so many digits end."""
    at = start
    while count:
        count -= plain[at] in _ALL_DIGITS
        at += 1
    return at


_ALL_DIGITS = frozenset("0123456789").union(SPOKEN_DIGITS)
