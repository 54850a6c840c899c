"""Cuts a text into the words of our own dictionary, and says what each of them is.

The dictionary is jieba's, filled with our words. Its own (349,000 general words, 0.8 s, 130 MB) knows no fan-coil
unit and no site name; ours knows the trade, starts in milliseconds, and what it does not know stays as single
characters, which is just what names look like.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from operator import add
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
        self._shape_of = tokenizer_over(shapes).FREQ.get
        singles = {word: shape for word, shape in shapes.items() if len(word) == 1}
        self._single = {**_SINGLE, **singles, **dict.fromkeys(_CLAIMED, "")}.get

    def outline(self, plain: str, claims: Claims) -> Outline:
        text, widths = _shortened(plain, claims)
        known: list[tuple[int, str]] = []
        shapes = list(map(self._single, text, repeat(_UNKNOWN)))
        ends = self.cut(text)
        end = wider = 0  # where the last word ends; by how much claimed spans are wider than what stands for them
        for at, shape in enumerate(shapes):
            if at < end:
                continue
            if at in ends:
                end = ends[at]
                word = text[at:end]
                if word[-1] < "\x7f" and _cuts_latin(text, at, end):
                    shapes[at:end] = [_SINGLE.get(character, _UNKNOWN) for character in word]
                else:
                    shapes[at:end] = self._shape_of(word)
                    known.append((at + wider, word))
            elif not shape:
                width = widths.pop()
                shapes[at] = _CLAIMED[text[at]] * width
                wider += width - 1
            elif shape >= "A":
                if text[at] == "F" and text[at + 1 : at + 2].isalnum() and text[at + 1].isascii():
                    shapes[at] = "a"  # of P0A1F00; behind a number it is a floor
                else:
                    known.append((at + wider, text[at]))
        return Outline(plain, "".join(shapes), known, text)

    def cut(self, text: str) -> dict[int, int]:
        """Where each word of several characters ends, by where it begins: of the cut into the fewest words, and among
        those the one that begins with the longest.

        That is jieba's likeliest cut when all words are equally frequent. jieba asks of every character what begins
        with it and takes logarithms of what never changes; most pairs of characters begin nothing, and are asked first.
        """
        length, shape_of = len(text), self._shape_of
        pairs = list(map(shape_of, map(add, text, text[1:])))
        ends: dict[int, int] = {}
        saved = [0] * (length + 1)  # how many words fewer than characters there are from here to the end
        most = 0
        for start in range(length - 2, -1, -1):
            shape = pairs[start]
            end = start + 2
            while shape is not None:
                if shape and saved[end] + end - start > most:
                    most, ends[start] = saved[end] + end - start - 1, end
                end += 1
                shape = shape_of(text[start:end]) if end <= length else None
            saved[start] = most
        return ends


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


def tokenizer_over(shapes: Mapping[str, str]) -> jieba.Tokenizer:
    """Built without a dictionary file, and so without jieba's cache of it in a shared temporary folder.

    Of the frequency of a word is asked only whether it has one: its shape stands in that place, and nothing in that of
    what only begins words.
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
