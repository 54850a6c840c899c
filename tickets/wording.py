"""Are two reports worded alike but for one word? Whoever tells of one matter again says it otherwise; where all but one
word stayed, that word tells two matters apart: 装配三线 and 装配五线, 女装区 and 童装区.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)

MUCH = 0.65
"""Of the shorter one's words stand in the other, too."""
HALF = 0.5
"""Of the longer one's, where the odd word is no number."""
_LONGEST = 3
_AROUND = 2
"""So many words on either side of another word are the same; beside a number one is enough."""
_NUMBER = re.compile("[A-Z]*[0-9][A-Z0-9+.]*|[A-Z]")
_COUNTED = frozenset("人个盏台度分天次点块元位只辆名遍回月日时升米秒")
"""两盏, 三度: how many, and not which."""


def odd_word(one: Sequence[str], other: Sequence[str], *, said_alike: bool) -> str | None:
    """What the second one says instead. A word other than a number counts only where what is wrong is `said_alike`."""
    shortest = min(len(one), len(other))
    if not shortest or len(set(one) & set(other)) < MUCH * len(set(one if len(one) < len(other) else other)):
        return None
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    alike = sum(end - begin for tag, begin, end, *_ in steps if tag == "equal")
    if alike < MUCH * shortest:
        return None
    said_alike = said_alike and alike >= HALF * max(len(one), len(other))
    framed = [("equal", 0, _AROUND, 0, _AROUND), *steps, ("equal", 0, 0, 0, 0)]
    for before, (step, behind) in zip(framed, pairwise(framed[1:]), strict=False):
        if step[0] == "replace" and before[0] == behind[0] == "equal":
            lost, said = one[step[1] : step[2]], other[step[3] : step[4]]
            if (said_alike or _is_number(said)) and _tell_apart(
                lost, said, before[2] - before[1], behind[2] - behind[1], other[step[4] : step[4] + 1]
            ):
                return "".join(said)
    return None


def own_words(outlines: Mapping[Id, Sequence[str]], told: Sequence[str]) -> dict[Id, int]:
    """How many words of each, that not all of them have, somebody told: which of several that are alike is meant."""
    words = {id_: _words(outline) for id_, outline in outlines.items()}
    common = frozenset.intersection(*words.values()) if words else frozenset()
    said = _words(told)
    return {id_: len((own - common) & said) for id_, own in words.items()}


def _words(outline: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Numbers, and two characters in a row."""
    return frozenset((*((word,) for word in outline if _NUMBER.fullmatch(word)), *pairwise(outline)))


def _tell_apart(lost: Sequence[str], said: Sequence[str], before: int, behind: int, follows: Sequence[str]) -> bool:
    if len(lost) != len(said) or len(said) > _LONGEST:
        return False
    if _is_number(lost) and _is_number(said):
        return _alike(lost[0], said[0]) and before > 0 and behind > 0 and not set(follows) & _COUNTED
    return min(before, behind) >= _AROUND and not any(_NUMBER.fullmatch(word) for word in (*lost, *said))


def _is_number(words: Sequence[str]) -> bool:
    return len(words) == 1 and _NUMBER.fullmatch(words[0]) is not None


def _alike(one: str, other: str) -> bool:
    """A number and a number, R1 and R2."""
    return re.sub("[0-9]+", "0", one) == re.sub("[0-9]+", "0", other) or (one.isalpha() and other.isalpha())
