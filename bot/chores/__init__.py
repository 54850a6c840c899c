"""What has to be done now and then by one process for all of them: the one that is on duty."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.clock import Clock, Respite
from storage.duty import Duty
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()

ASK_SECONDS = 3
"""So soon somebody else takes over; often enough for PostgreSQL not to think that we hang."""
CLOSE_SECONDS = 5
PATIENCE_SECONDS = 60
"""Longer than this it is not done but hangs."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Done as soon as somebody is on duty, and then every so often. `work` may be ended in the middle and run again."""

    name: str
    every: timedelta
    work: Callable[[], Awaitable[None]]


class Chores:
    def __init__(self, duty: Duty, clock: Clock) -> None:
        self._duty = duty
        self._clock = clock
        self._chores: list[Chore] = []
        self._rests: dict[str, Respite] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self.on_duty = False

    def add(self, chore: Chore) -> None:
        self._chores.append(chore)

    async def go_round(self) -> datetime | None:
        """Begin what is due, if it is ours to do; gives when the next is. Raises `StorageUnavailable`."""
        mine = False
        try:
            mine = await asyncio.to_thread(self._duty.is_mine)
        finally:
            if mine != self.on_duty:
                self._changes_over(mine)
        return self._begin_what_is_due() if mine else None

    async def close(self) -> None:
        """What is under way should end, with the thread that it may be on; only what hangs is cut off."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=CLOSE_SECONDS)
        self._stop_all()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        await asyncio.to_thread(self._duty.give_up)

    def _changes_over(self, mine: bool) -> None:
        self.on_duty = mine
        log.info("on duty" if mine else "no longer on duty")
        self._rests.clear()
        self._stop_all()

    def _begin_what_is_due(self) -> datetime | None:
        now = self._clock.now()
        for chore in self._chores:
            rest = self._rests.get(chore.name)
            if (rest is None or not rest.holds(now)) and chore.name not in self._running:
                self._rests[chore.name] = Respite(now, now + chore.every)
                task = asyncio.create_task(_done(chore), name=chore.name)
                self._running[chore.name] = task
                task.add_done_callback(partial(self._ended, chore.name))
        return min((rest.ends for rest in self._rests.values() if rest.holds(now)), default=None)

    def _ended(self, name: str, _: asyncio.Task[None]) -> None:
        self._running.pop(name, None)

    def _stop_all(self) -> None:
        for task in self._running.values():
            task.cancel()


async def _done(chore: Chore) -> None:
    """One that breaks is logged, and tried again when its time comes."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await chore.work()
    except (Conflict, StorageUnavailable, TimeoutError) as error:
        log.warning("chore not done", chore=chore.name, why=str(error) or type(error).__name__)
    except Exception:  # a bug in one chore is logged as such, and must not end the others
        log.exception("chore failed", chore=chore.name)
