"""Which pieces of a text tell the fault, as labelled messages taught it.

What stands around a fault is told in any words: what was tried, who is affected, what others say, what it led to. No
list ends, and whether it belongs to the fault depends on what else is told. So characters, kinds of words, pairs of
both and the place among the pieces are summed up as log-odds. `tools/teach_faults.py` makes `fault_choice.json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain, repeat
from operator import add
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode

from nlp.segment import Outline

Span = tuple[int, int]

_LONGEST_WORD = 12


class Weights(Struct, frozen=True):
    """Log-odds in hundredths. `ahead` and `behind`: by how many pieces stand in front of it and behind it."""

    bias: int
    ahead: tuple[int, ...]
    behind: tuple[int, ...]
    signs: dict[str, int]

    def odds(self, signs: str, ahead: int, behind: int) -> int:
        place = self.ahead[ahead if ahead < len(self.ahead) else -1]
        place += self.behind[behind if behind < len(self.behind) else -1]
        return sum(map(self.signs.get, chain(signs, map(add, signs, signs[1:])), repeat(0)), self.bias + place)


@cache
def taught() -> Weights:
    return decode((Path(__file__).parent / "fault_choice.json").read_bytes(), type=Weights)


def all_odds(outline: Outline, pieces: Sequence[Span], known: Weights | None = None) -> list[int]:
    odds, last = (known or taught()).odds, len(pieces) - 1
    return [odds(signs(outline, start, end), at, last - at) for at, (start, end) in enumerate(pieces)]


def signs(outline: Outline, start: int, end: int) -> str:
    """The words of a piece, and the kinds of its words with those beside it."""
    shape = outline.shape
    before = shape[max(0, start - _LONGEST_WORD) : start].rstrip("~")[-1:]
    words = outline.plain[start:end].lower()
    if shape[start] == "d" and not shape[start:end].strip("d"):
        return f"<{words}>{before}d{shape[end : end + 1]}"
    return f"^{words}${before}^{shape[start:end].replace('~', '')}${shape[end : end + 1]}"
