"""A draft that nobody submits."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted


async def test_its_sender_is_reminded_after_half_an_hour_and_told_when_it_expires(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.passes(minutes=29)
    desk.li.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.li.hears("还有一份草稿没提交（钱江新城3幢2单元", "回复「提交」就派单")
    await desk.passes(hours=23)
    desk.li.hears_nothing_more()
    await desk.passes(minutes=31)
    await desk.li.hears("有一份草稿一直没提交，已经收起（钱江新城3幢2单元")
    await desk.li.sees_card_change(card, "已过期")
    assert card.greyed == "已过期"


async def test_a_draft_can_be_submitted_after_the_reminder(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.passes(minutes=30)
    await desk.li.hears("还有一份草稿没提交")
    await submitted(desk, card)
    await desk.passes(hours=2)
    await desk.passes(seconds=2)  # what is late waits a moment for what overtakes it
    await desk.li.hears("还没有人接单")
    await desk.sun.hears("还没有人接单")
    await desk.sun.sees_card("1120-1")


async def test_a_submitted_draft_is_not_reminded_of(desk: Desk) -> None:
    await submitted(desk, await a_draft(desk))
    await desk.passes(minutes=29)


async def test_a_correction_puts_the_reminder_off(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.passes(minutes=20)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改")
    await desk.li.sees_card_change(card, "13900002222")
    await desk.passes(minutes=20)
    desk.li.hears_nothing_more()
    await desk.passes(minutes=10)
    await desk.li.hears("还有一份草稿没提交")


async def test_what_an_expired_draft_lacked_is_no_longer_asked_for(desk: Desk) -> None:
    card = await a_draft(desk, "钱江新城3幢2单元501厨房水管漏水")
    await desk.passes(minutes=30)
    await desk.li.hears("还有一份草稿没提交")
    await desk.passes(hours=24)
    await desk.li.hears("已经收起")
    await desk.li.sees_card_change(card, "已过期")
    await desk.li.says("13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "电话: 13800001111", "还差故障")
