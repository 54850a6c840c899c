"""How alike is what two people say is wrong: 快关上了又弹开 and 门合不拢, which no list brings together.

Characters, pairs of characters and meanings (`nlp.likeness.fault_kinds`) are directions; a phrase points where the sum
of them does, and phrases that tell of one trouble point the same way. `tools/teach_likeness.py` learns the directions
from groups of phrases, each of one trouble, and makes `troubles.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, pairwise
from math import hypot
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode

Direction = tuple[float, ...]

NOUGHT = 128
"""Each number in the file is a byte, raised by so much."""
ALONE = " "
"""Stands behind a character that counts alone."""
_NO_WORDS = re.compile(r"[^\u4e00-\u9fff]+")


class Directions(Struct, frozen=True):
    """`pairs`: by their first character the second ones. `rows` holds the directions, each of `length` bytes: of all
    pairs in this order, then of the meanings. A sum shorter than `least` points nowhere: 让我报修.
    """

    length: int
    least: int
    pairs: dict[str, str]
    meanings: tuple[str, ...]
    rows: bytes

    def begins(self) -> dict[str, int]:
        """In which row a first character's pairs begin, and in which the meanings do."""
        return dict(zip((*self.pairs, ""), accumulate(map(len, self.pairs.values()), initial=0), strict=True))


@cache
def taught() -> tuple[Directions, dict[str, int]]:
    known = decode((Path(__file__).parent / "troubles.json").read_bytes(), type=Directions)
    return known, known.begins()


def direction(words: str, meanings: Iterable[str]) -> Direction:
    """Of length 1; empty where too little is known of the words."""
    known, begins = taught()
    length, rows = known.length, known.rows
    found = [rows[at * length : (at + 1) * length] for at in _found(known, begins, words, meanings)]
    summed = [sum(column) - NOUGHT * len(found) for column in zip(*found, strict=True)]
    size = hypot(*summed)
    return tuple(each / size for each in summed) if size >= known.least else ()


def _found(known: Directions, begins: dict[str, int], words: str, meanings: Iterable[str]) -> Iterator[int]:
    pairs = known.pairs
    for pair in signs(words):
        at = pairs.get(pair[0], "").find(pair[1])
        if at >= 0:
            yield begins[pair[0]] + at
    yield from (begins[""] + known.meanings.index(each) for each in meanings if each in known.meanings)


def signs(words: str) -> list[str]:
    """Each Chinese character alone, and in pairs, with where the words begin and end."""
    plain = _NO_WORDS.sub(" ", words)
    pairs = map("".join, pairwise(f"^{plain}$"))
    return [*(each + ALONE for each in plain if each != " "), *(pair for pair in pairs if " " not in pair)]
