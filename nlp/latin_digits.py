"""Digits in English words or in Pinyin: one three nine zero …, yao san jiu ling ….

As with other spoken digits, only whole telephone numbers are rewritten.
"""

from __future__ import annotations

import re

from nlp.numbering import national
from nlp.patterns import Lazy

_ENGLISH = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
_PINYIN = {
    "ling": "0", "dong": "0", "yi": "1", "yao": "1", "er": "2", "liang": "2", "san": "3", "si": "4", "wu": "5",
    "liu": "6", "qi": "7", "guai": "7", "ba": "8", "jiu": "9", "gou": "9",
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3}
# Whatever number it is, one of its digits ends so.
_MAY_SPELL = re.compile("[eEoig](?:(?<=ne)|(?<=NE)|(?<=ao)|(?<=yi)|(?<=ing)|(?<=ero))")
_UNIT = rf"(?:(?:{'|'.join(_TIMES)}) )?(?:{'|'.join((*_ENGLISH, *_PINYIN))})"
_RUN = Lazy(rf"(?<![A-Za-z]){_UNIT}(?:[ ,.-]{{1,2}}{_UNIT}){{6,14}}(?![A-Za-z])", re.IGNORECASE)
_WORD = re.compile("[A-Za-z]+")


def latin_digits(plain: str) -> list[tuple[int, int, str]]:
    """Which spans are to be replaced, and by which digits."""
    if not _MAY_SPELL.search(plain):
        return []
    found = ((run.start(), run.end(), _digits(run[0])) for run in _RUN.finditer(plain))
    return [(start, end, digits) for start, end, digits in found if national(digits)]


def _digits(words: str) -> str:
    digits, times = "", 1
    for word in _WORD.findall(words.lower()):
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits += (_ENGLISH.get(word) or _PINYIN[word]) * times
            times = 1
    return digits
