"""Why a condition does not hold, as values: what was wanted, and what there was instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tickets.playbook.conditions import (
    All,
    Any,
    Condition,
    Facing,
    FaultCode,
    HasWord,
    Named,
    Not,
    OneOf,
    SerialPrefix,
    TimeOfDay,
)


@dataclass(frozen=True, slots=True)
class Unmet:
    """`what` is type, area, category, brand, source, priority, serial, fault_code, word or time. `found` is what there
    was of it, empty where nothing was known. `excluded`: it must not be one of `wanted`, and is.
    """

    what: str
    wanted: tuple[str, ...]
    found: str
    excluded: bool = False


def unmet(condition: Condition, facing: Facing, *, excluded: bool = False) -> tuple[Unmet, ...]:
    """The leaves that keep it from holding; none where it holds. `excluded`: from not holding."""
    if condition.holds(facing) is not excluded:
        return ()
    return tuple(_leaves(condition, facing, excluded=excluded))


def _leaves(condition: Condition, facing: Facing, *, excluded: bool) -> Iterator[Unmet]:
    match condition:
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from unmet(part, facing, excluded=excluded)
        case Named(part=part):
            yield from unmet(part, facing, excluded=excluded)
        case Not(part=part):
            yield from unmet(part, facing, excluded=not excluded)
        case OneOf(what=what, values=values):
            yield Unmet(what, values, getattr(facing, what) or "", excluded)
        case SerialPrefix(prefixes=prefixes):
            yield Unmet("serial", prefixes, facing.serial or "", excluded)
        case FaultCode(patterns=patterns):
            yield Unmet("fault_code", patterns, " ".join(facing.fault_codes), excluded)
        case HasWord(words=words):
            yield Unmet("word", words, " ".join(word for word in words if word in facing.text), excluded)
        case TimeOfDay(begins=begins, ends=ends):
            hours = (f"{begins:%H:%M}", f"{ends:%H:%M}")
            yield Unmet("time", hours, f"{facing.local_time:%H:%M}", excluded)
