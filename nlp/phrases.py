"""Finds the fixed phrases of many lists in one pass: of each list the leftmost, at each place the longest, and none
inside another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Placed: TypeAlias = list[tuple[int, str]]
"""Where each phrase starts, and the phrase, in the order of the text."""


class Phrases:
    """Phrases of two characters and more, looked up by their first two."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        heads: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, words in lists.items():
            for word in sorted(set(words), key=len, reverse=True):
                heads[word[:2]].append((word, name))
        self._heads = {head: tuple(found) for head, found in heads.items()}
        self._names = tuple(lists)

    def find(self, text: str) -> dict[str, Placed]:
        """By the name of the list."""
        found: dict[str, Placed] = {name: [] for name in self._names}
        heads = self._heads
        for at in range(len(text) - 1):
            head = text[at : at + 2]
            if head in heads:
                for word, name in heads[head]:
                    if text.startswith(word, at):
                        placed = found[name]
                        if not placed or at >= placed[-1][0] + len(placed[-1][1]):
                            placed.append((at, word))
        return found
