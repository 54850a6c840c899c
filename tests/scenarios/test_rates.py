"""WeCom drops without a word what is too much for one member: so it waits instead."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft

PRESSES = 35


async def test_more_than_thirty_messages_in_a_minute_wait_and_arrive_in_their_order(desk: Desk) -> None:
    card = await a_draft(desk)
    for _ in range(PRESSES):
        await card.press("看出处")
    await desk.settles()
    for _ in range(29):  # the card was the first of thirty
        await desk.li.hears("各项出处")
    desk.li.hears_nothing_more()
    await desk.passes(seconds=74)
    desk.li.hears_nothing_more()
    await desk.passes(seconds=1)
    for _ in range(PRESSES - 29):
        await desk.li.hears("各项出处")
    assert f"paidan_deliveries_delayed_total {PRESSES - 29}.0" not in await desk.metrics()
    assert desk.wecom.dropped == []


async def test_one_members_flood_holds_up_nobody_else(desk: Desk) -> None:
    card = await a_draft(desk)
    for _ in range(PRESSES):
        await card.press("看出处")
    await desk.settles()
    for _ in range(29):
        await desk.li.hears("各项出处")
    await desk.sun.says("滨江花园5幢302马桶堵了，13700003333")
    await desk.passes(seconds=2)
    await desk.sun.sees_card("马桶堵了")
    await desk.passes(seconds=75)
    for _ in range(PRESSES - 29):
        await desk.li.hears("各项出处")
