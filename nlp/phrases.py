"""Finds many fixed phrases in one pass: the leftmost, at each place the longest, and none inside another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from operator import add


class Phrases:
    """Phrases of two characters and more, looked up by their first two."""

    def __init__(self, words: Iterable[str]) -> None:
        heads: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words), key=len, reverse=True):
            heads[word[:2]].append(word)
        self._heads = {head: tuple(found) for head, found in heads.items()}

    def find(self, text: str, pairs: AbstractSet[str]) -> list[tuple[int, str]]:
        """Where each phrase starts, and the phrase, in the order of the text. `pairs` is `pairs_of(text)`."""
        found = []
        for head in self._heads.keys() & pairs:
            at = text.find(head)
            while at >= 0:
                for word in self._heads[head]:
                    if text.startswith(word, at):
                        found.append((at, word))
                        break
                at = text.find(head, at + 1)
        return _apart(sorted(found)) if len(found) > 1 else found


def pairs_of(text: str) -> set[str]:
    """Every two neighbouring characters."""
    return set(map(add, text, text[1:]))


def _apart(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    free = 0
    apart = []
    for at, word in found:
        if at >= free:
            apart.append((at, word))
            free = at + len(word)
    return apart
