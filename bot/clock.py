"""The only caller of the system clock. Everybody else is given `now`, or this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def system_time() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # this is the place


@dataclass(frozen=True, slots=True)
class Respite:
    """So long something is left alone. A clock that is set back does not make it longer: then it is over."""

    begins: datetime
    ends: datetime

    def holds(self, now: datetime) -> bool:
        return self.begins <= now < self.ends


class Clock:
    """Aware UTC. It can be moved forward, for the sandbox and for tests: then it stays ahead by that much."""

    def __init__(self, source: Callable[[], datetime] = system_time) -> None:
        self._source = source
        self._ahead = timedelta()
        self._on_jump: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._source() + self._ahead

    @property
    def ahead(self) -> timedelta:
        """Of the source."""
        return self._ahead

    def system_time_of(self, when: datetime) -> datetime:
        """What the system's clock will say then, if nobody moves this one in the meantime."""
        return system_time() + (when - self.now())

    def travel_to(self, when: datetime) -> None:
        """Raises ValueError for a time that has passed: promises cannot be unkept."""
        if when < self.now():
            raise ValueError(f"it is {self.now().isoformat()} already")
        self._ahead += when - self.now()
        for jumped in self._on_jump:
            jumped()

    def on_jump(self, jumped: Callable[[], None]) -> None:
        """Called after each move, so that whoever waits can look again."""
        self._on_jump.append(jumped)
