"""The database's threads: work goes in from the event loop, its result comes out after the commit.

Whatever is waiting is run in one transaction and committed once: most of a small transaction is its beginning and its
end. A refusal is undone alone and leaves the group whole. Where anything else in such a group fails, or somebody else
holds what it needs, nothing of it stands and each piece is run again in a transaction of its own; so no piece of work
concerns another. SQLite has one writer at a time, hence one thread; on PostgreSQL a few work side by side, so that one
that waits for a lock does not hold up the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Thread
from typing import Any, TypeVar

from msgspec import Struct

from bot.turns import Turns
from storage.ahead import Foreseen
from storage.connection import Connection
from storage.database import Database, in_savepoint
from storage.errors import Conflict, Held, StorageUnavailable
from storage.unit_of_work import UnitOfWork
from tickets.errors import DomainError

T = TypeVar("T")

GROUP = 64
GROUP_OF_SEVERAL = 16
"""Where there are several threads: one has something to read while another waits for the server."""
TRIES = 5
"""How often a piece of work is run when somebody else wrote first."""
CLOSE_SECONDS = 10
"""A database that hangs must not hold up the end."""


@dataclass(slots=True, eq=False)
class _Job:
    tenant: str
    work: Callable[[UnitOfWork], Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    foresee: Callable[[], Foreseen | None] | None
    foreseen: Foreseen | None = None


class _Ending(Struct, frozen=True):
    result: Any = None
    error: Exception | None = None
    wakes_at: datetime | None = None
    conflicts: int = 0


class Writer:
    """`on_commit(tenant, wakes_at)` runs in the event loop after work that wants to be looked at again; `announce` in
    the transaction, with the earliest such time of each tenant.
    """

    def __init__(
        self,
        database: Database,
        *,
        threads: int = 4,
        on_commit: Callable[[str, datetime], None] = lambda _tenant, _at: None,
        on_conflict: Callable[[], None] = lambda: None,
        announce: Callable[[Connection, Mapping[str, datetime]], None] = lambda _connection, _wakes: None,
    ) -> None:
        self._database = database
        self._on_commit = on_commit
        self._on_conflict = on_conflict
        self._announce = announce
        self._turns: Turns[_Job] = Turns(GROUP if database.is_sqlite else GROUP_OF_SEVERAL)
        self._looks_ahead = Lock()
        self._threads = [
            Thread(target=self._serve, name=f"database-{number}", daemon=True)
            for number in range(1 if database.is_sqlite else threads)
        ]
        self._closing = False

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    async def close(self) -> None:
        """Finishes what was handed in, takes no more."""
        self._closing = True
        self._turns.end()
        for thread in self._threads:
            await asyncio.to_thread(thread.join, CLOSE_SECONDS)

    async def run(
        self,
        tenant: str,
        work: Callable[[UnitOfWork], T],
        *,
        first: bool = False,
        foresee: Callable[[], Foreseen | None] | None = None,
    ) -> T:
        """`work` may be run more than once, so it must have no effects outside its transaction.

        `first`: somebody waits for an answer, so it goes before what nobody waits for.

        `foresee` says what it is going to ask, so that it can be asked for a whole group at once; and does what takes
        long and needs no database. It is run in no transaction, for one after the other: doing the same thing again
        and again is quicker than this and that in turns.

        Raises what `work` raises; `Conflict` if it lost every race; `StorageUnavailable` if nothing can be written.
        """
        if self._closing:
            raise StorageUnavailable("shutting down")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._turns.put(_Job(tenant, work, future, loop, foresee), first=first)
        return await future

    def _serve(self) -> None:
        while jobs := self._next_group():
            self._finish(jobs, self._run(jobs))

    def _next_group(self) -> list[_Job]:
        """None: the end. Python runs one thread at a time, so what is done for the next group is done by one thread at
        a time as well; what comes in meanwhile makes the one behind it larger.
        """
        with self._looks_ahead:
            jobs = self._turns.take()
            _look_ahead(jobs)
        return jobs

    def _run(self, jobs: list[_Job]) -> list[_Ending]:
        if len(jobs) == 1:
            return [self._alone(jobs[0])]
        try:
            return self._together(jobs)
        except Held:
            return [self._alone(job) for job in jobs]
        except StorageUnavailable as error:
            return [_Ending(error=error) for _ in jobs]
        except Exception:  # noqa: BLE001  # whose it is shows when each is alone
            return [self._alone(job) for job in jobs]

    def _together(self, jobs: list[_Job]) -> list[_Ending]:
        """Savepoints only where they are needed: each is two more journeys to the database."""
        try:
            return self._as_one(jobs, _straight)
        except DomainError:
            return self._as_one(jobs, _in_savepoint)

    def _as_one(self, jobs: list[_Job], run: Callable[[Connection, _Job], _Ending]) -> list[_Ending]:
        with self._database.group(_foreseen(jobs)) as connection:
            endings = [run(connection, job) for job in jobs]
            wakes = ((job.tenant, ending.wakes_at) for job, ending in zip(jobs, endings, strict=True))
            self._tell_others(connection, wakes)
            return endings

    def _alone(self, job: _Job) -> _Ending:
        for conflicts in range(TRIES):
            try:
                with self._database.unit_of_work(job.tenant, _foreseen([job])) as uow:
                    result = job.work(uow)
                    self._tell_others(uow.connection, [(job.tenant, uow.wakes_at)])
                return _Ending(result, None, uow.wakes_at, conflicts)
            except Conflict as error:
                lost = error
            except Exception as error:  # noqa: BLE001  # a thread's edge: whoever waits gets it
                return _Ending(error=error, conflicts=conflicts)
        return _Ending(error=lost, conflicts=TRIES)

    def _tell_others(self, connection: Connection, wakes: Iterable[tuple[str, datetime | None]]) -> None:
        if earliest := _earliest(wakes):
            self._announce(connection, earliest)

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
        wakes = ((job.tenant, ending.wakes_at) for job, ending in pairs if ending.error is None)
        for tenant, at in _earliest(wakes).items():
            self._on_commit(tenant, at)


def _look_ahead(jobs: Iterable[_Job]) -> None:
    for job in jobs:
        if job.foresee is not None:
            with suppress(Exception):  # what is wrong with it shows when it is its turn
                job.foreseen = job.foresee()


def _foreseen(jobs: Iterable[_Job]) -> list[Foreseen]:
    return [job.foreseen for job in jobs if job.foreseen is not None]


def _earliest(wakes: Iterable[tuple[str, datetime | None]]) -> dict[str, datetime]:
    """When each tenant wants to be looked at first."""
    earliest: dict[str, datetime] = {}
    for tenant, at in wakes:
        if at is not None:
            earliest[tenant] = min(at, earliest.get(tenant, at))
    return earliest


def _straight(connection: Connection, job: _Job) -> _Ending:
    uow = UnitOfWork(connection, job.tenant)
    result = job.work(uow)
    return _Ending(result, None, uow.wakes_at)


def _in_savepoint(connection: Connection, job: _Job) -> _Ending:
    try:
        result, uow = in_savepoint(connection, job.tenant, job.work)
    except DomainError as error:
        return _Ending(error=error)
    return _Ending(result, None, uow.wakes_at)
