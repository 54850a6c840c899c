"""Do two reports say that the same is wrong? By meanings of words that a list knows, by the words themselves, and by
where they point (`Matter.sense`).
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import mul

from tickets.comparable import Matter
from tickets.places import pairs_of

SURE, ALIKE, UNSURE, UNLIKE = 0.75, 0.65, 0.5, 0.3
"""Of pairs of one thing's troubles eight in ten are the same trouble above the first, seven between the first two,
four around the third, and one below the last.
"""
VAGUE = frozenset({"坏"})
"""Something is wrong, and no more."""
_FILLING = frozenset({"不出", "打不", "不了", "没有", "出来", "起来", "上去", "下来", "一直", "不动", "不上", "不下"})
"""Of 不出风 and 不出液 they say nothing."""


def said_alike(report: Matter, earlier: Matter) -> bool:
    return (
        _told_in(report, earlier) or words_alike(report.complaint, earlier.complaint) or points_alike(report, earlier)
    )


def may_be_one(report: Matter, earlier: Matter) -> bool:
    """Though the meanings of their words differ."""
    akin = report.akin & earlier.faults or words_alike(report.complaint, earlier.complaint, share=0.5)
    return bool(akin) or points_alike(report, earlier)


def said_otherwise(report: Matter, earlier: Matter) -> bool:
    """The same of the same thing, in other words: so tells somebody else."""
    same = bool(report.kin & earlier.things) and points_alike(report, earlier)
    return same and not words_alike(report.complaint, earlier.complaint)


def said_unlike(report: Matter, earlier: Matter) -> bool:
    return points_apart(report, earlier, UNLIKE) and not _told_in(report, earlier)


def points_alike(report: Matter, earlier: Matter) -> bool:
    return any(alike >= ALIKE for alike in _likeness(report, earlier))


def points_apart(report: Matter, earlier: Matter, below: float) -> bool:
    return any(alike < below for alike in _likeness(report, earlier))


def _likeness(report: Matter, earlier: Matter) -> Iterator[float]:
    """From -1 to 1; none, where nothing is known of what one of them says, or it says nothing."""
    if report.sense and earlier.sense and VAGUE not in (report.faults, earlier.faults):
        yield sum(map(mul, report.sense, earlier.sense))


def words_alike(one: str, other: str, share: float = 1 / 3) -> bool:
    """Short phrases about what is wrong; whole texts are never compared so."""
    first, second = pairs_of(one), pairs_of(other)
    shared = len((first & second) - _FILLING)
    return shared > 0 and shared >= share * min(len(first), len(second))


def told_in(words: str, text: str) -> bool:
    """Where the other one was cut otherwise."""
    pairs = pairs_of(words)
    return len(pairs) > 1 and 2 * len(pairs & pairs_of(text)) >= len(pairs)


def _told_in(report: Matter, earlier: Matter) -> bool:
    return told_in(report.complaint, earlier.text) or told_in(earlier.complaint, report.text)
