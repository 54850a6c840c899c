"""The relay: does the errands that committed transactions left behind, with no transaction open meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.clock import Clock
from bot.errands import Errands, Job, Settle
from bot.metrics import Metrics
from bot.wecom.errors import ChannelMisconfigured, ChannelRejected, ChannelUnavailable
from bot.writer import Writer
from storage.outbox import Errand
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()

LEASE = timedelta(seconds=60)
"""Longer than the longest call with its retries; a relay that died is replaced after this."""
AT_ONCE = 16
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)


class Relay:
    """One tenant's. `drain` starts whatever is due and comes back; each errand that ends calls `wake`."""

    def __init__(self, tenant: str, errands: Errands, writer: Writer, clock: Clock, metrics: Metrics) -> None:
        self._tenant = tenant
        self._errands = errands
        self._writer = writer
        self._clock = clock
        self._metrics = metrics
        self._running: dict[int, asyncio.Task[None]] = {}
        self.wake: Callable[[], None] = lambda: None

    async def drain(self) -> datetime | None:
        """Gives the time when the next errand may be done; None: nothing waits."""
        while (room := AT_ONCE - len(self._running)) > 0:
            jobs = await self._writer.run(self._tenant, partial(self._lease, room))
            if jobs is None:
                break
            for job in jobs:
                self._start(job)
        return await self._writer.run(self._tenant, lambda uow: uow.outbox.next_due())

    async def close(self) -> None:
        """Let what is under way end; the rest stays in its rows."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=LEASE.total_seconds())

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def _lease(self, room: int, uow: UnitOfWork) -> list[Job] | None:
        """None: nothing is due. What needs no outside world is settled here and now."""
        now = self._clock.now()
        leased = uow.outbox.lease(now, until=now + LEASE, most=room)
        if not leased:
            return None
        # A clock that jumps ahead ends leases early; what is still under way in this process is not begun twice.
        fresh = [errand for errand in leased if errand.id not in self._running]
        return [job for errand in fresh if (job := self._errands.prepare(uow, errand, now)) is not None]

    def _start(self, job: Job) -> None:
        task = asyncio.create_task(self._carry_out(job), name=f"errand-{job.errand.id}")
        self._running[job.errand.id] = task
        task.add_done_callback(lambda _: self._ended(job.errand.id))

    def _ended(self, errand_id: int) -> None:
        self._running.pop(errand_id, None)
        self.wake()

    async def _carry_out(self, job: Job) -> None:
        settle = await self._attempt(job)
        await self._writer.run(self._tenant, partial(settle, now=self._clock.now()))

    async def _attempt(self, job: Job) -> Settle:
        errand = job.errand
        try:
            settle = await job.run()
        except ChannelMisconfigured as error:
            # Waits for the operator: giving it up would lose what people were promised.
            log.error("channel misconfigured", errand=errand.id, why=str(error))  # noqa: TRY400  # expected, no traceback
            return self._later(errand, LONGEST_WAIT, str(error), counted=False)
        except ChannelUnavailable as error:
            return self._unavailable(job, error)
        except ChannelRejected as error:
            return job.rejected(error)
        except Exception as error:
            log.exception("errand failed", errand=errand.id, kind=errand.kind.value)
            return self._later(errand, _back_off(errand.attempts), type(error).__name__)
        self._metrics.errand_ended(errand.kind.value, "done")
        return settle

    def _unavailable(self, job: Job, error: ChannelUnavailable) -> Settle:
        errand = job.errand
        self._metrics.errand_ended(errand.kind.value, "retry")
        wait = error.retry_after or _back_off(errand.attempts)
        log.warning("channel unavailable", errand=errand.id, attempts=errand.attempts, why=str(error))
        return self._later(errand, wait, str(error), forget_request=not error.maybe_delivered)

    def _later(
        self, errand: Errand, wait: timedelta, why: str, *, counted: bool = True, forget_request: bool = False
    ) -> Settle:
        def settle(uow: UnitOfWork, *, now: datetime) -> None:
            if forget_request:
                uow.outbox.attempted(errand.id, None)
            if errand.written_at is not None and now - errand.written_at > GIVE_UP_AFTER:
                uow.outbox.dead(errand.id, now, why)
            else:
                uow.outbox.retry(errand, now, not_before=now + wait, why=why, counted=counted)

        return settle


def _back_off(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s … with some jitter, so that a crowd of errands does not come back all at once."""
    seconds = min(2 ** (attempts - 1), LONGEST_WAIT.total_seconds()) * random.uniform(0.8, 1.2)  # noqa: S311  # jitter
    return timedelta(seconds=seconds)
