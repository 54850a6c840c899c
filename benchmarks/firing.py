"""`python -m benchmarks.firing URL DUE AT_ONCE`: a process of its own that does nothing but keep time; prints JSON.

The rows are there already. First it looks in vain, again and again; then it adds timers one after the other; then its
clock is set to shortly before the first one is due, and runs; then to when many are due at once.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.desk import TENANT, Desk, desk
from benchmarks.timer_rows import ALL_AT_ONCE, BEGINS, LATER
from bot.clock import Clock, system_time
from bot.metrics import Metrics
from bot.ticks import Pump, new_scheduler
from storage.unit_of_work import UnitOfWork
from tickets.notifications import Subject, SubjectKind
from tickets.timers import Timer, TimerKind

LOOKS = 300
ADDING_SECONDS = 3.0
LEAD = timedelta(seconds=1)
MOST_SECONDS = 90.0
"""Then it gives up waiting."""


class Lateness(Metrics):
    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self.failed: Counter[str] = Counter()

    def timer_fired(self, kind: str, late_seconds: float) -> None:
        super().timer_fired(kind, late_seconds)
        self.late.append(late_seconds)

    def timer_failed(self, kind: str) -> None:
        super().timer_failed(kind)
        self.failed[kind] += 1


class Movable(Clock):
    """Runs like the system's, from whatever moment it is set to."""

    def __init__(self) -> None:
        super().__init__(lambda: system_time() + self.shift)
        self.shift = timedelta()

    def set_to(self, moment: datetime) -> None:
        self.shift = moment - system_time()


async def main(url: str, due: int, at_once: int) -> dict[str, Any]:
    clock, metrics = Movable(), Lateness()
    pumps: list[Pump] = []

    def on_commit(_: str, wakes_at: datetime) -> None:
        for pump in pumps:
            pump.note(wakes_at)

    async with desk(url, clock, metrics, on_commit=on_commit) as opened:
        clock.set_to(BEGINS - timedelta(hours=1))
        found = await _looks(opened)
        scheduler = new_scheduler()
        scheduler.start()
        clock.set_to(BEGINS - LEAD)
        pumps.append(Pump("timers", partial(opened.inbox.run_due_timers, TENANT), scheduler, clock))
        running = asyncio.create_task(pumps[0].run())
        await until(lambda: len(metrics.late) >= due, MOST_SECONDS)
        found |= {"fired": len(metrics.late), **quantiles(metrics.late)}
        clock.set_to(ALL_AT_ONCE)
        found |= await burst(pumps[0].wake, metrics.late, at_once)
        pumps[0].stop()
        await running
        scheduler.shutdown(wait=False)
    return found | {"failed": sum(metrics.failed.values()), "memory_mb": resident_mb()}


async def _looks(opened: Desk) -> dict[str, float]:
    return {
        "look_us": await took(LOOKS, partial(opened.inbox.run_due_timers, TENANT)),
        "queries_us": await took(LOOKS, partial(opened.writer.run, TENANT, partial(_look, opened.clock))),
        "added_per_second": await _added_per_second(opened),
    }


async def burst(begin: Callable[[], object], fired: list[float], count: int) -> dict[str, float]:
    """So many are due at once: how many a second, and how long the loop answered nobody meanwhile."""
    before, stall, begun = len(fired), 0.0, time.perf_counter()
    begin()
    last = begun
    while len(fired) < before + count and last < begun + MOST_SECONDS:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        stall, last = max(stall, now - last), now
    done = len(fired) - before
    return {"at_once": done, "at_once_per_second": done / max(last - begun, 0.001), "stall_ms": 1000 * stall}


def quantiles(late_seconds: list[float]) -> dict[str, float]:
    """In milliseconds."""
    ordered = sorted(late_seconds) or [float("nan")]
    at = {"p50_ms": 0.5, "p99_ms": 0.99, "worst_ms": 1.0}
    return {name: 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] for name, share in at.items()}


async def took(times: int, call: Callable[[], Awaitable[object]]) -> float:
    """Microseconds, the median."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        await call()
        spent.append(time.perf_counter() - begun)
    return 1e6 * statistics.median(spent)


def resident_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _look(clock: Clock, uow: UnitOfWork) -> None:
    assert uow.timers.due(clock.now()) == []
    uow.timers.next_due()


async def _added_per_second(opened: Desk) -> float:
    """Each in a transaction of its own, the next one when that is committed."""
    begun, count = time.perf_counter(), 0
    while time.perf_counter() < begun + ADDING_SECONDS:
        subject = Subject(SubjectKind.TICKET, 1_000_000 + count)
        timers = (Timer(TimerKind.STANDSTILL, BEGINS + LATER),)
        await opened.writer.run(TENANT, partial(_add, subject, timers))
        count += 1
    return count / (time.perf_counter() - begun)


def _add(subject: Subject, timers: tuple[Timer, ...], uow: UnitOfWork) -> None:
    uow.timers.replace(subject, timers, fresh=True)


async def until(condition: Callable[[], bool], seconds: float) -> None:
    """Or so long at most."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:  # noqa: ASYNC110  # nobody here knows when
        await asyncio.sleep(0.1)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))))
