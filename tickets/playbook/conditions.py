"""When a rule holds: a small tree that can be checked, and that can say why it does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """What a condition is asked about. `local_time` is the desk's own time, aware."""

    type: str
    area: str | None = None
    category: str | None = None
    brand: str | None = None
    serial: str | None = None
    fault_codes: tuple[str, ...] = ()
    source: str
    priority: str
    text: str = ""
    local_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """The named thing is one of these. `what` is an attribute of `Facing`: type, area, category, brand, source,
    priority.
    """

    what: str
    values: tuple[str, ...]

    def holds(self, facing: Facing) -> bool:
        return getattr(facing, self.what) in self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialPrefix:
    """The serial number begins with one of these, in upper case."""

    prefixes: tuple[str, ...]

    def holds(self, facing: Facing) -> bool:
        return facing.serial is not None and facing.serial.startswith(self.prefixes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCode:
    """One of the fault codes fits one of these patterns, in which `*` stands for any characters."""

    patterns: tuple[str, ...]

    def holds(self, facing: Facing) -> bool:
        return any(fnmatchcase(code, pattern) for code in facing.fault_codes for pattern in self.patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class HasWord:
    """The text has one of these words."""

    words: tuple[str, ...]

    def holds(self, facing: Facing) -> bool:
        return any(word in facing.text for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """From `begins` up to, not including, `ends`; may go over midnight."""

    begins: time
    ends: time

    def holds(self, facing: Facing) -> bool:
        return in_hours(facing.local_time.time(), self.begins, self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """No parts: always."""

    parts: tuple[Condition, ...] = ()

    def holds(self, facing: Facing) -> bool:
        return all(part.holds(facing) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    parts: tuple[Condition, ...]

    def holds(self, facing: Facing) -> bool:
        return any(part.holds(facing) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    part: Condition

    def holds(self, facing: Facing) -> bool:
        return not self.part.holds(facing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What several rules share, under the name by which people know it: a batch of serial numbers, a voltage."""

    name: str
    part: Condition

    def holds(self, facing: Facing) -> bool:
        return self.part.holds(facing)


Condition = OneOf | SerialPrefix | FaultCode | HasWord | TimeOfDay | All | Any | Not | Named


def brands_in(conditions: Iterable[Condition]) -> set[str]:
    """All that are spoken of."""
    found: set[str] = set()
    for each in conditions:
        match each:
            case OneOf(what="brand", values=values):
                found.update(values)
            case All(parts=parts) | Any(parts=parts):
                found |= brands_in(parts)
            case Not(part=part) | Named(part=part):
                found |= brands_in((part,))
    return found


def in_hours(at: time, begins: time, ends: time) -> bool:
    """Over midnight where `ends` is not after `begins`."""
    return begins <= at < ends if begins < ends else at >= begins or at < ends
