"""What labelled messages teach about reports, urgency and trades: how much each character and each pair of them speaks
for it.

The rules know what they were told; these weights know how people write. Each is right where the other is not, so both
are heard (`nlp/settled.py`). `tools/teach.py` makes `taught.json` from the messages in `benchmarks/messages` and from
the cases of the tests.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain, repeat
from operator import add
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode

UNIT = 100
"""The weights in the file are whole hundredths of a log-odds."""


class Weighing(Struct, frozen=True):
    """How the words' log-odds and the certainty of the rules come together."""

    bias: float
    words: float
    rules: float

    def odds(self, words: float, rules: float) -> float:
        return self.bias + self.words * words + self.rules * rules


class Weights(Struct, frozen=True):
    """For one question with two answers: log-odds are the sum of what each gram weighs."""

    bias: int
    grams: dict[str, int]

    def odds(self, found: AbstractSet[str]) -> float:
        return sum(map(self.grams.get, found, repeat(0)), self.bias) / UNIT


class Trades(Struct, frozen=True):
    """`grams`: for each category of which a gram says something, its place among `categories` and the weight."""

    categories: tuple[str, ...]
    bias: tuple[int, ...]
    grams: dict[str, tuple[tuple[int, int], ...]]

    def odds(self, found: AbstractSet[str]) -> list[float]:
        sums = list(self.bias)
        for index, weight in chain.from_iterable(map(self.grams.get, found, repeat(()))):
            sums[index] += weight
        return [each / UNIT for each in sums]


class _File(Struct, frozen=True):
    """`report`: somebody is to be sent for; `job`: of what is none, whether it is about a job that exists."""

    report: Weights
    job: Weights
    urgent: Weights
    trades: Trades
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


class Judgements(Struct, frozen=True):
    """What each gram weighs for a report and for urgency, in one number: every message is asked both."""

    report_bias: int
    urgent_bias: int
    grams: dict[str, int]

    def odds(self, found: AbstractSet[str]) -> tuple[float, float]:
        total = sum(map(self.grams.get, found, repeat(0)))
        urgent = (total + _HALF) % _LANE - _HALF
        return (self.report_bias + (total - urgent) // _LANE) / UNIT, (self.urgent_bias + urgent) / UNIT


_LANE, _HALF = 1 << 32, 1 << 31


class Taught(Struct, frozen=True):
    """What the file holds, as it is asked."""

    judgements: Judgements
    job: Weights
    trades: Trades
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


@cache
def taught() -> Taught:
    file = decode((Path(__file__).parent / "taught.json").read_bytes(), type=_File)
    numbers = {gram: weight * _LANE for gram, weight in file.report.grams.items()}
    for gram, weight in file.urgent.grams.items():
        numbers[gram] = numbers.get(gram, 0) + weight
    return Taught(
        Judgements(file.report.bias, file.urgent.bias, numbers),
        file.job,
        file.trades,
        file.report_weighing,
        file.urgent_weighing,
        file.trade_weighing,
    )


class Grams(Struct, frozen=True):
    """What is `found` in a text, and what it speaks for, as log-odds."""

    found: set[str]
    report: float
    urgent: float


def grams(plain: str) -> Grams:
    """The characters of a normalised text, and the pairs of them."""
    text = plain.lower()
    found = {*text, *map(add, text, text[1:])}
    return Grams(found, *taught().judgements.odds(found))
