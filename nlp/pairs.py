"""What a text's characters and pairs of characters speak for, as labelled messages taught it: `tools/learn_pairs.py`.

Where the rules are sure these weights do not matter; where they know no word of what is told, these often do.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise, repeat
from pathlib import Path
from struct import Struct as Packed

FILE = Path(__file__).parent / "lexicon" / "pairs.txt"
# Of each word the file has a character for each weight, from ! for the least; P is nothing, and 20 make a logit.
SCALE = 20
ZERO = 80
LEAST, GREATEST = 33 - ZERO, 126 - ZERO
# Several weights of a word are one number, so that one addition adds all of them up.
_BYTES = 4
_MIDDLE = 1 << 31


class Pairs:
    """The file's first line names the weights, each with what speaks for it without any word: the first for a report,
    the second for urgency, the others for trades.
    """

    def __init__(self, text: str) -> None:
        head, words = text.split("\n", 1)
        names, starts = zip(*(pair.split("=") for pair in head.split()), strict=True)
        parts = words.split()
        lanes = "".join(parts[1::2]).encode("ascii")
        self._judgements = _Sums(
            starts[:2], parts[::2], [lanes[at : at + 2] for at in range(0, len(lanes), len(names))]
        )
        self._trades = _Sums(
            starts[2:], parts[::2], [lanes[at + 2 : at + len(names)] for at in range(0, len(lanes), len(names))]
        )
        self._names = names[2:]

    @classmethod
    @cache
    def packaged(cls) -> Pairs:
        return cls(FILE.read_text(encoding="utf-8"))

    def judge(self, plain: str) -> tuple[float, float]:
        """What speaks for a report, and what for urgency, in logits."""
        report, urgent = self._judgements.of(plain)
        return report, urgent

    def trades(self, plain: str) -> dict[str, float]:
        return dict(zip(self._names, self._trades.of(plain), strict=True))


class _Sums:
    def __init__(self, starts: tuple[str, ...], words: list[str], weights: list[bytes]) -> None:
        self._packed = Packed(f"<{len(starts)}I")
        self._start = int.from_bytes(self._packed.pack(*(_MIDDLE + int(start) for start in starts)), "little")
        size = self._packed.size
        spread = bytearray(size * len(words))
        spread[::_BYTES] = b"".join(weights)
        nothing = int.from_bytes(bytes([ZERO, 0, 0, 0]) * len(starts), "little")
        numbers = [int.from_bytes(spread[at : at + size], "little") - nothing for at in range(0, len(spread), size)]
        self._singles = {word: number for word, number in zip(words, numbers, strict=True) if number and len(word) == 1}
        self._pairs = {
            (word[0], word[1]): number for word, number in zip(words, numbers, strict=True) if number and len(word) > 1
        }

    def of(self, plain: str) -> list[float]:
        total = sum(map(self._singles.get, {*plain}, repeat(0)), self._start)
        total = sum(map(self._pairs.get, {*pairwise(plain)}, repeat(0)), total)
        return [(each - _MIDDLE) / SCALE for each in self._packed.unpack(total.to_bytes(self._packed.size, "little"))]
