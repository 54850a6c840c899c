"""The trade of a report as confirmed tickets teach it: complement naive Bayes on pairs of characters.

It corrects the lexicon where that is unsure, and only for categories that it knows well and has been right about: each
ticket is guessed before it is learned from, and where guess and lexicon differ it is counted who was right.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from nlp.normalize import normalize

ENOUGH_EXAMPLES = 20
ENOUGH_WINS = 3
CERTAINTY = 0.75
"""Never sure: staff sees that it is a guess."""
LONGEST = 200
_SMOOTHING = 1.0
_VOCABULARY = 5_000


class Tally(Struct, frozen=True):
    """Of one category: how many tickets, how many pairs they held; how often its guess was right where the lexicon was
    wrong (`won`), and the other way round (`lost`).
    """

    examples: int = 0
    pairs: int = 0
    won: int = 0
    lost: int = 0

    @property
    def is_known(self) -> bool:
        return self.examples >= ENOUGH_EXAMPLES

    @property
    def is_proven(self) -> bool:
        return self.is_known and self.won >= ENOUGH_WINS and self.won > self.lost


Counts = Mapping[str, Mapping[str, int]]
"""How often each pair was seen, by category."""


def pairs_in(words: str) -> Counter[str]:
    plain = normalize(words[:LONGEST]).plain
    return Counter(pair for at in range(len(plain) - 1) if (pair := plain[at : at + 2]).isalnum())


def guess(pairs: Mapping[str, int], counts: Counts, tallies: Mapping[str, Tally]) -> str | None:
    """The category whose others fit the words worst; None before two categories have enough examples."""
    known = [category for category, tally in tallies.items() if tally.is_known]
    seen = {pair: times for pair, times in pairs.items() if pair in counts}
    if len(known) < 2 or not seen:
        return None
    total = sum(tally.pairs for tally in tallies.values())

    def misfit(category: str) -> float:
        others = total - tallies[category].pairs
        return sum(times * _rarity_elsewhere(counts[pair], category, others) for pair, times in seen.items())

    return max(sorted(known), key=misfit)


def better(pairs: Mapping[str, int], counts: Counts, tallies: Mapping[str, Tally], lexicon: str | None) -> str | None:
    """What to say instead of the lexicon's category; None: the lexicon's stands."""
    guessed = guess(pairs, counts, tallies)
    return guessed if guessed is not None and guessed != lexicon and tallies[guessed].is_proven else None


def won(guessed: str | None, lexicon: str | None, confirmed: str) -> bool | None:
    """Who was right about a confirmed ticket? None: they agreed, or both were wrong."""
    if guessed is None or guessed == lexicon or confirmed not in (guessed, lexicon):
        return None
    return guessed == confirmed


def _rarity_elsewhere(seen: Mapping[str, int], category: str, others: int) -> float:
    elsewhere = sum(seen.values()) - seen.get(category, 0)
    return -math.log((elsewhere + _SMOOTHING) / (others + _SMOOTHING * _VOCABULARY))
