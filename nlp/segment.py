"""Cuts a text into the words of our own dictionary, and says what each of them is.

jieba finds the words. Its own dictionary (349,000 general words, 0.8 s, 130 MB) knows no fan-coil unit and
no site name; ours knows the trade, starts in milliseconds, and what it does not know stays as single
characters, which is just what names look like.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nlp.spans import Claims, Taken

if TYPE_CHECKING:
    import jieba

# What stands in the cut text for a claimed span (normalised text holds no control characters), and its shape.
_FILLERS = {
    **dict.fromkeys((Taken.PHONE, Taken.PHONE_MASKED, Taken.EXTENSION), "\x01"),
    **dict.fromkeys((Taken.SERIAL, Taken.VIN, Taken.PLATE), "\x02"),
    **dict.fromkeys((Taken.TIME, Taken.APPOINTMENT, Taken.DATE), "\x03"),
    **dict.fromkeys((Taken.SPEAKER, Taken.STAMP), "\x04"),
}
_OTHER_FILLER = "\x05"
_CLAIMED = {"\x01": "p", "\x02": "s", "\x03": "t", "\x04": "@", "\x05": "!"}

_SINGLE = {
    **dict.fromkeys("0123456789", "0"),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "a"),
    **dict.fromkeys(',。;!?…\n()[]{}<>《》【】「」『』"|', ","),
    **dict.fromkeys("甲乙丙αβ", "a"),  # 丙单元, 甲-202; 丁 is a surname
    **dict.fromkeys(" \t", " "),
    **dict.fromkeys("-_~—/.、'·&+#*%℃°:‘’“”=@^$\\`", "-"),
}
_UNKNOWN = "."


@dataclass(slots=True)
class Outline:
    """A text beside its shape; both have the same length. `words` are the known words with their places.

    What a rule has explained is covered with its own letter, so that no later rule explains it again. `claimed` is the
    text with one control character for each telephone, serial number, time and so on (`_FILLERS`).
    """

    plain: str
    shape: str
    words: list[tuple[int, str]]
    claimed: str

    def cover(self, start: int, end: int, letter: str) -> None:
        self.shape = self.shape[:start] + letter * (end - start) + self.shape[end:]


class Segmenter:
    def __init__(self, shapes: Mapping[str, str]) -> None:
        self._tokenizer = _tokenizer(shapes)
        singles = {word: shape for word, shape in shapes.items() if len(word) == 1}
        self._single = {**_SINGLE, **singles, **dict.fromkeys(_CLAIMED, "")}.get

    def outline(self, plain: str, claims: Claims) -> Outline:
        text, widths = _shortened(plain, claims)
        known: list[tuple[int, str]] = []
        shapes: list[str] = []
        at = place = 0
        shape_of, ends, length = self._tokenizer.FREQ, _cut(self._tokenizer, text), len(text)
        letters = list(map(self._single, text, repeat(_UNKNOWN)))
        while at < length:
            end = ends[at]
            if end - at > 1:
                word = text[at:end]
                shape = shape_of[word]
                if word[-1] < "\x7f" and _cuts_latin(text, at, end):
                    shape = "".join([_SINGLE.get(character, _UNKNOWN) for character in word])
                else:
                    known.append((place, word))
            else:
                word, shape = text[at], letters[at]
                if not shape:
                    shape = _CLAIMED[word] * widths.pop()
                elif word == "F" and text[end : end + 1].isalnum() and text[end].isascii():
                    shape = "a"  # of P0A1F00; behind a number it is a floor
                elif shape >= "A":
                    known.append((place, word))
            shapes.append(shape)
            place += len(shape)
            at = end
        return Outline(plain, "".join(shapes), known, text)


def _shortened(plain: str, claims: Claims) -> tuple[str, list[int]]:
    """The text with one character for each claimed span, and how long the spans were, the last one first."""
    parts: list[str] = []
    widths: list[int] = []
    at = 0
    for kind, start, end in claims.in_order():
        first, last = max(at, start), min(end, len(plain))
        if first < last:
            parts += (plain[at:first], _FILLERS.get(kind, _OTHER_FILLER))
            widths.append(last - first)
            at = last
    parts.append(plain[at:])
    widths.reverse()
    return "".join(parts), widths


def _cuts_latin(text: str, start: int, end: int) -> bool:
    """`in` is a word, but not in `printer`; `B1` is a floor, but not in `B12`; AP is a device, but not in RG-AP720."""
    if _glued(text[start - 1 : start], text[start]) or _glued(text[end - 1], text[end : end + 1]):
        return True
    if text[start - 1 : start] == "-" and text[max(0, start - 2)].isascii() and text[max(0, start - 2)].isalnum():
        return True  # BMS-P3-77
    if end - start == 1 or not text[start:end].isalpha() or text[start] > "\x7f":
        return False
    before, behind = text[max(0, start - 2) : start], text[end : end + 3]
    return (
        before[-1:].isdigit() or (before[-1:] == "-" and before[:1].isalnum()) or (len(behind) > 2 and behind.isdigit())
    )


def _glued(left: str, right: str) -> bool:
    both = left + right
    return len(both) == 2 and both.isascii() and (both.isalpha() or both.isdigit())


def _cut(tokenizer: jieba.Tokenizer, text: str) -> list[int]:
    """Where a word ends that begins at each character: of the cut into the fewest words, and among those the one that
    begins with the longest.

    That is jieba's likeliest cut when all words are equally frequent. jieba's own `calc` takes logarithms
    of what never changes and forbids a word's first character to stand alone; it is five times as slow.
    """
    length = len(text)
    costs = [0] * (length + 1)
    ends = list(range(1, length + 1))
    cost = 0
    for start, lasts in reversed(tokenizer.get_DAG(text).items()):
        if lasts[-1] != start:
            for last in lasts:
                if costs[last + 1] <= cost:
                    ends[start] = last + 1
                    cost = costs[last + 1]
        cost += 1
        costs[start] = cost
    return ends


def _tokenizer(shapes: Mapping[str, str]) -> jieba.Tokenizer:
    """Built without a dictionary file, and so without jieba's cache of it in a shared temporary folder.

    `get_DAG` asks of the frequency of a word only whether it has one: its shape stands in that place, and nothing in
    that of what only begins words. It looks for single characters most, which stand together therefore.
    """
    tokenizer = _import_jieba().Tokenizer()
    tokenizer.FREQ = frequencies = dict.fromkeys([word[:1] for word in shapes], "")
    longer = list(shapes)
    for end in range(2, max(map(len, shapes))):
        longer = [word for word in longer if len(word) > end]
        frequencies.update(dict.fromkeys([word[:end] for word in longer], ""))
    frequencies.update(shapes)
    tokenizer.total = len(shapes)
    tokenizer.initialized = True
    return tokenizer


def _import_jieba() -> Any:
    """Import it without what it brings along and is never used here.

    pkg_resources opens its own dictionary: where setuptools brings one along, 0.2 s and a deprecation warning.
    `finalseg` guesses words that no dictionary has, from tables of 35,000 numbers: 7 MB.
    """
    left_out: dict[str, Any] = {"pkg_resources": None, "jieba.finalseg": ModuleType("jieba.finalseg")}  # None: no such
    held = {name: sys.modules.get(name) for name in left_out}
    sys.modules.update(left_out)
    try:
        import jieba
    finally:
        for name, module in held.items():
            del sys.modules[name]
            if module is not None:
                sys.modules[name] = module
    return jieba
