"""Somebody is away (14): from the moment on at which it begins, said now or long before."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.card_in_hand import CardInHand
from emulator.directory import Member
from tests.scenarios.conftest import Desk
from tests.scenarios.dispatch_company import LEAK, PLAYBOOK, claims, opens, staff


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    file = tmp_path / "playbook.toml"
    file.write_text(PLAYBOOK, encoding="utf-8")
    return file


@pytest.fixture
def members() -> list[Member]:
    return staff()


async def wang_has_one_and_is_asked_for_another(desk: Desk) -> tuple[CardInHand, CardInHand, CardInHand]:
    """His two cards, and 赵工's of the second."""
    draft = await opens(desk, LEAK, "1120-1")
    wangs, zhaos = await desk.wang.sees_card("1120-1"), await desk.zhao.sees_card("1120-1")
    await claims(desk, desk.wang, wangs, "1120-1", draft, "王工")
    await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
    await desk.passes(minutes=3)
    await opens(desk, LEAK, "1120-2")
    zhaos = await desk.zhao.sees_card("1120-2")
    return wangs, await desk.wang.sees_card("1120-2"), zhaos


async def test_a_leave_that_was_planned_takes_effect_when_it_begins_and_the_leader_hears_what_is_in_hand(
    desk: Desk,
) -> None:
    wangs, card, zhaos = await wang_has_one_and_is_asked_for_another(desk)
    await desk.wang.says("明天请假")
    await desk.wang.hears("好的，11月21日（周六）全天不派单给您", "手上还有 1 张没完工：1120-1")
    assert "接单" in card.buttons
    await desk.passes(minutes=30)
    await desk.sun.hears("1120-2 还没有人接单")
    suns = await desk.sun.sees_card("1120-2")
    await desk.li.hears("1120-2 暂时还没有人接单")
    await desk.wecom.travel_to(desk.clock.now().replace(hour=15, minute=59, second=0))
    await desk.settles()
    await desk.passes(seconds=2)
    await desk.wang.hears("1120-1 很久没有动静了")
    await desk.wang.sees_card("1120-1 还在处理吗？")
    await desk.wang.sees_card_change(wangs, "这张卡片已经过时")
    await desk.sun.hears("1120-2 一直没有人接单")
    again = await desk.sun.sees_card("1120-2")
    await desk.sun.sees_card_change(suns, "这张卡片已经过时")
    assert "接单" in card.buttons
    await desk.passes(minutes=1)
    await desk.wang.sees_card_change(card, "已改派别人")
    for person, other in ((desk.zhao, zhaos), (desk.sun, again)):
        await person.sees_card_change(other, "已超时", "接单已超时（11月20日 09:33 前）")
    await desk.sun.hears(
        "王工 请假了，到 11月21日（周六）为止（含当天）；手上还有 1 张没完工：1120-1。", "1120-1 转给…"
    )


async def test_a_leave_that_begins_at_once_is_told_to_the_leader_too_who_hands_the_work_on(desk: Desk) -> None:
    wangs, card, _ = await wang_has_one_and_is_asked_for_another(desk)
    await desk.wang.says("请假 3 天")
    await desk.wang.hears("不派单给您", "手上还有 1 张没完工：1120-1")
    await desk.wang.sees_card_change(card, "已改派别人")
    await desk.sun.hears("王工 请假了，到 11月22日（周日）为止（含当天）；手上还有 1 张没完工：1120-1")
    await desk.sun.says("1120-1 转给赵工")
    await desk.sun.hears("1120-1 已转给 赵工")
    await desk.zhao.hears("1120-1 孙班长 转给您了")
    await desk.zhao.sees_card("1120-1 处理中")
    await desk.wang.sees_card_change(wangs, "已转给 赵工")
    await desk.wang.hears("1120-1 已转给 赵工", "您不用去了")
    await desk.li.hears("1120-1 改由 赵工 处理")
    await desk.li.sees_card("1120-1 赵工 已接单")


async def test_the_end_of_a_shift_is_nothing_that_a_leader_needs_to_hear_of(desk: Desk) -> None:
    _, card, _ = await wang_has_one_and_is_asked_for_another(desk)
    await desk.wang.says("下班")
    await desk.wang.hears("不派单给您", "手上还有 1 张没完工：1120-1")
    await desk.wang.sees_card_change(card, "已改派别人")


async def test_who_said_it_for_somebody_else_knows_it_already(desk: Desk) -> None:
    _, card, _ = await wang_has_one_and_is_asked_for_another(desk)
    await desk.sun.says("王工请假到周日")
    await desk.sun.hears("不派单给王工", "手上还有 1 张没完工：1120-1")
    await desk.wang.hears("孙班长替您说的")
    await desk.wang.sees_card_change(card, "已改派别人")


@pytest.mark.parametrize("words", ["请假 昨天", "下周请假", "请假到上周五"])
async def test_a_leave_that_cannot_be_understood_is_asked_about(desk: Desk, words: str) -> None:
    await desk.wang.says(words)
    await desk.wang.hears("没看懂请假从哪天到哪天", "请假到周五")
    await desk.wang.says("明天到后天请假")
    await desk.wang.hears("从 11月21日（周六）起，到 11月22日（周日）为止（含当天）不派单给您")


async def test_while_a_leader_is_away_whoever_is_above_hears_that_nobody_claims_it(desk: Desk) -> None:
    zhou = desk.wecom.person("zhouzong")
    await desk.sun.says("请假到周日")
    await desk.sun.hears("不派单给您")
    await opens(desk, LEAK, "1120-1")
    for each in (desk.wang, desk.zhao):
        await each.sees_card("1120-1", "等待接单")
    await desk.passes(minutes=30)
    await zhou.hears("1120-1 还没有人接单", "请安排一下")
    await zhou.sees_card("1120-1", "等待接单")
    await desk.li.hears("1120-1 暂时还没有人接单，已经提醒 周总")


async def test_a_planned_leave_is_mentioned_to_whoever_comes_to_work_before_and_can_be_called_off(desk: Desk) -> None:
    await desk.zhao.says("请假")
    await desk.zhao.hears("不派单给您")
    await desk.wang.says("明天请假")
    await desk.wang.hears("11月21日（周六）全天不派单给您；不休了就说「销假」")
    await desk.wang.says("上班")
    await desk.wang.hears("照常派单给您。11月21日（周六）起的请假还在，不休了就说「销假」。")
    await desk.wang.says("明天不请假了")
    await desk.wang.hears("照常派单给您。11月21日（周六）起的请假取消了。")
    await desk.wecom.travel_to(desk.clock.now().replace(hour=16, minute=30))
    await desk.settles()
    with desk.reading() as uow:
        assert not uow.staff.at(desk.clock.now(), ["wanggong"], (), None).said_of("wanggong", desk.clock.now())


async def test_going_home_for_the_day_does_not_shorten_a_longer_leave(desk: Desk) -> None:
    await desk.wang.says("请假3天")
    await desk.wang.hears("到 11月22日（周日）为止（含当天）不派单给您")
    await desk.passes(minutes=5)
    await desk.wang.says("下班")
    await desk.wang.hears("到 11月22日（周日）为止（含当天）不派单给您")
    await desk.passes(hours=48)
    await opens(desk, LEAK, "1122-1")
    await desk.zhao.sees_card("1122-1")


async def test_whoever_is_back_is_asked_for_what_their_own_group_waits_with(desk: Desk) -> None:
    await desk.wang.says("请假")
    await desk.wang.hears("从现在起不派单给您")
    draft = await opens(desk, LEAK, "1120-1")
    zhaos = await desk.zhao.sees_card("1120-1")
    await desk.wang.says("上班")
    await desk.wang.hears("从现在起照常派单给您")
    wangs = await desk.wang.sees_card("1120-1 等待接单")
    await claims(desk, desk.wang, wangs, "1120-1", draft, "王工")
    await desk.zhao.sees_card_change(zhaos, "已被 王工 接单")
