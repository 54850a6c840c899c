"""The relay: does the errands that committed transactions left behind, with no transaction open meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot import logs
from bot.channels.errors import ChannelMisconfigured, ChannelRejected, ChannelUnavailable
from bot.channels.shut import Shut, WayShut
from bot.clock import Clock
from bot.errands import Errands
from bot.errands.jobs import Ending, Job, Settle, dead
from bot.metrics import Metrics
from bot.writer import Writer
from storage.database import in_savepoint
from storage.errands import Errand, ErrandKind
from storage.errors import Conflict, StorageUnavailable
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()

LEASE = timedelta(seconds=60)
"""A relay that died is replaced after this. Longer than calls take; of several processes another one may begin a large
file's upload again.
"""
AT_ONCE = 16
LONGEST_WAIT = timedelta(minutes=1)
"""So soon after WeCom is back, everything is on its way again."""
MOST_ATTEMPTS = 1500
"""About a day of them. A day by the clock would also pass while this program, or the clock itself, stood still."""
ONCE_MORE_AFTER = timedelta(minutes=2)
"""What may have arrived is not said again at once, by when the trouble is hardly over."""
WRITE_AGAIN_SECONDS = 1
CLOSE_SECONDS = 15
"""As long as the longest call."""


@dataclass(frozen=True, slots=True)
class _Leased:
    """`settled` needed nothing from the outside world."""

    jobs: list[Job]
    settled: list[tuple[ErrandKind, Ending]]


class Relay:
    """One tenant's. `drain` starts whatever is due and comes back; each errand that ends calls `wake`."""

    def __init__(self, tenant: str, errands: Errands, writer: Writer, clock: Clock, metrics: Metrics) -> None:
        self._tenant = tenant
        self._errands = errands
        self._writer = writer
        self._clock = clock
        self._metrics = metrics
        self._running: dict[int, asyncio.Task[None]] = {}
        self._looked_at = clock.now()
        self.wake: Callable[[], None] = lambda: None

    async def drain(self) -> datetime | None:
        """Gives the time when the next errand may be done; None: nothing waits, or `wake` will say."""
        while (room := AT_ONCE - len(self._running)) > 0:
            looked_at = await self._look_at_the_clock()
            leased = await self._writer.run(self._tenant, partial(self._lease, room, frozenset(self._running)))
            if leased is None:
                following = await self._writer.run(self._tenant, lambda uow: uow.outbox.next_due())
                # What was due already and could not be leased is in somebody's hands: looking again at once is in vain.
                return following if following is not None and following > looked_at else None
            for kind, ending in leased.settled:
                self._count(kind, ending)
            for job in leased.jobs:
                self._start(job)
        return None

    async def close(self) -> None:
        """Let what is under way end; the rest stays in its rows."""
        if self._running:
            _, unfinished = await asyncio.wait(self._running.values(), timeout=CLOSE_SECONDS)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    async def settled(self) -> None:
        """Waits for what is under way."""
        if self._running:
            await asyncio.wait(self._running.values())

    async def _look_at_the_clock(self) -> datetime:
        """What was put off by a clock that has been set back since is not waited for."""
        now = self._clock.now()
        if now < self._looked_at:
            await self._writer.run(self._tenant, lambda uow: uow.outbox.bring_forward(now))
        self._looked_at = now
        return now

    def _lease(self, room: int, busy: frozenset[int], uow: UnitOfWork) -> _Leased | None:
        """None: nothing is due."""
        now = self._clock.now()
        errands = uow.outbox.lease(now, until=now + LEASE, most=room, busy=busy)
        if not errands:
            return None
        leased = _Leased([], [])
        for errand in errands:
            prepared = self._prepare(uow, errand, now)
            if isinstance(prepared, Job):
                leased.jobs.append(prepared)
            else:
                leased.settled.append((errand.kind, prepared))
        return leased

    def _prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """One that cannot be prepared must not stop the others."""
        try:
            job, _ = in_savepoint(uow.connection, self._tenant, lambda own: self._errands.prepare(own, errand, now))
        except (Conflict, StorageUnavailable):
            raise
        except Exception as error:  # a bug in one errand is logged and tried again later: the others go on
            # On the database's thread nothing is known but what is said here.
            log.exception("errand failed", tenant=self._tenant, **_ids(errand))
            return _later(errand, _back_off(errand.attempts), type(error).__name__)(uow, now=now)
        return job

    def _start(self, job: Job) -> None:
        task = asyncio.create_task(self._carry_out(job), name=f"errand-{job.errand.id}")
        self._running[job.errand.id] = task
        task.add_done_callback(lambda _: self._ended(job.errand.id))

    def _ended(self, errand_id: int) -> None:
        self._running.pop(errand_id, None)
        self.wake()

    async def _carry_out(self, job: Job) -> None:
        with logs.about(tenant=self._tenant, **_ids(job.errand)):
            settle = await self._attempt(job)
            try:
                ending = await self._written(settle)
            except Exception:  # a bug, after it was done out there: doing it again and again is worse than a gap
                log.exception("errand cannot be settled")
                ending = await self._written(partial(dead, job.errand, "cannot be settled"))
        self._count(job.errand.kind, ending)

    async def _written(self, settle: Settle) -> Ending:
        """However long the database is away: until then the errand counts as under way, so nobody here repeats it.

        Should the process end first, the row still has its request, which is then repeated to the letter.
        """
        while True:
            try:
                return await self._writer.run(self._tenant, partial(settle, now=self._clock.now()))
            except (Conflict, StorageUnavailable) as error:
                log.warning("errand not settled yet", why=str(error))
                await asyncio.sleep(WRITE_AGAIN_SECONDS)

    async def _attempt(self, job: Job) -> Settle:
        errand = job.errand
        try:
            return await job.run()
        except ChannelMisconfigured as error:
            # Waits for the operator: giving it up would lose what people were promised.
            log.error("channel misconfigured", why=str(error))  # noqa: TRY400  # expected, no traceback
            return _later(errand, error.retry_after, str(error), job.take_back, counted=False)
        except ChannelUnavailable as error:
            log.warning("channel unavailable", attempts=errand.attempts, why=str(error))
            return _unavailable(job, error)
        except ChannelRejected as error:
            log.warning("errand refused", recipient=errand.recipient, why=str(error))
            return job.rejected(error)
        except (Conflict, StorageUnavailable) as error:  # of the database, with the access token, or of the files
            log.warning("errand not attempted", why=str(error))
            return _later(errand, _back_off(errand.attempts), str(error))
        except Exception as error:  # a bug while it was done out there: logged, tried again later, the others go on
            log.exception("errand failed")
            return _later(errand, _back_off(errand.attempts), type(error).__name__)

    def _count(self, kind: ErrandKind, ending: Ending) -> None:
        if ending is Ending.DELAYED:
            self._metrics.delivery_delayed()
        else:
            self._metrics.errand_ended(kind.value, ending.value)


def _ids(errand: Errand) -> dict[str, str | int]:
    subject = {errand.subject.kind.value: errand.subject.id} if errand.subject else {}
    return {"errand": errand.id, "kind": errand.kind.value, **subject}


def _nothing(_: UnitOfWork) -> None:
    """Taken back: it may have arrived, for all we know."""


def _unavailable(job: Job, error: ChannelUnavailable) -> Settle:
    """What may have arrived, and would arrive once more, is said once more and then left to another way or a person."""
    errand, wait = job.errand, max(error.retry_after or timedelta(), _back_off(job.errand.attempts))
    if not error.maybe_delivered:
        return _later(errand, wait, str(error), job.take_back)
    if not job.comes_twice:
        return _later(errand, wait, str(error))
    if errand.request is None:
        return _later(errand, ONCE_MORE_AFTER, str(error))
    return job.rejected(WayShut(Shut.SILENT, None, f"no answer, twice: {error}"))


def _later(
    errand: Errand,
    wait: timedelta,
    why: str,
    take_back: Callable[[UnitOfWork], object] = _nothing,
    *,
    counted: bool = True,
) -> Settle:
    def settle(uow: UnitOfWork, *, now: datetime) -> Ending:
        take_back(uow)
        if errand.attempts >= MOST_ATTEMPTS:
            return dead(errand, why, uow, now=now)
        uow.outbox.retry(errand, not_before=now + wait, why=why, counted=counted)
        return Ending.RETRY

    return settle


def _back_off(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s … with some jitter, so that a crowd of errands does not come back all at once."""
    seconds = min(2 ** (attempts - 1), LONGEST_WAIT.total_seconds()) * random.uniform(0.8, 1.2)  # noqa: S311  # jitter
    return timedelta(seconds=seconds)
