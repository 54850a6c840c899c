"""Digits that are counted or said as one number in what is dictated: 139三个五零二…, 一百三十八、零五七一….

As with other spoken digits, only whole telephone numbers are rewritten: 三个五号电池 and 四百块 stay what they are.
"""

from __future__ import annotations

import re

from nlp.characters import SPOKEN_DIGITS
from nlp.numbering import national
from nlp.patterns import Lazy
from nlp.written_digits import PAUSE

_DIGIT = f"[0-9{''.join(SPOKEN_DIGITS)}]"
_TO_DIGITS = str.maketrans(SPOKEN_DIGITS | {"俩": "2", "双": "2"})
_COUNTED = rf"(?:[两二俩三四五六七八2-8]个|[双俩]){_DIGIT}"
_TENS = "[二三四五六七八九]?十[一二三四五六七八九]?"
_HUNDREDS = r"一百[三四五六七八九](?:十零?[一二三四五六七八九]?)?|[四八]百"
_MAY_COUNT = re.compile(
    rf"[双俩个百十](?:(?<=[双俩]){_DIGIT}|(?<=[两二俩三四五六七八2-8一十]个){_DIGIT}|(?<=[一四八]百)|(?<=十))"
)
_UNIT = Lazy(f"{_COUNTED}|{_HUNDREDS}|{_TENS}|{_DIGIT}")
_RUN = Lazy(
    rf"(?<![A-Za-z0-9])(?:{_COUNTED}|{_HUNDREDS}|{_TENS}|{_DIGIT})"
    rf"(?:(?:[ ,.、。…·/-]{{0,2}}|{PAUSE})(?:{_COUNTED}|{_HUNDREDS}|{_TENS}|{_DIGIT})){{2,30}}"
)
_NO_DIGIT = re.compile("[^0-9]")


def counted_digits(plain: str) -> list[tuple[int, int, str]]:
    """Which spans are to be replaced, and by which digits."""
    if not _MAY_COUNT.search(plain):
        return []
    return [
        (unit.start(), unit.end(), _written_out(unit))
        for run in _RUN.finditer(plain)
        if national(_NO_DIGIT.sub("", _UNIT.sub(_written_out, run[0])))
        for unit in _UNIT.finditer(plain, run.start(), run.end())
    ]


def _written_out(unit: re.Match[str]) -> str:
    said = unit[0]
    if len(said) == 1:
        return said.translate(_TO_DIGITS)
    if said[0] == "十" or said[1] == "十":
        tens, _, ones = said.partition("十")
        return f"{tens or '1'}{ones or '0'}".translate(_TO_DIGITS)
    if "百" not in said:
        return said[-1].translate(_TO_DIGITS) * int(said[0].translate(_TO_DIGITS))
    if said[0] != "一":
        return said[0].translate(_TO_DIGITS) + "00"
    tens, _, ones = said[2:].partition("十")
    return f"1{tens}{ones[-1:] or '0'}".translate(_TO_DIGITS)
