"""Notices our own silence: what should have happened and has not. The operator hears it once, and when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.chores.alarm import AlarmBell
from bot.chores.holidays import year_unknown
from bot.clock import Clock, Respite
from bot.config import Alarm
from bot.errands import broken_templates
from bot.metrics import Metrics
from bot.texts.times import length
from bot.ticks import OK, Pump
from handlers.context import DeskNow
from storage.database import Database
from storage.unit_of_work import UnitOfWork

EVERY = timedelta(seconds=30)
SURE_AFTER_SECONDS = 2
"""What is found must still be so a moment later: after a stand-still, or when the clock moves, all is late at first."""
NOT_AGAIN = "没有再发生"
"""Of what has happened, and does not get right by waiting."""
AGAIN_AFTER = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1))
"""How long nothing more is said of what lasts: after the first time, the second, and from then on."""
REFUSALS_COUNT_FOR = 2 * broken_templates.FOR
"""Longer than a broken template is spared: while it is tried and refused again, it is the same trouble."""
MOST_FAILURES = 3
MOST_NAMED = 5
PROMPT = "【派单告警】"

KINDS = ("untimed", "timers", "failing_timers", "errands", "updates", "dead", "ways", "pumps", "holidays")


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is one of `KINDS`, `place` a tenant's or a pump's name: together they say whether it is the same one.
    `over`: what is said when it is found no more.
    """

    kind: str
    place: str
    sentence: str
    over: str = "恢复正常"


@dataclass(slots=True)
class _Told:
    finding: Finding
    times: int
    enough: Respite


class Watchdog:
    def __init__(  # all that it watches
        self,
        desks: Mapping[str, DeskNow],
        database: Database,
        clock: Clock,
        limits: Alarm,
        bell: AlarmBell,
        metrics: Metrics,
        pumps: Callable[[], Iterable[Pump]],
    ) -> None:
        self._desks = desks
        self._database = database
        self._clock = clock
        self._limits = limits
        self._bell = bell
        self._metrics = metrics
        self._pumps = pumps
        self._told: dict[tuple[str, str], _Told] = {}
        self._stopped = asyncio.Event()

    async def look(self) -> None:
        """Raises `StorageUnavailable`, which /readyz says by itself."""
        found = await asyncio.to_thread(lambda: {(each.kind, each.place): each for each in self._findings()})
        if found:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), SURE_AFTER_SECONDS)
                return
            again = await asyncio.to_thread(lambda: {(each.kind, each.place): each for each in self._findings()})
            found = {key: each for key, each in again.items() if key in found}
        self._metrics.alarms({kind: sum(each == kind for each, _ in found) for kind in KINDS})
        for key, finding in found.items():
            await self._tell(key, finding)
        for key in [key for key in self._told if key not in found]:
            await self._tell_end(key)

    def stop(self) -> None:
        """Whatever it is about to look at once more, nobody waits for that."""
        self._stopped.set()

    async def _tell(self, key: tuple[str, str], finding: Finding) -> None:
        now, told = self._clock.now(), self._told.get(key)
        if told is not None and told.enough.holds(now):
            return
        still = "还没有好：" if told else ""
        if await self._bell.ring(f"{PROMPT}{still}{finding.sentence}"):
            times = told.times + 1 if told else 1
            self._told[key] = _Told(finding, times, Respite(now, now + AGAIN_AFTER[min(times, len(AGAIN_AFTER)) - 1]))

    async def _tell_end(self, key: tuple[str, str]) -> None:
        finding = self._told[key].finding
        if await self._bell.ring(f"{PROMPT}{finding.over}：{finding.sentence}"):
            del self._told[key]

    def _findings(self) -> Iterator[Finding]:
        for pump in self._pumps():
            if pump.state != OK:
                yield Finding("pumps", pump.name, f"{pump.name} 不正常（{pump.state}），请看日志。")
        for tenant in self._desks:
            with self._database.reading(tenant) as uow:
                yield from self._of_tenant(tenant, uow)

    def _of_tenant(self, tenant: str, uow: UnitOfWork) -> Iterator[Finding]:
        now, reports, limits = self._clock.now(), uow.reports, self._limits
        if untimed := reports.tickets_without_timer(MOST_NAMED):
            yield Finding("untimed", tenant, f"{tenant} 有没完的工单没有定时提醒：{'、'.join(untimed)}。")
        timers = reports.timers_due(now - limits.timers_late)
        if timers.oldest is not None:
            yield Finding(
                "timers", tenant, f"{tenant} 有 {timers.count} 个定时提醒迟到 {length(now - timers.oldest)}。"
            )
        if failing := reports.failing_timers(MOST_FAILURES):
            yield Finding("failing_timers", tenant, f"{tenant} 有 {failing} 个定时提醒一直出错，请看日志。")
        errands = reports.errands_stuck(now - limits.errands_late)
        if errands.oldest is not None:
            waits = length(now - errands.oldest)
            yield Finding("errands", tenant, f"{tenant} 有 {errands.count} 条消息发不出去，最久的等了 {waits}。")
        if unhandled := reports.unhandled_count(now - timedelta(days=1), now - limits.updates_late):
            yield Finding("updates", tenant, f"{tenant} 有 {unhandled} 条收到的消息没有处理成，请看日志。", NOT_AGAIN)
        refused = reports.ways_set_up_wrong(now - REFUSALS_COUNT_FOR, now)
        if refused.count:
            within = length(REFUSALS_COUNT_FOR)
            yield Finding(
                "ways",
                tenant,
                f"{tenant} {within}内有 {refused.count} 条客户通知被拒（模板或权限不对）：{refused.why}。",
                NOT_AGAIN,
            )
        dead = reports.errands_dead(now - timedelta(hours=1), now)
        if dead.count:
            yield Finding("dead", tenant, f"{tenant} 一小时内有 {dead.count} 条消息送不到：{dead.why}。", NOT_AGAIN)
        if (year := year_unknown(self._desks[tenant](uow).playbook, now)) is not None:
            yield Finding(
                "holidays",
                tenant,
                f"{tenant} 不知道 {year} 年的法定节假日和调休，到时只按星期算工作时间："
                "请升级 chinese-calendar，或者写进剧本日历的 exceptions。",
            )
