"""A pump goes round whenever there may be something to do, and says so when it no longer does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue

from bot.clock import Clock
from bot.ticks import SILENT_AFTER_SECONDS, Pump, new_scheduler
from storage.errors import StorageUnavailable

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
NEVER = 3600.0
Work = Callable[[], Awaitable[datetime | None]]


async def nothing_follows() -> None:
    pass


class Rounds:
    """Work that tells when it begins."""

    def __init__(self, work: Work = nothing_follows) -> None:
        self.begun = asyncio.Queue[int]()
        self._number = 0
        self._work = work

    async def __call__(self) -> datetime | None:
        self._number += 1
        self.begun.put_nowait(self._number)
        return await self._work()


@asynccontextmanager
async def running(work: Work, *, clock: Clock | None = None, sweep: float = NEVER) -> AsyncIterator[Pump]:
    scheduler = new_scheduler()
    pump = Pump("relay", work, scheduler, clock or Clock(lambda: NOON), sweep=sweep)
    scheduler.start()
    task = asyncio.create_task(pump.run())
    yield pump
    pump.stop()
    await asyncio.wait({task}, timeout=0 if pump.state == "silent" else None)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    scheduler.shutdown(wait=False)


async def test_it_goes_round_when_it_starts_and_when_it_is_woken() -> None:
    rounds = Rounds()
    async with running(rounds) as pump:
        assert await rounds.begun.get() == 1
        pump.wake()
        assert await rounds.begun.get() == 2


async def test_it_goes_round_now_and_then_though_nobody_wakes_it() -> None:
    rounds = Rounds()
    async with running(rounds, sweep=0.001):
        while await rounds.begun.get() < 5:
            pass


class WatchedPump(Pump):
    woken_on: SimpleQueue[threading.Thread]

    def wake(self) -> None:
        super().wake()
        self.woken_on.put(threading.current_thread())


async def test_what_the_scheduler_wakes_is_woken_in_the_loop_itself() -> None:
    """From another thread the loop would sleep on, and a tick while it stops would be logged as an error."""
    scheduler = new_scheduler()
    scheduler.start()
    pump = WatchedPump("relay", nothing_follows, scheduler, Clock(lambda: NOON))
    pump.woken_on = SimpleQueue()
    pump.note(NOON + timedelta(milliseconds=1))
    assert await asyncio.to_thread(pump.woken_on.get) is threading.current_thread()
    scheduler.shutdown(wait=False)


async def test_it_ends_its_round_before_it_stops() -> None:
    hold, ended = asyncio.Event(), asyncio.Event()

    async def held() -> None:
        await hold.wait()
        ended.set()

    rounds = Rounds(held)
    async with running(rounds) as pump:
        await rounds.begun.get()
        pump.stop()
        hold.set()
    assert ended.is_set()
    assert rounds.begun.empty()


async def test_what_becomes_due_while_it_goes_round_is_not_missed() -> None:
    hold = asyncio.Event()

    async def held() -> None:
        await hold.wait()

    rounds = Rounds(held)
    async with running(rounds) as pump:
        await rounds.begun.get()
        pump.note(NOON)
        hold.set()
        assert await rounds.begun.get() == 2


async def test_it_wakes_at_the_time_that_its_work_has_named() -> None:
    moments = iter([NOON + timedelta(milliseconds=20)])

    async def following() -> datetime | None:
        return next(moments, None)

    rounds = Rounds(following)
    async with running(rounds):
        assert await rounds.begun.get() == 1
        assert await rounds.begun.get() == 2


async def test_it_looks_again_when_the_clock_was_moved() -> None:
    rounds, clock = Rounds(), Clock(lambda: NOON)
    async with running(rounds, clock=clock):
        await rounds.begun.get()
        clock.travel_to(NOON + timedelta(hours=1))
        assert await rounds.begun.get() == 2


async def test_its_state_names_what_its_work_raised_until_it_works_again(allow_errors) -> None:
    allow_errors("pump failed", "pump waits for the database")
    troubles = iter([StorageUnavailable("database is locked"), KeyError("a bug")])

    async def broken() -> None:
        if trouble := next(troubles, None):
            raise trouble

    rounds = Rounds(broken)
    states = []
    async with running(rounds) as pump:
        for _ in range(3):
            await rounds.begun.get()
            await asyncio.sleep(0)  # the round ends without waiting for anything
            states.append(pump.state)
            pump.wake()
    assert states == ["database is locked", "failed: KeyError", "ok"]


async def test_one_that_hangs_falls_silent_and_one_that_ended_is_stopped() -> None:
    never = asyncio.Event()

    async def hanging() -> None:
        await never.wait()

    rounds = Rounds(hanging)
    async with running(rounds) as pump:
        await rounds.begun.get()
        assert pump.state == "ok"
        pump.beat_at -= SILENT_AFTER_SECONDS
        assert pump.state == "silent"
    assert pump.state == "stopped"
