"""WeCom in bad times: nothing is lost, nothing is said twice, and what cannot be said becomes visible."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from emulator.card_in_hand import CardInHand
from emulator.switches import Outage
from tests.scenarios.conftest import PATIENCE, Desk
from tests.scenarios.stories import REPORT, Cards, a_claimed_ticket, a_draft, a_ticket, claimed, submitted

LEFT = 5
"""WeCom's status of a member who has left the company."""


async def the_company_is_looked_at(desk: Desk, *, times: int) -> None:
    """At first and every fifteen minutes; the app's own members come last."""
    async with asyncio.timeout(PATIENCE):
        while sum("agent/get" in each.path for each in desk.wecom.log) < times:  # noqa: ASYNC110  # nothing tells that
            await asyncio.sleep(0.01)


async def finished(desk: Desk, cards: Cards) -> None:
    await cards.wang.press("完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")


@pytest.mark.parametrize("honoured", [True, False])
async def test_it_makes_no_difference_whether_wecom_honours_passive_card_replies(desk: Desk, *, honoured: bool) -> None:
    desk.wecom.switches.passive_card_replies = honoured
    await finished(desk, await a_claimed_ticket(desk))


async def test_a_token_that_dies_early_is_replaced_and_nobody_notices(desk: Desk) -> None:
    card = await a_draft(desk)
    desk.wecom.world.tokens.kill()
    cards = await claimed(desk, await submitted(desk, card))
    await desk.passes(minutes=2)
    desk.wecom.world.tokens.expire(desk.clock.now())
    await finished(desk, cards)


async def test_a_token_is_renewed_over_a_long_day(desk: Desk) -> None:
    for hour in range(4):
        await desk.li.says("在吗")
        await desk.li.hears("在的")
        card = await a_draft(desk)
        await card.press("作废")
        await desk.li.hears("草稿已作废")
        await desk.li.sees_card_change(card, "已作废")
        await desk.passes(hours=2 + hour)


async def test_while_the_address_is_not_trusted_everything_waits_and_says_what_is_true_then(
    desk: Desk, allow_errors: Callable[..., None]
) -> None:
    allow_errors("channel misconfigured")
    desk.wecom.switches.ip_not_trusted = True
    await desk.li.says(REPORT)
    await desk.passes(seconds=2)
    await desk.passes(minutes=20)
    await desk.li.says("电话 13900002222")
    await desk.passes(minutes=1)
    desk.wecom.switches.ip_not_trusted = False
    await desk.passes(minutes=5)
    card = await desk.li.sees_card("报修草稿", "电话: 13900002222")
    await submitted(desk, card)


@pytest.mark.parametrize("how", [Outage.CLOSED, Outage.UNAVAILABLE, Outage.ANSWER_LOST])
async def test_what_happens_during_an_outage_is_told_afterwards_once(desk: Desk, how: Outage) -> None:
    cards = await a_ticket(desk)
    desk.wecom.switches.outage = how
    await cards.wang.press("接单")
    await desk.settles()
    looks_free = "接单" in cards.zhao.buttons
    assert looks_free == (how is not Outage.ANSWER_LOST)
    if looks_free:
        await cards.zhao.press("接单")
    await desk.passes(minutes=5)
    await cards.wang.press("完工") if "完工" in cards.wang.buttons else await desk.wang.says("1120-1 完工")
    await desk.passes(minutes=5)
    desk.wecom.switches.outage = Outage.NONE
    for _ in range(8):
        await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    if looks_free:
        await desk.zhao.hears("1120-1 已经被 王工 接单了")
    await desk.zhao.sees_card_change(cards.zhao, "已完工" if looks_free else "已被 王工 接单")
    await desk.li.hears("1120-1 王工 已接单")
    await desk.li.hears("1120-1 王工 已完工")
    await desk.li.sees_card_change(cards.li, "王工 已接单")
    await desk.li.sees_card("王工 已完工", "返工")


async def test_a_card_whose_answer_was_lost_is_there_once_and_replaced_when_it_must_change(desk: Desk) -> None:
    first = await _a_draft_without_an_answer(desk)
    await desk.passes(seconds=10)
    desk.wecom.switches.outage = Outage.NONE
    await desk.passes(minutes=2)

    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改")
    fresh = await desk.li.sees_card("报修草稿", "13900002222")
    assert "13900002222" not in first.text
    await submitted(desk, fresh)


async def test_a_press_that_overtakes_the_answer_to_its_cards_sending_is_shown_on_that_card(desk: Desk) -> None:
    card = await _a_draft_without_an_answer(desk)
    await card.press("作废")
    desk.wecom.switches.outage = Outage.NONE
    await desk.passes(seconds=2)
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(card, "已作废")


async def _a_draft_without_an_answer(desk: Desk) -> CardInHand:
    """The bot is left to guess whether the card arrived; it did, and the access token had before."""
    await desk.sun.says("滨江花园5幢302马桶堵了，13700003333")
    await desk.passes(seconds=2)
    await desk.sun.sees_card("马桶堵了")
    desk.wecom.switches.outage = Outage.ANSWER_LOST
    await desk.li.says(REPORT)
    await desk.passes(seconds=2)
    return await desk.li.sees_card("报修草稿")


async def test_a_technician_who_left_is_named_to_the_reporter_once_and_not_tried_for_ever(desk: Desk) -> None:
    await the_company_is_looked_at(desk, times=1)
    desk.wecom.world.directory.members["zhaogong"].status = LEFT
    card = await a_draft(desk)
    wang = await _submitted_without_zhao(desk, card)
    await wang.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(wang, "处理中")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(card, "王工 已接单")
    await desk.passes(hours=7)
    with desk.reading() as uow:
        assert [each.recipient for each in uow.reports.dead_errands(desk.long_ago, desk.tomorrow)] == ["zhaogong"]
    assert 'paidan_errands_total{kind="card",outcome="dead"} 1.0' in await desk.metrics()


async def _submitted_without_zhao(desk: Desk, card: CardInHand) -> CardInHand:
    await card.press("提交")
    await desk.li.hears("已提交", "1120-1")
    await desk.li.sees_card_change(card, "1120-1 已提交")
    wang = await desk.wang.sees_card("1120-1", "等待接单")
    await desk.li.hears("1120-1 的通知 赵工 收不到", "已离职")
    await desk.settles()
    return wang


async def test_a_leader_who_left_is_named_once_although_told_twice(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.passes(minutes=25)
    await the_company_is_looked_at(desk, times=2)
    desk.wecom.world.directory.members["sunban"].status = LEFT
    await desk.passes(minutes=5)
    await desk.li.hears("1120-1 暂时还没有人接单")
    await desk.li.hears("1120-1 的通知 孙班长 收不到")
    assert cards.wang.buttons == ["接单", "接不了…", "为什么给我"]


async def test_where_the_reporter_left_the_leader_hears_of_it(desk: Desk) -> None:
    cards = await a_ticket(desk)
    desk.wecom.world.directory.members["lijing"].status = LEFT
    await cards.wang.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(cards.wang, "处理中")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.sun.hears("1120-1 的通知 李静 收不到")


async def test_a_picture_that_wecom_forgot_before_it_could_be_fetched_is_given_up_and_seen(desk: Desk) -> None:
    await a_draft(desk)
    desk.wecom.switches.outage = Outage.UNAVAILABLE
    await desk.li.sends_image(b"\xff\xd8\xff\xe0 a photo", "photo.jpg")
    await desk.settles()
    await desk.passes(hours=73)
    desk.wecom.switches.outage = Outage.NONE
    for _ in range(4):
        await desk.passes(minutes=2)
    await desk.li.hears("已经收起")
    with desk.reading() as uow:
        dead = uow.reports.dead_errands(desk.long_ago, desk.tomorrow)
    assert [each.kind for each in dead] == ["fetch_media"]
