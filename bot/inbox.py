"""One update, one handler, all or nothing, once; and the timers, which are one more thing that arrives."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

import msgspec
import structlog

import handlers
from bot.clock import Clock
from bot.metrics import Metrics
from bot.texts import answers, customer_answers
from bot.writer import Writer
from handlers.context import Context, DeskNow
from handlers.replies import Answer, CustomerReply, Reply
from handlers.timers import fire
from handlers.updates import AppAlert, CardClick, Unsupported, Update
from storage.ahead import Foreseen
from storage.errands import Errand, ErrandKind
from storage.errors import StorageUnavailable
from storage.inbox import Arrival, Handled
from storage.timers import DueTimer
from storage.unit_of_work import UnitOfWork
from tickets.errors import DomainError
from tickets.notifications import Subject
from tickets.playbook import Playbook

log = structlog.get_logger()

LONGEST_POSTPONEMENT = timedelta(hours=1)
MOST_DOUBLINGS = 6
"""So many failures lead to the longest postponement; the power of more would not fit a duration."""


class Inbox:
    """Where everything that arrives is handled, whatever wire it came over."""

    def __init__(
        self,
        writer: Writer,
        clock: Clock,
        desks: Mapping[str, DeskNow],
        metrics: Metrics,
        *,
        foresee: Mapping[str, Callable[[Update], Foreseen | None]] = MappingProxyType({}),
        read_beside: Mapping[str, Callable[[Update], Awaitable[None]]] = MappingProxyType({}),
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._desks = desks
        self._metrics = metrics
        self._foresee = foresee
        self._read_beside = read_beside

    async def receive(self, tenant: str, update: Update) -> str | None:
        """`handle`, for who is answered in words; None: there is nothing to say on the spot."""
        handled = await self.handle(tenant, update)
        return handled.reply if _answerable(update) else None

    async def handle(self, tenant: str, update: Update) -> Handled:
        """Handle an update once, however often it is delivered; it ends the same each time.

        Raises `StorageUnavailable`, `Conflict` or whatever a bug raises: the update is then to be delivered again.
        """
        begun = time.perf_counter()
        handled = await self._committed(tenant, update)
        self._metrics.update_handled(handled.outcome.value)
        self._metrics.handler_took(time.perf_counter() - begun)
        log.info(
            "update handled",
            tenant=tenant,
            update=update.id,
            outcome=handled.outcome.value,
            reason=handled.reason,
            draft=handled.draft_id,
            ticket=handled.ticket_id,
        )
        return handled

    async def run_due_timers(self, tenant: str) -> datetime | None:
        """Fire everything that is due, the most overdue first; gives the time of the next one.

        Of one subject one at a time: what it sets may have been due before the others.
        """
        while due := await self._writer.run(tenant, lambda uow: uow.timers.due(self._clock.now())):
            first: dict[Subject, DueTimer] = {}
            for timer in due:
                first.setdefault(timer.subject, timer)
            await asyncio.gather(*(self._fire(tenant, timer) for timer in first.values()))
        return await self._writer.run(tenant, lambda uow: uow.timers.next_due())

    async def _committed(self, tenant: str, update: Update) -> Handled:
        try:
            if (beside := self._read_beside.get(tenant)) is not None:
                await beside(update)
            foresee = self._foresee.get(tenant)
            return await self._writer.run(
                tenant,
                partial(self._handle, tenant, update),
                first=True,
                foresee=partial(foresee, update) if foresee else None,
            )
        except DomainError as error:
            return await self._writer.run(tenant, partial(self._refuse, tenant, update, error), first=True)
        except StorageUnavailable:
            raise
        except Exception as error:  # a bug: written down, so that the account asks after it, and raised on
            log.exception("update failed", tenant=tenant, update=update.id, kind=type(update).__name__)
            await self._writer.run(tenant, partial(_remember_failure, update, self._clock.now(), error))
            raise

    def _handle(self, tenant: str, update: Update, uow: UnitOfWork) -> Handled:
        if (seen := uow.inbox.seen(update.id)) is not None:
            return seen
        ctx = Context(uow, self._desks[tenant](uow), self._clock.now())
        return _settle(ctx, update, handlers.handle(ctx, update))

    def _refuse(self, tenant: str, update: Update, error: DomainError, uow: UnitOfWork) -> Handled:
        if (seen := uow.inbox.seen(update.id)) is not None:
            return seen
        ctx = Context(uow, self._desks[tenant](uow), self._clock.now())
        return _settle(ctx, update, handlers.refuse(ctx, update, error))

    async def _fire(self, tenant: str, timer: DueTimer) -> None:
        try:
            late = await self._writer.run(tenant, partial(self._fire_one, tenant, timer))
        except StorageUnavailable:
            raise
        except Exception:  # a bug in one timer is logged and postponed: it never stops the others
            subject = {timer.subject.kind.value: timer.subject.id}
            log.exception("timer failed", tenant=tenant, timer=timer.kind.value, failures=timer.failures, **subject)
            wait = min(timedelta(minutes=2 ** min(timer.failures, MOST_DOUBLINGS)), LONGEST_POSTPONEMENT)
            until = self._clock.now() + wait
            await self._writer.run(tenant, lambda uow: uow.timers.postpone(timer, until))
            self._metrics.timer_failed(timer.kind.value)
        else:
            if late is not None:
                self._metrics.timer_fired(timer.kind.value, late.total_seconds())

    def _fire_one(self, tenant: str, timer: DueTimer, uow: UnitOfWork) -> timedelta | None:
        """How late it was; None: somebody else fired it."""
        now = self._clock.now()
        return now - timer.due_at if fire(Context(uow, self._desks[tenant](uow), now), timer) else None


def _settle(ctx: Context, update: Update, answer: Answer) -> Handled:
    """Remember how it ended. A click cannot be answered on the spot: its answer is a message of its own."""
    reply = _words(answer.reply, ctx.desk.playbook) if answer.reply else None
    if reply and not _answerable(update):
        ctx.uow.outbox.add(_message(update.sender, reply, ctx.now), ctx.now)
    for userid, said in answer.also:
        ctx.uow.outbox.add(_message(userid, answers.reply(said, ctx.desk.playbook), ctx.now), ctx.now)
    handled = Handled(
        outcome=answer.outcome,
        reason=answer.reason,
        reply=reply,
        draft_id=answer.draft_id,
        ticket_id=answer.ticket_id,
    )
    ctx.uow.inbox.remember(_arrival(update, ctx.now), handled)
    return handled


def _words(said: Reply, playbook: Playbook) -> str:
    return customer_answers.reply(said, playbook) if isinstance(said, CustomerReply) else answers.reply(said, playbook)


def _answerable(update: Update) -> bool:
    """WeCom ignores a reply to a card event; everything else may be answered on the spot."""
    return not isinstance(update, CardClick)


def _message(userid: str, text: str, now: datetime) -> Errand:
    return Errand(
        kind=ErrandKind.TEXT,
        lane=f"{userid}:said",
        recipient=userid,
        data={"text": text},
        not_before=now,
    )


def _arrival(update: Update, now: datetime, *, raw: str | None = None) -> Arrival:
    kind = update.event if isinstance(update, AppAlert) else type(update).__name__
    kept = update.raw if isinstance(update, Unsupported) else raw
    return Arrival(id=update.id, kind=kind[:40], sender=update.sender, received_at=now, raw=kept)


def _remember_failure(update: Update, now: datetime, error: Exception, uow: UnitOfWork) -> None:
    raw = msgspec.json.encode(asdict(update)).decode()
    uow.inbox.remember_failure(_arrival(update, now, raw=raw), type(error).__name__)
