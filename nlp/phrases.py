"""Finds the fixed phrases of many lists in one pass: of each list the leftmost, at each place the longest, and none
inside another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count
from operator import add
from typing import TypeAlias

Placed: TypeAlias = Sequence[tuple[int, str]]
"""Where each phrase starts, and the phrase, in the order of the text."""


class Phrases:
    """Phrases of two characters and more, looked up by their first two."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        heads: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, words in lists.items():
            for word in sorted(set(words), key=len, reverse=True):
                heads[word[:2]].append((word, name))
        self._heads = {head: tuple(found) for head, found in heads.items()}
        self._begins = self._heads.__contains__

    def find(self, text: str) -> Mapping[str, Placed]:
        """By the name of the list; without those of which the text holds none."""
        found: dict[str, list[tuple[int, str]]] = {}
        pairs = list(map(add, text, text[1:]))
        for at in compress(count(), map(self._begins, pairs)):
            for word, name in self._heads[pairs[at]]:
                if text.startswith(word, at):
                    placed = found.get(name)
                    if placed is None:
                        found[name] = [(at, word)]
                    elif at >= placed[-1][0] + len(placed[-1][1]):
                        placed.append((at, word))
        return found
