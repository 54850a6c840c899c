"""What wakes the timers and the relay: commits, one date job for whatever is due next, a slow sweep as the safety net.

APScheduler holds no job of any ticket: the rows are the truth, and a tick that is missed changes nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot.clock import Clock

log = structlog.get_logger()

SWEEP_SECONDS = 10


def new_scheduler() -> AsyncIOScheduler:
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    return AsyncIOScheduler(job_defaults=defaults, timezone="UTC")


class Pump:
    """Calls `work` whenever there may be something to do. `work` does all that is due and says when the next is."""

    def __init__(
        self, name: str, work: Callable[[], Awaitable[datetime | None]], scheduler: AsyncIOScheduler, clock: Clock
    ) -> None:
        self.name = name
        self.beat_at = time.monotonic()
        self._work = work
        self._scheduler = scheduler
        self._clock = clock
        self._armed_for: datetime | None = None
        self._woken = asyncio.Event()
        self._woken.set()
        clock.on_jump(self.wake)

    def wake(self) -> None:
        self._woken.set()

    def note(self, at: datetime) -> None:
        """Something wants to be looked at then."""
        if at <= self._clock.now():
            self.wake()
        elif self._armed_for is None or at < self._armed_for:
            self._armed_for = at
            when = DateTrigger(self._clock.system_time_of(at))
            self._scheduler.add_job(self.wake, when, id=self.name, replace_existing=True)

    async def run(self) -> None:
        """Until it is cancelled. What `work` raises is logged and tried again with the next tick."""
        self._scheduler.add_job(self.wake, "interval", seconds=SWEEP_SECONDS, id=f"{self.name}-sweep")
        while True:
            await self._woken.wait()
            self._woken.clear()
            self._armed_for = None
            try:
                following = await self._work()
            except Exception:
                log.exception("pump failed", pump=self.name)
            else:
                self.beat_at = time.monotonic()
                if following is not None:
                    self.note(following)
