"""`python -m benchmarks.apscheduler_jobs URL JOBS RATE DUE AT_ONCE CAP`: its own SQLAlchemyJobStore; prints JSON.

It has it as good as it can: our database settings, no job dropped for being late, and jobs that do nothing.
"""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.util import datetime_to_utc_timestamp

from benchmarks.firing import MOST_SECONDS, burst, quantiles, resident_mb, until
from benchmarks.timer_rows import count_rows
from bot.clock import system_time
from storage.database import Database

LATER = timedelta(days=1)
LEAD = timedelta(seconds=2)
DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

late: list[float] = []


async def fire(due_at: datetime) -> None:
    late.append((system_time() - due_at).total_seconds())


@dataclass(frozen=True)
class Asked:
    """`cap`: seconds for adding one by one."""

    jobs: int
    rate: int
    due: int
    at_once: int
    cap: int


async def main(url: str, asked: Asked) -> dict[str, Any]:
    database = Database(url)
    store = SQLAlchemyJobStore(engine=database.engine)
    scheduler = AsyncIOScheduler(jobstores={"default": store}, job_defaults=DEFAULTS, timezone="UTC")
    scheduler.start(paused=True)
    at = system_time() + LATER
    example = scheduler.add_job(fire, "date", run_date=at, args=[at])
    added, took = _add_one_by_one(scheduler, asked.jobs - asked.due, asked.cap)
    _add_in_bulk(store, example, [at] * (asked.jobs - asked.due - added))
    begins = system_time() + LEAD + timedelta(seconds=asked.due / 5000)
    _add_in_bulk(store, example, [begins + timedelta(seconds=number / asked.rate) for number in range(asked.due)])
    count_rows(database, store.jobs_t.name)
    scheduler.resume()
    await until(lambda: len(late) >= asked.due, MOST_SECONDS)
    found = {"added": added, "added_per_second": added / took, "fired": len(late), **quantiles(late)}
    scheduler.pause()
    _add_in_bulk(store, example, [system_time()] * asked.at_once)
    found |= await burst(scheduler.resume, late, asked.at_once)
    scheduler.shutdown(wait=False)
    return found | {"memory_mb": resident_mb()}


def _add_one_by_one(scheduler: AsyncIOScheduler, most: int, cap: float) -> tuple[int, float]:
    """How many before its time was over, and how long that took."""
    begun, at = time.perf_counter(), system_time() + LATER
    for count in range(most):
        if (took := time.perf_counter() - begun) > cap:
            return count, took
        scheduler.add_job(fire, "date", run_date=at, args=[at])
    return most, time.perf_counter() - begun


def _add_in_bulk(store: SQLAlchemyJobStore, example: Job, times: list[datetime]) -> None:
    """What it cannot do by itself, so that there are enough of them to fire."""
    rows = []
    for at in times:
        own = {"id": uuid4().hex, "args": (at,), "trigger": DateTrigger(at), "next_run_time": at}
        state = pickle.dumps(example.__getstate__() | own, store.pickle_protocol)
        rows.append({"id": own["id"], "next_run_time": datetime_to_utc_timestamp(at), "job_state": state})
    if rows:
        with store.engine.begin() as connection:
            connection.execute(store.jobs_t.insert(), rows)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print(json.dumps(asyncio.run(main(sys.argv[1], Asked(*map(int, sys.argv[2:]))))))
