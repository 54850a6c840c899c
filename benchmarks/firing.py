"""`python -m benchmarks.firing URL SECONDS`: a process of its own that does nothing but keep time; prints JSON.

The rows are there already. First it looks in vain, again and again; then it adds timers one after the other; then its
clock stands shortly before the first one is due, and runs.
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
from benchmarks.timer_rows import BEGINS, LATER
from bot.clock import Clock, system_time
from bot.metrics import Metrics
from bot.ticks import Pump, new_scheduler
from storage.unit_of_work import UnitOfWork
from tickets.notifications import Subject, SubjectKind
from tickets.timers import Timer, TimerKind

LOOKS = 300
ADDING_SECONDS = 3.0
LEAD = timedelta(seconds=1)
UNHURRIED_SECONDS = 30.0
"""So much later than the last one it gives up."""


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


async def main(url: str, due: int, seconds: float) -> dict[str, Any]:
    shift = timedelta()
    clock, metrics = Clock(lambda: system_time() - shift), Lateness()
    pumps: list[Pump] = []

    def on_commit(_: str, wakes_at: datetime) -> None:
        for pump in pumps:
            pump.note(wakes_at)

    async with desk(url, clock, metrics, on_commit=on_commit) as opened:
        shift = system_time() - BEGINS + LEAD + timedelta(hours=1)
        memory = resident_mb()
        look = await took(LOOKS, partial(opened.inbox.run_due_timers, TENANT))
        queries = await took(LOOKS, partial(opened.writer.run, TENANT, partial(_look, clock)))
        added = await _added_per_second(opened)
        shift = system_time() - BEGINS + LEAD
        scheduler = new_scheduler()
        scheduler.start()
        pumps.append(Pump("timers", partial(opened.inbox.run_due_timers, TENANT), scheduler, clock))
        running = asyncio.create_task(pumps[0].run())
        await until(lambda: len(metrics.late) >= due, seconds + LEAD.total_seconds() + UNHURRIED_SECONDS)
        pumps[0].stop()
        await running
        scheduler.shutdown(wait=False)
    return {
        "look_us": look,
        "queries_us": queries,
        "added_per_second": added,
        "fired": len(metrics.late),
        "failed": sum(metrics.failed.values()),
        **quantiles(metrics.late),
        "memory_mb": resident_mb(),
        "memory_before_mb": memory,
    }


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
    print(json.dumps(asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))))
