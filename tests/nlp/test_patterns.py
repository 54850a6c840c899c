"""Patterns that cannot run away: what calls are counted elsewhere, the work inside a pattern is bounded here."""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from re import _constants as codes  # type: ignore[attr-defined]  # the only way to look inside a pattern
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from nlp.patterns import Lazy

MODULES = (
    "call_back",
    "cued_serials",
    "cues",
    "digit_runs",
    "extensions",
    "grouped_serials",
    "labelled_serials",
    "masks",
    "normalize",
    "numbering",
    "parting",
    "registrations",
    "retractions",
    "serial_groups",
    "serial_places",
    "serial_shapes",
    "serials",
    "spelled_serials",
    "surroundings",
    "vehicles",
    "written_digits",
)
SOUGHT = ("clauses", "situations", "stranded", "told_models")
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
LONGEST = 4096  # characters that one attempt of a pattern may look at


def patterns(modules: Sequence[str] = MODULES) -> Iterator[Any]:
    for name in modules:
        module = import_module(f"nlp.{name}")
        for attribute, value in vars(module).items():
            for index, pattern in enumerate(patterns_in(value)):
                yield pytest.param(pattern, id=f"{name}.{attribute}[{index}]")


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """Those of a constant: itself, or the members of a table."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Lazy):
        yield value.compiled
    elif isinstance(value, (tuple, dict)):
        for member in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(member)


def deepest(tree: Any) -> int:
    """The product of the bounds of nested repeats; unbounded ones count as endless."""
    return max((depth_of(code, argument) for code, argument in tree), default=1)


def depth_of(code: Any, argument: Any) -> int:
    if code in REPEATS:
        _, most, inside = argument
        return int(most) * deepest(inside)
    if code is codes.SUBPATTERN:
        return deepest(argument[-1])
    if code is codes.BRANCH:
        return max(deepest(branch) for branch in argument[1])
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return deepest(argument[1])
    return 1


def is_one_character_class(tree: Any) -> bool:
    """[0-9]+ or [0-9][0-9]* on its own: every character is looked at once."""
    *before, (code, argument) = tree
    return code in REPEATS and len(argument[2]) == 1 and all([each] == list(argument[2]) for each in before)


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_pattern_repeats_without_end(pattern: re.Pattern[str]) -> None:
    tree = parser.parse(pattern.pattern, pattern.flags)
    assert is_one_character_class(tree) or deepest(tree) <= LONGEST


def first_of(tree: Any) -> set[int]:
    """The characters that a match may begin with."""
    first: set[int] = set()
    for code, argument in tree:
        if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
            continue
        first |= of_code(code, argument)
        if code not in REPEATS or argument[0]:
            return first
    raise AssertionError("it may match nothing")


def of_code(code: Any, argument: Any) -> set[int]:
    if code is codes.LITERAL:
        return {argument}
    if code is codes.IN:
        return set().union(*(of_code(*each) for each in argument))
    if code is codes.RANGE:
        return set(range(argument[0], argument[1] + 1))
    if code is codes.BRANCH:
        return set().union(*map(first_of, argument[1]))
    assert code in (codes.SUBPATTERN, *REPEATS), code
    return first_of(argument[-1])


def all_sought() -> list[Any]:
    return [each for each in patterns(SOUGHT) if each.values[0].pattern.startswith("(?=[")]


@pytest.mark.parametrize("pattern", all_sought())
def test_a_sought_pattern_names_every_character_that_it_may_begin_with(pattern: re.Pattern[str]) -> None:
    (code, (_, named)), *rest = parser.parse(pattern.pattern, pattern.flags)
    assert code is codes.ASSERT
    assert first_of(rest) <= first_of(named)


def test_some_patterns_are_sought() -> None:
    assert len(all_sought()) > 5
