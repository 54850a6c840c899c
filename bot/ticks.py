"""What wakes the timers and the relay: commits, one date job for whatever is due next, a slow sweep as the safety net.

APScheduler holds no job of any ticket: the rows are the truth, and a tick that is missed changes nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

import structlog
from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot.clock import Clock
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()

SWEEP_SECONDS = 10
SILENT_AFTER_SECONDS = 60
OK = "ok"
AT_ONCE = "at once"
"""Jobs that are plain functions run in the loop like this, and not on a thread, from which it could not be woken."""


def new_scheduler() -> AsyncIOScheduler:
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    return AsyncIOScheduler(job_defaults=defaults, executors={AT_ONCE: DebugExecutor()}, timezone="UTC")


class Pump:
    """Calls `work` whenever there may be something to do. `work` does all that is due and says when the next is.

    `sweep`: seconds after which it looks without having been woken. They are counted by the loop, whose clock nobody
    can set; what the scheduler waits for may never come when the system's clock is moved.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], Awaitable[datetime | None]],
        scheduler: AsyncIOScheduler,
        clock: Clock,
        *,
        sweep: float = SWEEP_SECONDS,
    ) -> None:
        self.name = name
        self.beat_at = time.monotonic()
        self._work = work
        self._scheduler = scheduler
        self._clock = clock
        self._sweep = sweep
        self._armed_for: datetime | None = None
        self._trouble: str | None = "stopped"
        self._stopping = False
        self._at_rest = asyncio.Event()
        self._woken = asyncio.Event()
        self._woken.set()
        clock.on_jump(self.wake)

    @property
    def state(self) -> str:
        """`ok`, or what is wrong."""
        if self._trouble is not None:
            return self._trouble
        return OK if time.monotonic() - self.beat_at < SILENT_AFTER_SECONDS else "silent"

    @property
    def busy(self) -> bool:
        return not self._at_rest.is_set()

    @property
    def looks_again_at(self) -> datetime | None:
        """When it knows of something to do; None while there is nothing."""
        return self._armed_for

    def wake(self) -> None:
        self._at_rest.clear()
        self._woken.set()

    async def settled(self) -> None:
        """Waits until it has done all that it was woken for."""
        await self._at_rest.wait()

    def note(self, at: datetime) -> None:
        """Something wants to be looked at then."""
        if at <= self._clock.now():
            self.wake()
        elif self._armed_for is None or at < self._armed_for:
            self._armed_for = at
            when = DateTrigger(self._clock.system_time_of(at))
            self._scheduler.add_job(self.wake, when, id=self.name, replace_existing=True, executor=AT_ONCE)

    def stop(self) -> None:
        """`run` ends after the round that it is in."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """What `work` raises is logged and tried again with the next tick."""
        self._trouble = None
        try:
            while not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), self._sweep)
                self._at_rest.clear()
                self._woken.clear()
                self._armed_for = None
                await self._go_round()
                if not self._woken.is_set():
                    self._at_rest.set()
        finally:
            self._trouble = "stopped"

    async def _go_round(self) -> None:
        try:
            following = await self._work()
            if following is not None:
                self.note(following)
        except (Conflict, StorageUnavailable) as error:
            self._trouble = error.reason if isinstance(error, StorageUnavailable) else "conflict"
            log.error("pump waits for the database", pump=self.name, why=str(error))  # noqa: TRY400  # no bug, no traceback
        except Exception as error:  # a bug: logged, shown by /readyz, and tried again with the next tick
            self._trouble = f"failed: {type(error).__name__}"
            log.exception("pump failed", pump=self.name)
        else:
            self._trouble = None
            self.beat_at = time.monotonic()
