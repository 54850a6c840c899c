"""What a text's characters and pairs of characters speak for, as labelled messages taught it: `tools/learn_pairs.py`.

Where the rules are sure these weights do not matter; where they know no word of what is told, these often do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from struct import Struct as Packed
from typing import TypeAlias

FILE = Path(__file__).parent / "lexicon" / "pairs.txt"
# Of each word the file has a character for each weight, from ! for the least; P is nothing, and 20 make a logit.
SCALE = 20
ZERO = 80
LEAST, GREATEST = 33 - ZERO, 126 - ZERO
# Several weights of a word are one number, so that one addition adds all of them up.
_BYTES = 4
_MIDDLE = 1 << 31


Told: TypeAlias = Sequence[tuple[int, int]]
"""What each character and pair of characters of a text speaks for, each once: the judgements and the trades."""


class Pairs:
    """The file's first line names the weights, each with what speaks for it without any word: the first for a report,
    the second for urgency, the others for trades.
    """

    def __init__(self, text: str) -> None:
        head, words = text.split("\n", 1)
        names, starts = zip(*(pair.split("=") for pair in head.split()), strict=True)
        parts = words.split()
        lanes = "".join(parts[1::2]).encode("ascii")
        beginnings = range(0, len(lanes), len(names))
        self._judgements, self._trades = _Sums(starts[:2]), _Sums(starts[2:])
        judgements = self._judgements.numbers([lanes[at : at + 2] for at in beginnings])
        trades = self._trades.numbers([lanes[at + 2 : at + len(names)] for at in beginnings])
        taught = dict(zip(parts[::2], zip(judgements, trades, strict=True), strict=True))
        self._singles = {word: numbers for word, numbers in taught.items() if len(word) == 1}
        self._pairs = {(word[0], word[1]): numbers for word, numbers in taught.items() if len(word) > 1}
        self._names = names[2:]

    @classmethod
    @cache
    def packaged(cls) -> Pairs:
        return cls(FILE.read_text(encoding="utf-8"))

    def told(self, plain: str) -> Told:
        singles, pairs = self._singles, self._pairs
        return [
            *map(singles.__getitem__, {*filter(singles.__contains__, plain)}),
            *map(pairs.__getitem__, {*filter(pairs.__contains__, pairwise(plain))}),
        ]

    def judge(self, told: Told) -> tuple[float, float]:
        """What speaks for a report, and what for urgency, in logits."""
        report, urgent = self._judgements.of(map(_JUDGEMENT, told))
        return report, urgent

    def trades(self, told: Told) -> dict[str, float]:
        return dict(zip(self._names, self._trades.of(map(_TRADES, told)), strict=True))


_JUDGEMENT, _TRADES = itemgetter(0), itemgetter(1)


class _Sums:
    def __init__(self, starts: Sequence[str]) -> None:
        self._lanes = len(starts)
        self._packed = Packed(f"<{self._lanes}I")
        self._start = int.from_bytes(self._packed.pack(*(_MIDDLE + int(start) for start in starts)), "little")

    def numbers(self, weights: Sequence[bytes]) -> list[int]:
        """The weights of each word as one number."""
        size = self._packed.size
        spread = bytearray(size * len(weights))
        spread[::_BYTES] = b"".join(weights)
        nothing = int.from_bytes(bytes([ZERO, 0, 0, 0]) * self._lanes, "little")
        return [int.from_bytes(spread[at : at + size], "little") - nothing for at in range(0, len(spread), size)]

    def of(self, numbers: Iterable[int]) -> list[float]:
        total = sum(numbers) + self._start  # in this order: small sums are quicker
        return [(each - _MIDDLE) / SCALE for each in self._packed.unpack(total.to_bytes(self._packed.size, "little"))]
