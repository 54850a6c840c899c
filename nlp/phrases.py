"""Finds the fixed phrases of many lists in one pass: of each list the leftmost, at each place the longest, and none
inside another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count, pairwise
from sys import intern
from typing import TypeAlias

Placed: TypeAlias = Sequence[tuple[int, str]]
"""Where each phrase starts, and the phrase, in the order of the text."""


_Pair: TypeAlias = tuple[str, str]
_PAIR = 2


class Phrases:
    """Phrases of two characters and more, looked up by their first two, and the longer ones by their first three."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        pairs: defaultdict[_Pair, list[tuple[str, str]]] = defaultdict(list)
        longer: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, words in lists.items():
            for word in sorted(filter(_is_phrase, set(words)), key=len, reverse=True):
                pair = intern(word[0]), intern(word[1])
                if len(word) > _PAIR:
                    longer[word[: _PAIR + 1]].append((word, name))
                    pairs[pair] += ()
                else:
                    pairs[pair].append((word, name))
        self._pairs = {head: tuple(found) for head, found in pairs.items()}
        self._longer = {head: tuple(found) for head, found in longer.items()}

    def find(self, text: str) -> Mapping[str, Placed]:
        """By the name of the list; without those of which the text holds none."""
        found: dict[str, list[tuple[int, str]]] = {}
        pairs, longer = self._pairs, self._longer
        for at in compress(count(), map(pairs.__contains__, pairwise(text))):
            for word, name in longer.get(text[at : at + _PAIR + 1], ()):
                if text.startswith(word, at):
                    _place(found, name, at, word)
            for word, name in pairs[text[at], text[at + 1]]:
                _place(found, name, at, word)
        return found


def _is_phrase(word: str) -> bool:
    return len(word) >= _PAIR


def _place(found: dict[str, list[tuple[int, str]]], name: str, at: int, word: str) -> None:
    placed = found.get(name)
    if placed is None:
        found[name] = [(at, word)]
    elif at >= placed[-1][0] + len(placed[-1][1]):
        placed.append((at, word))
