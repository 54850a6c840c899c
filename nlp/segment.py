"""Cuts a text into the words of our own dictionary, and says what each of them is.

jieba finds the likeliest cut. Its own dictionary (349,000 general words, 0.8 s, 130 MB) knows no fan-coil
unit and no site name; ours knows the trade, starts in milliseconds, and what it does not know stays as
single characters, which is just what names look like.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from nlp.spans import Claims, Taken

if TYPE_CHECKING:
    import jieba

# What stands in the cut text for a claimed character; its shape is the second letter.
_FILLERS = {
    **dict.fromkeys((Taken.PHONE, Taken.PHONE_MASKED, Taken.EXTENSION), "\ue001"),
    **dict.fromkeys((Taken.SERIAL, Taken.VIN, Taken.PLATE), "\ue002"),
    **dict.fromkeys((Taken.TIME, Taken.APPOINTMENT, Taken.DATE), "\ue003"),
    **dict.fromkeys((Taken.SPEAKER, Taken.STAMP), "\ue004"),
}
_OTHER_FILLER = "\ue005"

_SINGLE = {
    **dict.fromkeys("0123456789", "0"),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "a"),
    **dict.fromkeys(',。;!?…\n()[]{}<>《》【】「」『』"“”|', ","),
    **dict.fromkeys(" \t", " "),
    **dict.fromkeys("-_~—/.、'·&+#*%℃°:‘’=@^$\\`", "-"),
    "\ue001": "p",
    "\ue002": "s",
    "\ue003": "t",
    "\ue004": "@",
    "\ue005": "!",
}
_UNKNOWN = "."


@dataclass(slots=True)
class Outline:
    """A text beside its shape; both have the same length. `words` are the known words with their places.

    What a rule has explained is covered with its own letter, so that no later rule explains it again.
    """

    plain: str
    shape: str
    words: tuple[tuple[int, str], ...]

    def cover(self, start: int, end: int, letter: str) -> None:
        self.shape = self.shape[:start] + letter * (end - start) + self.shape[end:]


class Segmenter:
    def __init__(self, shapes: Mapping[str, str]) -> None:
        self._shapes = {**_SINGLE, **shapes}
        self._tokenizer = _tokenizer(shapes)

    def outline(self, plain: str, claims: Claims) -> Outline:
        text = _blanked(plain, claims)
        shapes = self._shapes
        known: list[tuple[int, str]] = []
        outline: list[str] = []
        at = 0
        for end in _cut(self._tokenizer, text):
            word = text[at:end]
            shape = shapes.get(word)
            if shape is None:
                outline.append(_UNKNOWN)
            elif end - at > 1 and word[-1] < "\x7f" and _cuts_latin(text, at, end):
                outline.extend(_SINGLE.get(character, _UNKNOWN) for character in word)
            else:
                outline.append(shape)
                if shape > "@":
                    known.append((at, word))
            at = end
        return Outline(plain, "".join(outline), tuple(known))


def _cuts_latin(text: str, start: int, end: int) -> bool:
    """`in` is a word, but not in `printer`; `B1` is a floor, but not in `B12`."""
    return _glued(text[start - 1 : start], text[start]) or _glued(text[end - 1], text[end : end + 1])


def _glued(left: str, right: str) -> bool:
    both = left + right
    return len(both) == 2 and both.isascii() and (both.isalpha() or both.isdigit())


def _blanked(plain: str, claims: Claims) -> str:
    characters = list(plain)
    for kind, start, end in claims.of(*Taken):
        characters[start:end] = _FILLERS.get(kind, _OTHER_FILLER) * (end - start)
    return "".join(characters)


def _cut(tokenizer: jieba.Tokenizer, text: str) -> Iterator[int]:
    """Where each word ends: the cut into the fewest words, and among those the one that begins with the longest.

    That is jieba's likeliest cut when all words are equally frequent. jieba's own `calc` takes logarithms
    of what never changes and forbids a word's first character to stand alone; it is five times as slow.
    """
    ends = tokenizer.get_DAG(text)
    length = len(text)
    costs = [0] * (length + 1)
    after = [0] * length
    for start in range(length - 1, -1, -1):
        end, cost = start + 1, costs[start + 1]
        for last in ends[start]:
            if costs[last + 1] <= cost:
                end, cost = last + 1, costs[last + 1]
        costs[start] = cost + 1
        after[start] = end
    at = 0
    while at < length:
        at = after[at]
        yield at


def _tokenizer(words: Iterable[str]) -> jieba.Tokenizer:
    """Built without a dictionary file, and so without jieba's cache of it in a shared temporary folder."""
    tokenizer = _import_jieba().Tokenizer()
    tokenizer.FREQ = frequencies = dict.fromkeys(words, 1)
    tokenizer.total = len(frequencies)
    for word in tuple(frequencies):
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    tokenizer.initialized = True
    return tokenizer


def _import_jieba() -> ModuleType:
    """jieba wants pkg_resources only to open its own dictionary, which is never used here.

    Where setuptools brings one along, that costs 0.2 s and a deprecation warning.
    """
    held = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # "no such module", in the words of the import system
    try:
        import jieba
    finally:
        del sys.modules["pkg_resources"]
        if held is not None:
            sys.modules["pkg_resources"] = held
    return jieba
