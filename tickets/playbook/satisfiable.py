"""Is there any ticket for which a condition holds? By trying what makes a difference, and nothing else.

A condition asks a few *questions*: which type, which area, which serial number, what time, is this word there. For each
there are few answers that differ in their consequences: the values that are named and one that is not, each prefix as a
serial number of its own, each time at which hours begin or end. A word that is there brings along every word inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any as Whatever
from typing import assert_never

from tickets.playbook.conditions import (
    All,
    Any,
    Condition,
    FaultCode,
    HasWord,
    Named,
    Not,
    OneOf,
    SerialPrefix,
    TimeOfDay,
    in_hours,
)
from tickets.playbook.values import Priority, Source

Question = tuple[str, str]
"""Its kind, and for a word or a fault code which one."""
Answers = Mapping[Question, Whatever]

ANY_OTHER = "\0"
"""A value that no condition names; and what stands for `*`."""
MOST_TRIES = 20_000
"""A condition that is still undecided after so many is taken to hold at times: nothing is said of it."""


@dataclass(frozen=True, slots=True)
class World:
    """What types there are: a ticket has one of them."""

    types: tuple[str, ...]


class _Undecided(Exception):
    pass


def can_hold(condition: Condition, world: World) -> bool:
    search = _Search(condition, world)
    try:
        return search.succeeds({})
    except _Undecided:
        return True


class _Search:
    def __init__(self, condition: Condition, world: World) -> None:
        self._condition = condition
        self._possible = _possible_answers(condition, world)
        self._tries = 0

    def succeeds(self, answers: Answers) -> bool:
        self._tries += 1
        if self._tries > MOST_TRIES:
            raise _Undecided
        found = _decide(self._condition, answers)
        if isinstance(found, bool):
            return found
        return any(self.succeeds({**answers, **self._with(found, each)}) for each in self._possible[found])

    def _with(self, question: Question, answer: Whatever) -> Answers:
        """And what follows: a word that is there brings those inside it, one that is not takes those around it."""
        kind, _ = question
        if kind not in _INSIDE:
            return {question: answer}
        alike = [each for each in self._possible if each[0] == kind]
        return {each: answer for each in alike if _follows(question, each, there=answer)}


def _follows(question: Question, other: Question, *, there: bool) -> bool:
    longer, shorter = (question, other) if there else (other, question)
    return _INSIDE[question[0]](longer[1], shorter[1])


_INSIDE: dict[str, Callable[[str, str], bool]] = {
    "word": lambda longer, shorter: shorter in longer,
    "code": lambda narrower, wider: fnmatchcase(narrower.replace("*", ANY_OTHER), wider),
}
"""Does the one bring along the other?"""


def _possible_answers(condition: Condition, world: World) -> dict[Question, tuple[Whatever, ...]]:
    """In the order of the questions. What a ticket may lack can be any other."""
    named: dict[Question, dict[Whatever, None]] = {}
    for question, answer in _asked(condition):
        named.setdefault(question, {})[answer] = None
    closed = {"type": world.types, "source": tuple(Source), "priority": tuple(Priority)}
    return {question: closed.get(question[0]) or tuple(answers) for question, answers in named.items()}


def _asked(condition: Condition) -> Iterator[tuple[Question, Whatever]]:
    """Each question with each answer that makes a difference here."""
    match condition:
        case OneOf(what=what, values=values):
            yield from (((what, ""), value) for value in (*values, ANY_OTHER))
        case SerialPrefix(prefixes=prefixes):
            yield from ((("serial", ""), prefix) for prefix in (*prefixes, ANY_OTHER))
        case TimeOfDay(begins=begins, ends=ends):
            yield from ((("time", ""), each) for each in (begins, ends))
        case HasWord(words=words):
            yield from ((("word", word), there) for word in words for there in (True, False))
        case FaultCode(patterns=patterns):
            yield from ((("code", pattern), there) for pattern in patterns for there in (True, False))
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _asked(part)
        case Not(part=part) | Named(part=part):
            yield from _asked(part)


def _decide(condition: Condition, answers: Answers) -> bool | Question:  # noqa: PLR0911  one for each kind
    """Whether it holds, or the question that has to be answered first."""
    match condition:
        case OneOf(what=what, values=values):
            return _answered(answers, (what, ""), lambda answer: answer in values)
        case SerialPrefix(prefixes=prefixes):
            return _answered(answers, ("serial", ""), lambda answer: answer.startswith(prefixes))
        case TimeOfDay(begins=begins, ends=ends):
            return _answered(answers, ("time", ""), lambda answer: in_hours(answer, begins, ends))
        case HasWord(words=words):
            return _decide_several([_answered(answers, ("word", word), bool) for word in words], settles=True)
        case FaultCode(patterns=patterns):
            return _decide_several([_answered(answers, ("code", each), bool) for each in patterns], settles=True)
        case All(parts=parts):
            return _decide_several([_decide(part, answers) for part in parts], settles=False)
        case Any(parts=parts):
            return _decide_several([_decide(part, answers) for part in parts], settles=True)
        case Named(part=part):
            return _decide(part, answers)
        case Not(part=part):
            found = _decide(part, answers)
            return not found if isinstance(found, bool) else found
        case _:
            assert_never(condition)


def _answered(answers: Answers, question: Question, holds: Callable[[Whatever], bool]) -> bool | Question:
    return holds(answers[question]) if question in answers else question


def _decide_several(found: list[bool | Question], *, settles: bool) -> bool | Question:
    """One that `settles` decides; else the first that is open, else the contrary."""
    if settles in found:
        return settles
    return next((each for each in found if not isinstance(each, bool)), not settles)
