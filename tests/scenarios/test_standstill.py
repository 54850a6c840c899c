"""Somebody has it, and nothing moves."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, a_claimed_ticket, a_ticket


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
    await desk.passes(days=3)


async def test_what_nobody_claims_is_not_forgotten_after_the_ladder(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(minutes=30)
    await desk.sun.hears("1120-1 还没有人接单", "请安排一下")
    card = await desk.sun.sees_card("1120-1", "等待接单")
    await desk.li.hears("1120-1 暂时还没有人接单，已经提醒 孙班长")
    await desk.passes(hours=7, minutes=30)
    await desk.sun.hears("1120-1 一直没有人接单", "请您安排")
    await desk.sun.sees_card("1120-1", "等待接单")
    await desk.sun.sees_card_change(card, "这张卡片已经过时")
