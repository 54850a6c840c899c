"""What labelled messages teach about reports, urgency and trades: how much each character and each pair of them speaks
for it.

The rules know what they were told; these weights know how people write. Each is right where the other is not, so both
are heard (`nlp/settled.py`). `tools/teach.py` makes `taught.json` from the messages in `benchmarks/messages` and from
the cases of the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import repeat
from operator import add
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode

from nlp.segment import Outline

WORD = "\b"
"""Stands in front of a word that the dictionary knows, so that it is not taken for the same characters anywhere."""
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


class _Trades(Struct, frozen=True):
    """`grams`: for each category of which a gram says something, its place among `categories` and the weight."""

    categories: tuple[str, ...]
    bias: tuple[int, ...]
    grams: dict[str, tuple[tuple[int, int], ...]]


class _File(Struct, frozen=True):
    """`report`: somebody is to be sent for; `job`: of what is none, whether it is about a job that exists."""

    report: Weights
    job: Weights
    urgent: Weights
    trades: _Trades
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


_LANE, _HALF = 1 << 24, 1 << 23


class Questions(Struct, frozen=True):
    """Several questions at once. What a gram weighs for each of them stands in one number, in lanes of 24 bits, so that
    one addition counts for all; `bias` is written so, too, and raised by half a lane: no sum is below zero.
    """

    asked: int
    bias: int
    grams: dict[str, int]

    def odds(self, found: AbstractSet[str]) -> list[float]:
        total = sum(filter(None, map(self.grams.get, found)), self.bias)
        return [((total >> lane) % _LANE - _HALF) / UNIT for lane in range(0, 24 * self.asked, 24)]


def _questions(bias: Sequence[int], weights: Iterable[tuple[str, int, int]]) -> Questions:
    """`weights`: a gram, the place of a question among the others, and how much it weighs for that."""
    places = [_LANE**place for place in range(len(bias))]
    grams: dict[str, int] = {}
    for gram, place, weight in weights:
        grams[gram] = grams.get(gram, 0) + weight * places[place]
    return Questions(len(bias), sum([(each + _HALF) * place for each, place in zip(bias, places, strict=True)]), grams)


class Trades(Struct, frozen=True):
    categories: tuple[str, ...]
    questions: Questions


class Taught(Struct, frozen=True):
    """What the file holds, as it is asked."""

    judgements: Questions
    job: Weights
    trades: Trades
    report_weighing: Weighing
    urgent_weighing: Weighing
    trade_weighing: Weighing


@cache
def taught() -> Taught:
    file = decode((Path(__file__).parent / "taught.json").read_bytes(), type=_File)
    asked = (file.report, file.urgent)
    judged = ((gram, place, weight) for place, each in enumerate(asked) for gram, weight in each.grams.items())
    sorted_out = ((gram, place, weight) for gram, weighed in file.trades.grams.items() for place, weight in weighed)
    return Taught(
        _questions([each.bias for each in asked], judged),
        file.job,
        Trades(file.trades.categories, _questions(file.trades.bias, sorted_out)),
        file.report_weighing,
        file.urgent_weighing,
        file.trade_weighing,
    )


class Grams(Struct, frozen=True):
    """What is `found` in a text, and what it speaks for, as log-odds."""

    found: set[str]
    report: float
    urgent: float


def grams(outline: Outline) -> Grams:
    """The characters of a text, pairs and triples of them, and the words that the dictionary knows.

    Each number and time is one character there (`Outline.claimed`): which one it is says nothing.
    """
    text = outline.claimed.lower()
    second, third = text[1:], text[2:]
    pairs = list(map(add, text, second))
    found = {*text, *pairs, *map(add, pairs, third), *[WORD + word for _, word in outline.words]}
    return Grams(found, *taught().judgements.odds(found))
