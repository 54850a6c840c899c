"""What whoever reported it can press: to call it off before it is done, to close it or send it back afterwards."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, a_claimed_ticket, a_draft, a_ticket, submitted


async def done(desk: Desk) -> Cards:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("完工 换了门机皮带")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    return Cards(await desk.li.sees_card("1120-1 王工 已完工", "处理 换了门机皮带"), cards.wang, cards.zhao)


async def test_before_it_is_done_it_can_be_called_off_with_a_reason(desk: Desk) -> None:
    cards = await a_ticket(desk)
    assert "09:30 前接单" in cards.li.text
    assert cards.li.buttons == ["取消工单…"]
    await cards.li.press("取消工单…")
    await desk.li.sees_card_change(cards.li, "取消 1120-1？")
    await cards.li.press("取消工单", why="客户不修了")
    await desk.li.sees_card_change(cards.li, "1120-1 已取消")
    for person, card in ((desk.wang, cards.wang), (desk.zhao, cards.zhao)):
        await person.sees_card_change(card, "1120-1 已取消")


async def test_whoever_thinks_better_of_it_is_back_where_they_were(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await cards.li.press("取消工单…")
    await desk.li.sees_card_change(cards.li, "取消 1120-1？")
    await cards.li.press("取消工单", why="不了，返回")
    await desk.li.sees_card_change(cards.li, "1120-1 已提交", "取消工单…")


async def test_when_it_is_done_one_press_closes_it(desk: Desk) -> None:
    cards = await done(desk)
    assert cards.li.buttons == ["客户说好了，关单", "返工"]
    await cards.li.press("客户说好了，关单")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    await desk.wang.hears("李静 转告：客户说修好了，已关闭")


async def test_when_it_is_done_and_was_not_mended_one_press_sends_it_back(desk: Desk) -> None:
    cards = await done(desk)
    await cards.li.press("返工")
    await desk.li.sees_card_change(cards.li, "1120-1 王工 已接单", "取消工单…")
    await desk.wang.hears("1120-1 还没修好，请再去一次")
    await desk.wang.sees_card("【返工 1】1120-1 处理中")
    await desk.sun.hears("1120-1 要返工", "还是 王工 处理")


async def test_a_draft_that_was_corrected_shows_who_has_it_like_any_other(desk: Desk) -> None:
    draft = await a_draft(desk)
    await desk.passes(minutes=3)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改：电话 → 13900002222")
    await desk.li.sees_card_change(draft, "13900002222")
    cards = await submitted(desk, draft)
    await cards.wang.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(cards.wang, "处理中")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card("1120-1 王工 已接单", "取消工单…")
