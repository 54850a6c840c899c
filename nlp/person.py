"""Somebody who is named in a message, and how sure it is that he is the customer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from nlp.segment import Outline


class Person(Struct, frozen=True):
    """`score` above zero: may be the customer."""

    start: int
    end: int
    method: str
    score: float


# Measured on messages that others labelled: by the rule, where nobody else was named.
_CERTAINTIES = {
    "title": 0.96,
    "short title": 0.95,
    "nickname": 0.94,
    "full name": 0.91,
    "surname": 0.91,
    "said name": 0.91,
}
_BESIDE_OTHERS, _SPEAKS, _HARDLY = 0.75, 0.85, 0.8
_WELL_TOLD = {"nickname": 3.0, "full name": 2.0}  # the score that such names need to be sure


def certainty_of_first(outline: Outline, people: Sequence[Person]) -> float:
    """How sure it is that the first of them is the customer: another person makes it doubtful."""
    if not people:
        return 0.0
    first = people[0]
    name = outline.plain[first.start : first.end]
    if len(people) > 1 and any(
        other.score > 0 and outline.plain[other.start : other.end] != name for other in people[1:]
    ):
        return _BESIDE_OTHERS
    if first.method == "speaker":
        return _SPEAKS
    return _CERTAINTIES.get(first.method, _HARDLY) if first.score >= _WELL_TOLD.get(first.method, 2.0) else _HARDLY
