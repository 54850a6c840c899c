"""What labelled messages teach about reports, urgency and trades: how much each character, each pair and triple of
them, and each word of the dictionary speaks for it.

The rules know what they were told; these weights know how people write. Each is right where the other is not, so both
are heard (`nlp/settled.py`). `tools/teach.py` makes `taught.json` from the messages in `benchmarks/messages` and from
the cases of the tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from operator import add
from pathlib import Path
from struct import Struct as Packed

from msgspec import Struct
from msgspec.json import decode

from nlp.segment import Outline

WORD = "\b"
"""Stands in front of a word that the dictionary knows, so that it is not taken for the same characters anywhere."""
UNIT = 100
"""The weights in the file are whole hundredths of a log-odds."""
_QUESTIONS = ("report", "urgent", "job")
"""They stand in the file before one for each category: is somebody to be sent for, is it urgent; and of what is no
report, whether it is about a job that exists.
"""


class Weighing(Struct, frozen=True):
    """How the words' log-odds and the certainty of the rules come together."""

    bias: float
    words: float
    rules: float

    def odds(self, words: int, rules: float) -> float:
        return self.bias + self.words * (words / UNIT) + self.rules * rules


class _Weights(Struct, frozen=True):
    bias: int
    grams: dict[str, int]


class _File(Struct, frozen=True):
    questions: dict[str, _Weights]
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


class Taught(Struct, frozen=True):
    """What the file holds, as it is asked. What a gram weighs for all questions stands in one number, in lanes of 32
    bits, so that one addition counts for all; `bias` is written so, too, and raised by half a lane: no sum is below
    zero. That half is the bit of the sign, so what turns it around (`halves`) leaves the sums themselves.
    """

    categories: tuple[str, ...]
    bias: int
    halves: int
    grams: Mapping[str, int]
    lanes: Packed
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


class Odds(Struct, frozen=True):
    """What the words of a text speak for, in hundredths of log-odds; `trades` in the order of `Taught.categories`."""

    report: int
    urgent: int
    job: int
    trades: Sequence[int]


_LANE, _HALF = 1 << 32, 1 << 31


@cache
def taught() -> Taught:
    file = decode((Path(__file__).parent / "taught.json").read_bytes(), type=_File)
    bias, halves, numbers = 0, 0, dict[str, int]()
    for place, weights in enumerate(file.questions.values()):
        lane = _LANE**place
        halves += _HALF * lane
        bias += weights.bias * lane
        for gram, weight in weights.grams.items():
            numbers[gram] = numbers.get(gram, 0) + weight * lane
    return Taught(
        tuple(file.questions)[len(_QUESTIONS) :],
        bias + halves,
        halves,
        numbers,
        Packed(f"<{len(file.questions)}i"),
        file.report_weighing,
        file.urgent_weighing,
        file.trade_weighing,
    )


def grams(outline: Outline) -> set[str]:
    """The characters of a text, pairs and triples of them, and the words that the dictionary knows.

    Each number and time is one character there (`Outline.claimed`): which one it is says nothing.
    """
    characters = list(outline.claimed.lower())
    pairs = list(map(add, characters, characters[1:]))
    return {*characters, *pairs, *map(add, pairs, characters[2:]), *[WORD + word for _, word in outline.words]}


def odds_of(outline: Outline) -> Odds:
    known = taught()
    total = sum(filter(None, map(known.grams.get, grams(outline))), known.bias)
    report, urgent, job, *trades = known.lanes.unpack((total ^ known.halves).to_bytes(known.lanes.size, "little"))
    return Odds(report, urgent, job, trades)
