"""What labelled messages teach about reports, urgency and trades: how much each character, each pair and triple of
them, and each word of the dictionary speaks for it.

The rules know what they were told; these weights know how people write. Each is right where the other is not, so both
are heard (`nlp/settled.py`). `tools/teach.py` makes `taught.json` from the messages in `benchmarks/messages` and from
the cases of the tests.

A gram counts the more, the rarer it is (its inverse document frequency), and all of a text together count as much as
those of any other, unless it is very short: behind a long address the same words weigh what they weigh alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt
from operator import add
from pathlib import Path
from struct import Struct as Packed

from msgspec import Struct
from msgspec.json import decode

from nlp.segment import Outline

WORD = "\b"
"""Stands in front of a word that the dictionary knows, so that it is not taken for the same characters anywhere."""
UNIT, RARE = 100, 10
"""In the file weights are whole hundredths, rarities whole tenths."""
LEAST = 1_000 * RARE * RARE
"""The squares of the rarities in ten characters or so: what is shorter is no surer for that."""
_QUESTIONS = ("report", "urgent", "job")
"""They stand in the file, counted from one, before one for each category: is somebody to be sent for, is it urgent; and
of what is no report, whether it is about a job that exists.
"""


class Weighing(Struct, frozen=True):
    """How what the words say and the certainty of the rules come together to log-odds."""

    bias: float
    words: float
    rules: float

    def odds(self, words: float, rules: float) -> float:
        return self.bias + self.words * words + self.rules * rules


class _File(Struct, frozen=True):
    biases: dict[str, int]
    grams: dict[str, tuple[int, ...]]
    """The rarity, and then by turns the place of a question and what the gram weighs for it."""
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


class Taught(Struct, frozen=True):
    """What the file holds, as it is asked. What a gram weighs for all questions stands in one number, in lanes of 32
    bits, so that one addition counts for all; the first lane holds the square of its rarity. Every sum begins with half
    a lane: none is below zero then. That half is the bit of the sign, so what turns it around leaves the sums.
    """

    categories: tuple[str, ...]
    biases: tuple[float, ...]
    halves: int
    grams: Mapping[str, int]
    lanes: Packed
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


class Said(Struct, frozen=True):
    """What the words of a text speak for: above nought for it, below against it, mostly between -2 and 2; `trades` in
    the order of `Taught.categories`.
    """

    report: float
    urgent: float
    job: float
    trades: Sequence[float]


_WIDTH = 32  # bits of a lane
_HALF = 1 << _WIDTH - 1


@cache
def taught() -> Taught:
    file = decode((Path(__file__).parent / "taught.json").read_bytes(), type=_File)
    lanes = range(len(file.biases) + 1)
    return Taught(
        tuple(file.biases)[len(_QUESTIONS) :],
        tuple(bias / UNIT for bias in file.biases.values()),
        sum(_HALF << lane * _WIDTH for lane in lanes),
        {gram: _in_lanes(told) for gram, told in file.grams.items()},
        Packed(f"<{len(lanes)}i"),
        file.report_weighing,
        file.urgent_weighing,
        file.trade_weighing,
    )


def _in_lanes(told: Sequence[int]) -> int:
    """All that the file says of a gram in one number."""
    number = told[0] * told[0]
    for at in range(1, len(told), 2):
        number += told[at + 1] << told[at] * _WIDTH
    return number


def grams(outline: Outline) -> set[str]:
    """The characters of a text, pairs and triples of them, and the words that the dictionary knows.

    Each number and time is one character there (`Outline.claimed`): which one it is says nothing.
    """
    characters = list(outline.claimed.lower())
    pairs = list(map(add, characters, characters[1:]))
    return {*characters, *pairs, *map(add, pairs, characters[2:]), *[WORD + word for _, word in outline.words]}


def said_by(outline: Outline) -> Said:
    known = taught()
    total = sum(filter(None, map(known.grams.get, grams(outline))), known.halves)
    squares, *sums = known.lanes.unpack((total ^ known.halves).to_bytes(known.lanes.size, "little"))
    share = RARE / UNIT / sqrt(max(squares, LEAST))
    report, urgent, job, *trades = [bias + share * each for bias, each in zip(known.biases, sums, strict=True)]
    return Said(report, urgent, job, trades)
