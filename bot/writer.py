"""The database's threads: work goes in from the event loop, its result comes out after the commit.

SQLite has one writer at a time anyway, so one thread takes whatever is waiting, runs each piece in its own savepoint
and commits once. On PostgreSQL a few threads work side by side, one transaction each: batches would lock tickets in
clashing orders.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from storage.connection import Connection
from storage.database import Database, in_savepoint
from storage.errors import Conflict, StorageUnavailable
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

GROUP = 64
TRIES = 5
"""How often a piece of work is run when somebody else wrote first."""
CLOSE_SECONDS = 10
"""A database that hangs must not hold up the end."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    tenant: str
    work: Callable[[UnitOfWork], Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


@dataclass(frozen=True, slots=True)
class _Ending:
    result: Any = None
    error: Exception | None = None
    wakes_at: datetime | None = None
    conflicts: int = 0


class Writer:
    """`on_commit(tenant, wakes_at)` runs in the event loop after work that wants to be looked at again."""

    def __init__(
        self,
        database: Database,
        *,
        threads: int = 4,
        on_commit: Callable[[str, datetime], None] = lambda _tenant, _at: None,
        on_conflict: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._on_commit = on_commit
        self._on_conflict = on_conflict
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        serve = self._serve_groups if database.is_sqlite else self._serve_singly
        self._threads = [
            Thread(target=serve, name=f"database-{number}", daemon=True)
            for number in range(1 if database.is_sqlite else threads)
        ]
        self._closing = False

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    async def close(self) -> None:
        """Finishes what was handed in, takes no more."""
        self._closing = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join, CLOSE_SECONDS)

    async def run(self, tenant: str, work: Callable[[UnitOfWork], T]) -> T:
        """`work` may be run more than once, so it must have no effects outside its transaction.

        Raises what `work` raises; `Conflict` if it lost every race; `StorageUnavailable` if nothing can be written.
        """
        if self._closing:
            raise StorageUnavailable("shutting down")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(tenant, work, future, loop))
        return await future

    def _serve_groups(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first]
            stop = False
            with suppress(Empty):
                while len(jobs) < GROUP and not stop:
                    following = self._jobs.get_nowait()
                    stop = following is None
                    if following is not None:
                        jobs.append(following)
            self._finish(jobs, self._run_group(jobs))
            if stop:
                return

    def _serve_singly(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._finish([job], [self._run_single(job)])

    def _run_group(self, jobs: list[_Job]) -> list[_Ending]:
        """All are committed together: if the commit fails, all of them failed."""
        try:
            with self._database.transaction() as connection:
                return [_in_group(connection, job) for job in jobs]
        except Exception as error:  # noqa: BLE001  # a thread's edge: whoever waits gets it
            return [_Ending(error=error) for _ in jobs]

    def _run_single(self, job: _Job) -> _Ending:
        for conflicts in range(TRIES):
            try:
                with self._database.unit_of_work(job.tenant) as uow:
                    result = job.work(uow)
                return _Ending(result, None, uow.wakes_at, conflicts)
            except Conflict as error:
                lost = error
            except Exception as error:  # noqa: BLE001  # a thread's edge: whoever waits gets it
                return _Ending(error=error, conflicts=conflicts)
        return _Ending(error=lost, conflicts=TRIES)

    def _finish(self, jobs: list[_Job], endings: list[_Ending]) -> None:
        pairs = list(zip(jobs, endings, strict=True))
        # A loop that is closed has nobody left who waits; what was committed stays committed.
        with suppress(RuntimeError):
            jobs[0].loop.call_soon_threadsafe(self._resolve, pairs)

    def _resolve(self, pairs: list[tuple[_Job, _Ending]]) -> None:
        for job, ending in pairs:
            for _ in range(ending.conflicts):
                self._on_conflict()
            if job.future.cancelled():
                continue
            if ending.error is not None:
                job.future.set_exception(ending.error)
            else:
                job.future.set_result(ending.result)
        for job, ending in pairs:
            if ending.error is None and ending.wakes_at is not None:
                self._on_commit(job.tenant, ending.wakes_at)


def _in_group(connection: Connection, job: _Job) -> _Ending:
    for conflicts in range(TRIES):
        try:
            result, uow = in_savepoint(connection, job.tenant, job.work)
        except Conflict as error:
            lost = error
        except StorageUnavailable:
            # The transaction is gone, and with it everybody else's work in it.
            raise
        except Exception as error:  # noqa: BLE001  # a thread's edge: whoever waits gets it
            return _Ending(error=error, conflicts=conflicts)
        else:
            return _Ending(result, None, uow.wakes_at, conflicts)
    return _Ending(error=lost, conflicts=TRIES)
