"""Acceptance by three: the customer, the 管家 and quality say what they think of the work; nobody of their own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.commands import account, tickets
from handlers.customers import acceptance
from tests.scenarios.conftest import Desk
from tests.scenarios.customers import the_customer
from tests.scenarios.stories import a_claimed_ticket
from tests.scenarios.test_acceptance import a_finished_ticket, finishes, happened
from tests.tickets.samples import MINIMAL
from tickets.ratings import Aspect, RatedBecause, Rating

PEOPLE = """
[[people]]
userid = "dingjie"
name = "丁洁"

[[people]]
userid = "wumin"
name = "吴敏"

[roles]
butler = "dingjie"
quality = ["wumin"]
"""


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """The smallest one, with a 管家 and somebody for quality, who draws nothing."""
    text = (
        MINIMAL.read_text(encoding="utf-8")
        .replace("[roles]", PEOPLE)
        .replace("[acceptance]", "[acceptance]\nqa_share = 0.0")
    )
    (file := tmp_path / "playbook.toml").write_text(text, encoding="utf-8")
    return file


def ratings(desk: Desk) -> list[Rating]:
    with desk.reading() as uow:
        return uow.ratings.of_ticket(1)


async def test_the_butler_gives_stars_for_service_and_for_skill(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_finished_ticket(desk)
    card = await ding.sees_card("1120-1 请评价", "王工 处理（调了门机）")
    assert card.options("服务")[:2] == ["请选择", "★★★★★ 很好"]
    await card.press("提交评价", 服务="★★★★★ 很好", 专业="★★★★ 好")
    await ding.sees_card_change(card, "1120-1 已评价", "服务 ★★★★★，专业 ★★★★")
    (given,) = ratings(desk)
    assert given.aspects == {Aspect.SERVICE: 5, Aspect.SKILL: 4}
    assert happened(desk)[-1] == "TicketRated"


async def test_who_leaves_one_out_is_told_and_nothing_is_kept(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_finished_ticket(desk)
    card = await ding.sees_card("1120-1 请评价")
    await card.press("提交评价", 服务="★★★★★ 很好")
    await ding.hears("1120-1 两项都选了星")
    assert ratings(desk)[0].at is None


async def test_whoever_does_not_answer_gets_the_card_once_more_and_not_again(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_finished_ticket(desk)
    before = await ding.sees_card("1120-1 请评价")
    await desk.passes(hours=25)
    await ding.sees_card_change(before, "已经过时")
    card = await ding.sees_card("1120-1 请评价")
    await card.press("提交评价", 服务="★★★★★ 很好", 专业="★★★★ 好")
    await ding.sees_card_change(card, "1120-1 已评价")
    await desk.passes(hours=24)
    await desk.li.hears("1120-1")


async def test_whoever_has_answered_is_not_reminded(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_finished_ticket(desk)
    card = await ding.sees_card("1120-1 请评价")
    await card.press("提交评价", 服务="★★★★★ 很好", 专业="★★★★ 好")
    await ding.sees_card_change(card, "1120-1 已评价")
    await desk.passes(hours=25)


async def test_few_stars_are_looked_at_by_quality_and_whoever_leads_hears_of_them(desk: Desk) -> None:
    ding, wu = desk.wecom.person("dingjie"), desk.wecom.person("wumin")
    cards = await a_finished_ticket(desk)
    await ding.sees_card("1120-1 请评价")
    await the_customer(desk, lambda ctx, ticket: acceptance.accept(ctx, ticket, 7, stars=2, words="来晚了"))
    await desk.wang.hears("客户确认修好了")
    await desk.li.hears("客户确认修好了")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    await desk.sun.hears("1120-1 客户 只给了 2 星（来晚了）", "王工 处理的")
    card = await wu.sees_card("1120-1 请抽查", "有人打了低分")
    await card.press("提交评价", 修得怎么样="★★★ 一般", 记录全不全="★ 很差")
    await wu.sees_card_change(card, "1120-1 已评价")
    assert [each.because for each in ratings(desk)][-1] is RatedBecause.FEW_STARS


async def test_whoever_is_content_is_not_looked_at_unless_it_is_drawn(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = await a_finished_ticket(desk)
    await desk.wecom.person("dingjie").sees_card("1120-1 请评价")
    await the_customer(desk, lambda ctx, ticket: acceptance.accept(ctx, ticket, 7, stars=5))
    await desk.wang.hears("客户确认修好了")
    await desk.li.hears("客户确认修好了")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    assert [each.by for each in ratings(desk)] == ["dingjie", "customer:7"]
    assert tickets.run(desk.works.settings, json=True, limit=1, tenant=None) == 0
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert line["acceptance"] == "customer"
    assert [(each["rater"], each["stars"]) for each in line["ratings"]] == [("butler", None), ("customer", 5)]
    assert account.run(desk.works.settings, day=date(2026, 11, 20), tenant=None) == 0
    assert "当天关闭的工单：客户确认 1" in capsys.readouterr().out


async def test_what_is_worked_on_again_is_judged_when_that_is_done_and_quality_looks_at_it(desk: Desk) -> None:
    ding, wu = desk.wecom.person("dingjie"), desk.wecom.person("wumin")
    cards = await a_claimed_ticket(desk)
    done = await finishes(desk, cards.wang)
    before = await ding.sees_card("1120-1 请评价")
    await the_customer(desk, lambda ctx, ticket: acceptance.send_back(ctx, ticket, 7, "还在响"))
    await ding.sees_card_change(before, "1120-1 要返工", "等修好再评价")
    await desk.wang.hears("1120-1 还没修好（还在响）")
    again = await desk.wang.sees_card("【返工 1】1120-1 处理中")
    await desk.sun.hears("1120-1 要返工")
    await desk.li.hears("1120-1 要返工")
    await desk.li.sees_card_change(done, "1120-1 王工 已接单")
    done = await finishes(desk, again)
    await ding.sees_card("1120-1 请评价")
    await desk.li.says("1120-1 关闭")
    await desk.li.hears("已关闭")
    await desk.li.sees_card_change(done, "1120-1 已关闭")
    await desk.wang.hears("已关闭")
    await wu.sees_card("1120-1 请抽查", "返工过")


async def test_what_was_said_to_be_done_too_early_is_judged_when_it_is_and_is_no_rework(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    cards = await a_claimed_ticket(desk)
    done = await finishes(desk, cards.wang)
    before = await ding.sees_card("1120-1 请评价")
    await desk.wang.says("返工 还差一个垫圈")
    await desk.wang.hears("1120-1 继续处理。")
    again = await desk.wang.sees_card("1120-1 处理中")
    await ding.sees_card_change(before, "1120-1 还没完工", "完工了再评价")
    await desk.li.hears("1120-1 王工 还没干完（还差一个垫圈）")
    await desk.li.sees_card_change(done, "1120-1 王工 已接单")
    done = await finishes(desk, again)
    await ding.sees_card("1120-1 请评价")
    await desk.li.says("1120-1 关闭")
    await desk.li.hears("已关闭")
    await desk.li.sees_card_change(done, "1120-1 已关闭")
    await desk.wang.hears("已关闭")


async def test_what_nobody_confirmed_is_looked_at(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_finished_ticket(desk)
    before = await ding.sees_card("1120-1 请评价")
    for _ in range(3):
        await desk.passes(days=1)
    await ding.sees_card_change(before, "已经过时")
    await ding.sees_card("1120-1 请评价")
    await desk.li.hears("客户一直没说修没修好")
    await desk.li.hears("按「未确认」关闭")
    await desk.wang.hears("按「未确认」关闭")
    await desk.wecom.person("wumin").sees_card("1120-1 请抽查", "客户没有确认")


async def test_a_second_press_changes_nothing(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await a_finished_ticket(desk)
    card = await ding.sees_card("1120-1 请评价")
    await card.press("提交评价", 服务="★★★★★ 很好", 专业="★★★★★ 很好")
    await ding.sees_card_change(card, "已评价")
    await desk.settles()
    assert happened(desk).count("TicketRated") == 1
