"""Of several tickets the one that is meant is named by what it is about."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_ticket


async def test_of_several_tickets_the_one_that_is_named_is_claimed_and_finished(desk: Desk) -> None:
    first = await a_ticket(desk)
    second = await a_ticket(desk, "滨江花园5幢302马桶堵了，13700003333", "1120-2")
    await desk.wang.says("接单 马桶那个")
    await desk.wang.hears("1120-2 归您了")
    await desk.wang.sees_card_change(second.wang, "1120-2 处理中")
    await desk.zhao.sees_card_change(second.zhao, "已被 王工 接单")
    await desk.li.hears("1120-2 王工 已接单")
    await desk.li.sees_card_change(second.li, "1120-2 王工 已接单")
    await desk.wang.says("钱江新城的单我来")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(first.wang, "1120-1 处理中")
    await desk.zhao.sees_card_change(first.zhao, "已被 王工 接单")
    await desk.li.hears("1120-1 王工 已接单")
    await desk.li.sees_card_change(first.li, "1120-1 王工 已接单")
    await desk.wang.says("马桶那个完工 通了下水")
    await desk.wang.hears("1120-2 已完工", "通了下水")
    await desk.li.hears("1120-2 王工 已完工")
    await desk.li.sees_card("1120-2 王工 已完工")
