"""The emulator's own time: it runs like the real one, and can be moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def system_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  the emulator shares no code with the bot, so it has a clock of its own


class Clock:
    """`now` is what the offset is added to: the system's time, or whatever a test passes."""

    def __init__(self, now: Callable[[], datetime] = system_now) -> None:
        self._base = now
        self._offset = timedelta()

    def now(self) -> datetime:
        """Aware UTC."""
        return self._base() + self._offset

    def timestamp(self) -> int:
        """Unix seconds, as WeCom writes `CreateTime`."""
        return int(self.now().timestamp())

    def advance(self, by: timedelta) -> datetime:
        self._offset += by
        return self.now()

    def travel_to(self, moment: datetime) -> datetime:
        """Raises ValueError for a time without a zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        self._offset += moment - self.now()
        return self.now()
