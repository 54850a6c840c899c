"""What should have happened and has not: the operator hears of it by another way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.chores import watchdog
from bot.chores.alarm import bell_for
from bot.config import Alarm, Secret
from storage.errands import Errand, ErrandKind
from storage.inbox import Arrival
from storage.schema import errand, timer
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.operator import Operator
from tests.scenarios.stories import a_draft, a_ticket
from tests.tickets.samples import MINIMAL
from tickets.calendar import last_known_year

KEEPS_HOLIDAYS = """
[[calendars]]
key = "office"
name = "办公时间"
week = { mon-fri = ["09:00-18:00"] }
"""


async def test_while_all_is_well_nothing_is_said(desk: Desk, operator: Operator) -> None:
    await a_ticket(desk)
    assert await operator.hears() == []
    assert 'paidan_alarms{kind="untimed"} 0.0' in await desk.metrics()


async def test_a_message_that_cannot_be_sent_is_told_once_now_and_then_and_when_it_is_over(
    desk: Desk, operator: Operator, allow_errors: Callable[[str], None]
) -> None:
    allow_errors("channel misconfigured")
    desk.wecom.switches.ip_not_trusted = True
    await desk.li.says("钱江新城3幢2单元电梯门关不上，王女士13800001111")
    await desk.passes(seconds=2)
    await desk.passes(minutes=9)
    assert await operator.hears() == []
    await desk.passes(minutes=2)
    assert await operator.hears() == ["【派单告警】demo 有 1 条消息发不出去，最久的等了 11 分钟。"]
    async with desk.works.session.get(f"{desk.url}/readyz") as ready:
        assert ready.status == 200, "this process is well: it is WeCom that does not want it"
    assert 'paidan_alarms{kind="errands"} 1.0' in await desk.metrics()
    await desk.passes(minutes=10)
    assert await operator.hears() == []
    desk.wecom.switches.ip_not_trusted = False
    await desk.passes(minutes=6)
    await desk.li.sees_card("报修草稿")
    assert await operator.hears() == ["【派单告警】恢复正常：demo 有 1 条消息发不出去，最久的等了 11 分钟。"]
    assert await operator.hears() == []


async def test_an_alarm_that_was_not_heard_is_rung_again(desk: Desk, operator: Operator) -> None:
    await a_ticket(desk)
    with desk.works.database.transaction() as connection:
        connection.execute(delete(timer))
    for _ in range(20):
        desk.wecom.world.robots.may_speak(operator.webhook.partition("key=")[2], desk.clock.now())
    assert await operator.hears() == []
    await desk.wecom.advance(timedelta(minutes=1))
    assert await operator.hears() == ["【派单告警】demo 有没完的工单没有定时提醒：1120-1。"]
    assert 'paidan_alarms{kind="untimed"} 1.0' in await desk.metrics()


async def test_an_update_that_nobody_could_handle_is_told(desk: Desk, operator: Operator) -> None:
    await a_draft(desk)
    arrival = Arrival(id="u9", kind="TextMessage", sender="lijing", received_at=desk.clock.now())
    await desk.works.writer.run("demo", lambda uow: uow.inbox.remember_failure(arrival, "KeyError"))
    assert await operator.hears() == []
    await desk.passes(minutes=6)
    assert await operator.hears() == ["【派单告警】demo 有 1 条收到的消息没有处理成，请看日志。"]


async def test_what_could_not_be_delivered_does_not_get_well_by_waiting(desk: Desk, operator: Operator) -> None:
    def given_up(uow: UnitOfWork) -> None:
        uow.outbox.add(Errand(kind=ErrandKind.TEXT, lane="x", recipient="lijing", not_before=tomorrow), tomorrow)

    tomorrow = desk.tomorrow
    await desk.works.writer.run("demo", given_up)
    with desk.works.database.transaction() as connection:
        connection.execute(update(errand).values(state="dead", settled_at=desk.clock.now(), reason="user not found"))
    await desk.passes(minutes=1)
    told = "demo 一小时内有 1 条消息送不到：user not found。"
    assert await operator.hears() == [f"【派单告警】{told}"]
    await desk.passes(hours=1)
    assert await operator.hears() == [f"【派单告警】没有再发生：{told}"]


async def test_a_process_that_runs_into_a_year_whose_holidays_are_unknown_says_so(
    desk: Desk, operator: Operator
) -> None:
    """Or promises would be counted without them, and nobody would know."""
    text = MINIMAL.read_text(encoding="utf-8") + KEEPS_HOLIDAYS
    now = desk.clock.now()
    await desk.works.writer.run("demo", lambda uow: uow.playbooks.apply(text, by="zhouzong", now=now))
    assert await operator.hears() == []
    year = last_known_year()
    await desk.wecom.travel_to(now.replace(year=year, month=12, day=5))
    await desk.settles()
    (said,) = await operator.hears()
    assert f"不知道 {year + 1} 年的法定节假日和调休" in said


async def test_a_pump_that_has_ended_is_told(desk: Desk, operator: Operator) -> None:
    await a_pump_has_ended(desk)
    assert await operator.hears() == ["【派单告警】timers-demo 不正常（stopped），请看日志。"]


async def test_the_end_does_not_wait_until_it_is_sure(
    desk: Desk, operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "SURE_AFTER_SECONDS", 3600)
    await a_pump_has_ended(desk)
    operator.dog.stop()
    assert await operator.hears() == []


async def a_pump_has_ended(desk: Desk) -> None:
    pump = desk.works.tenants["demo"].pumps[0]
    pump.stop()
    async with asyncio.timeout(5):
        while pump.state == "ok":  # noqa: ASYNC110  # nothing tells that it has ended
            await asyncio.sleep(0.01)


async def test_what_a_robot_refuses_is_not_heard(desk: Desk) -> None:
    webhook = Secret(f"{desk.wecom.url}/cgi-bin/webhook/send?key=no")
    assert not await bell_for(Alarm(webhook=webhook), desk.works.session).ring("试一下")
