"""Somebody has it, and nothing moves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from emulator.card_in_hand import CardInHand
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, a_claimed_ticket, a_ticket

Begin = Callable[[Desk], Awaitable[Cards]]
MINUTE = timedelta(minutes=1)


async def asked(desk: Desk) -> Cards:
    cards = await a_claimed_ticket(desk)
    await desk.passes(hours=7, minutes=59)
    desk.wang.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 很久没有动静了", "还在处理")
    fresh = await desk.wang.sees_card("1120-1 还在处理吗？", "还在处理", "完工")
    await desk.wang.sees_card_change(cards.wang, "这张卡片已经过时")
    return Cards(cards.li, fresh, cards.zhao)


async def test_whoever_has_it_is_asked_and_one_tap_answers(desk: Desk) -> None:
    cards = await asked(desk)
    await cards.wang.press("还在处理")
    await desk.wang.hears("1120-1 好的")
    await desk.wang.sees_card_change(cards.wang, "1120-1 处理中")
    await desk.passes(hours=7, minutes=59)


async def test_a_card_is_retired_when_its_successor_is_there_and_not_before(desk: Desk) -> None:
    await asked(desk)
    calls = [record for record in desk.wecom.world.wire if "template_card" in record.request]
    assert "还在处理吗" in calls[-2].request
    assert "已经过时" in calls[-1].request


@pytest.mark.parametrize("words", ["还在处理", "配件下午到，晚上弄好"])
async def test_whoever_is_asked_may_answer_in_words(desk: Desk, words: str) -> None:
    cards = await asked(desk)
    await desk.wang.says(words)
    await desk.wang.hears("已记到工单 1120-1")
    await desk.wang.sees_card_change(cards.wang, "1120-1 处理中")
    await desk.li.hears(f"王工 补充：{words}")
    await desk.passes(hours=7, minutes=59)


async def test_whoever_speaks_of_it_is_not_asked_whether_it_moves(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=7)
    await desk.wang.says("配件下午到，晚上弄好")
    await desk.wang.hears("已记到工单 1120-1")
    await desk.li.hears("王工 补充")
    await desk.passes(hours=7, minutes=59)


async def test_what_nobody_answers_the_leader_hears_of(desk: Desk) -> None:
    cards = await asked(desk)
    await desk.passes(hours=8)
    await desk.wang.hears("1120-1 很久没有动静了")
    again = await desk.wang.sees_card("1120-1 还在处理吗？")
    await desk.wang.sees_card_change(cards.wang, "这张卡片已经过时")
    await desk.sun.hears("1120-1 问了 王工 还在不在处理", "一直没有回音")
    await again.press("完工")
    await desk.wang.hears("1120-1")
    await desk.wang.sees_card_change(again, "已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.passes(hours=12)


async def test_what_nobody_claims_is_not_forgotten_after_the_ladder(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(minutes=30)
    await desk.sun.hears("1120-1 还没有人接单", "请安排一下")
    card = await desk.sun.sees_card("1120-1", "等待接单")
    await desk.li.hears("1120-1 暂时还没有人接单，已经提醒 孙班长")
    await desk.passes(hours=7, minutes=59)
    desk.sun.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.sun.hears("1120-1 一直没有人接单", "请您安排")
    await desk.sun.sees_card("1120-1", "等待接单")
    await desk.sun.sees_card_change(card, "这张卡片已经过时")


async def on_the_way(desk: Desk) -> Cards:
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("出发")
    await desk.wang.sees_card_change(cards.wang, "1120-1 在路上")
    await desk.li.hears("王工 已出发")
    return cards


async def on_site(desk: Desk) -> Cards:
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("到场")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已到场")
    await desk.li.hears("王工 已到场")
    return cards


async def is_asked(desk: Desk, cards: Cards) -> CardInHand:
    """A fresh card comes, with the question and its answer on it."""
    await desk.wang.hears("1120-1 很久没有动静了", "还在处理")
    fresh = await desk.wang.sees_card("1120-1 还在处理吗？", "还在处理")
    await desk.wang.sees_card_change(cards.wang, "这张卡片已经过时")
    return fresh


@pytest.mark.parametrize(
    ("begin", "almost", "shows"),
    [
        (on_the_way, timedelta(hours=2, minutes=59), "1120-1 在路上"),
        (on_site, timedelta(hours=23, minutes=59), "1120-1 已到场"),
    ],
    ids=["three hours on the way", "a day on site"],
)
class TestHowLong:
    async def test_one_is_asked_and_answers_with_one_tap(
        self, desk: Desk, begin: Begin, almost: timedelta, shows: str
    ) -> None:
        cards = await begin(desk)
        await passes(desk, almost)
        desk.wang.hears_nothing_more()
        await passes(desk, MINUTE)
        fresh = await is_asked(desk, cards)
        await fresh.press("还在处理")
        await desk.wang.hears("1120-1 好的")
        await desk.wang.sees_card_change(fresh, shows)
        await passes(desk, almost)
        desk.sun.hears_nothing_more()

    async def test_one_does_not_answer_so_the_leader_hears_when_it_is_asked_again(
        self, desk: Desk, begin: Begin, almost: timedelta, shows: str
    ) -> None:
        cards = await begin(desk)
        assert shows in cards.wang.text
        await passes(desk, almost + MINUTE)
        first = await is_asked(desk, cards)
        await passes(desk, almost)
        desk.sun.hears_nothing_more()
        await passes(desk, MINUTE)
        await is_asked(desk, replace(cards, wang=first))
        await desk.sun.hears("1120-1 问了 王工 还在不在处理", "一直没有回音")


async def passes(desk: Desk, time: timedelta) -> None:
    await desk.passes(seconds=time.total_seconds())
