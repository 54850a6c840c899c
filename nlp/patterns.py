"""Patterns that cost nothing until they are used.

A search is quick where the pattern begins with one character or one set of them, for `re` then runs to the next of
those; with a repeated set (`[0-9]+`), alternatives of sets or a look behind it tries every character, which takes twice
as long and more.
So a pattern that is sought in every message begins with a set: `[A-Z][A-Z]{1,5}`, `[明双](?:(?<=明)后|(?<=双)休)`.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

# A Chinese character, or any letter that is not Latin. Python needs a millisecond to compile 一-龥.
HAN = r"[^\W0-9A-Za-z_]"

Matcher = Callable[..., re.Match[str] | None]


class Lazy:
    """A pattern for what few messages hold, compiled when the first of them comes.

    Compiling all of them at the start would take longer than reading a hundred messages.
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, self.flags)

    @cached_property
    def search(self) -> Matcher:
        return self.compiled.search

    @cached_property
    def match(self) -> Matcher:
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Matcher:
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        return self.compiled.sub


def matches(pattern: re.Pattern[str] | Lazy, text: str, at: int = 0, end: int = sys.maxsize) -> list[re.Match[str]]:
    """What `finditer` finds of a pattern that is never empty. Where that is nothing or little, as mostly, this takes
    a quarter less time: `finditer` has to make what remembers how far it got.
    """
    found: list[re.Match[str]] = []
    while match := pattern.search(text, at, end):
        found.append(match)
        at = match.end()
    return found


def either(alternatives: Iterable[str]) -> str:
    """A pattern for any of the patterns, which begin with one certain character each. It begins with the set of them:
    otherwise `re` tries one alternative after the other at every character.
    """
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for alternative in alternatives:
        rests[alternative[0]].append(alternative[1:])
    branches = "|".join(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return f"[{''.join(rests)}](?:{branches})"


def first_of(either_of_them: str) -> str:
    """With what character one of them begins."""
    return either_of_them[1 : either_of_them.index("]")]


def sought(first: str, source: str) -> Lazy:
    """A pattern whose alternatives all begin with one of the characters `first`: elsewhere none of them is tried."""
    return Lazy(f"(?=[{first}])(?:{source})")


def holds(text: str, words: Iterable[str]) -> bool:
    """Any of the words. A loop takes a third of the time of `any` over a generator."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False
