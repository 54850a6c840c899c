"""What technicians say and press."""

from __future__ import annotations

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_ticket, claimed

OTHER_REPORT = "滨江花园5幢302马桶堵了，13700003333"


async def test_before_the_claim_the_number_is_hidden_and_after_it_everything_is_in_a_text(desk: Desk) -> None:
    cards = await a_ticket(desk)
    assert "138****1111" in cards.wang.text
    assert "13800001111" not in cards.wang.text
    await cards.wang.press("接单")
    await desk.wang.hears("1120-1 归您了", "地址：钱江新城3幢2单元", "客户：王女士", "电话：13800001111")
    await desk.wang.sees_card_change(cards.wang, "13800001111")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    assert "13800001111" not in cards.zhao.text
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "王工 已接单")


async def test_claiming_and_finishing_can_be_said(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.wang.says("1120-1 接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(cards.wang, "处理中")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "王工 已接单")
    await desk.passes(minutes=30)
    await desk.wang.says("完工了")
    await desk.wang.hears("1120-1 已完工，辛苦了")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")

    # The card's only code went with the claim; a press brings another one.
    assert cards.wang.buttons == ["出发", "到场", "等待…", "完工"]
    await cards.wang.press("完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")


async def test_with_two_jobs_in_hand_the_number_says_which_is_finished(desk: Desk) -> None:
    first = await a_claimed_ticket(desk)
    await claimed(desk, await a_ticket(desk, OTHER_REPORT, "1120-2"), "1120-2")
    await desk.passes(minutes=30)
    await desk.wang.says("完工")
    await desk.wang.hears("说的是哪张工单", "1120-2 滨江花园5幢302 马桶堵了", "1120-1 ")
    await desk.wang.says("1120-1")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(first.wang, "1120-1 已完工")
    await desk.li.hears("1120-1 王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")


async def test_of_several_that_can_be_claimed_the_number_says_which(desk: Desk) -> None:
    await a_ticket(desk)
    second = await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.wang.says("接单")
    await desk.wang.hears("说的是哪张工单", "1120-1 ", "1120-2 ")
    await desk.wang.says("1120-2")
    await desk.wang.hears("1120-2 归您了")
    await desk.wang.sees_card_change(second.wang, "处理中")
    await desk.zhao.sees_card_change(second.zhao, "已被 王工 接单")
    await desk.li.hears("1120-2 王工 已接单")
    await desk.li.sees_card_change(second.li, "王工 已接单")


@pytest.mark.parametrize("words", ["马桶那个", "302的", "滨江花园那单"])
async def test_or_words_that_are_true_of_one_of_them_say_it(desk: Desk, words: str) -> None:
    await a_ticket(desk)
    second = await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.wang.says("接单")
    await desk.wang.hears("说的是哪张工单", "1120-1 ", "1120-2 滨江花园5幢302 马桶堵了")
    await desk.wang.says(words)
    await desk.wang.hears("1120-2 归您了")
    await desk.wang.sees_card_change(second.wang, "处理中")
    await desk.zhao.sees_card_change(second.zhao, "已被 王工 接单")
    await desk.li.hears("1120-2 王工 已接单")
    await desk.li.sees_card_change(second.li, "王工 已接单")


async def test_what_is_true_of_both_is_asked_again(desk: Desk) -> None:
    await a_ticket(desk)
    await a_ticket(desk, "滨江花园6幢201电梯不动，13700003333", "1120-2")
    await desk.wang.says("接单")
    await desk.wang.hears("说的是哪张工单")
    await desk.wang.says("电梯那个")
    await desk.wang.hears("说的是哪张工单")


async def test_where_nothing_can_be_claimed_or_handed_on_that_is_said(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.zhao.says("接单")
    await desk.zhao.hears("现在没有等您接的工单", "请回复工单号")
    await desk.zhao.says("转给王工")
    await desk.zhao.hears("您手上没有可以转派的工单")


async def test_what_a_technician_says_is_about_the_job_in_hand(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=30)
    await desk.wang.says("需要订货")
    await desk.wang.hears("已记到工单 1120-1", "干完了点「完工」")
    await desk.li.hears("1120-1 王工 补充：需要订货")


async def test_a_fault_without_place_or_phone_is_about_the_job_in_hand(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=30)
    await desk.wang.says("主板烧了要换")
    await desk.wang.hears("已记到工单 1120-1")
    await desk.li.hears("1120-1 王工 补充：主板烧了要换")


async def test_a_fault_that_a_technician_finds_elsewhere_is_a_report(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=30)
    await desk.wang.says("滨江花园5幢楼道灯不亮了")
    await desk.passes(seconds=2)
    await desk.wang.sees_card("报修草稿", "滨江花园5幢", "灯不亮")


async def test_with_two_jobs_a_remark_waits_for_its_number(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await claimed(desk, await a_ticket(desk, OTHER_REPORT, "1120-2"), "1120-2")
    await desk.passes(minutes=30)
    await desk.wang.says("需要订货")
    await desk.wang.hears("说的是哪张工单", "1120-2 滨江花园5幢302 马桶堵了", "1120-1 ")
    await desk.wang.says("1120-2")
    await desk.wang.hears("已记到工单 1120-2")
    await desk.li.hears("1120-2 王工 补充：需要订货")


async def test_right_after_the_claim_a_word_goes_to_the_reporter(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(seconds=10)
    await desk.wang.says("十分钟后到")
    await desk.wang.hears("已记到工单 1120-1")
    await desk.li.hears("1120-1 王工 补充：十分钟后到")


async def test_an_ok_is_no_note(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.wang.says("收到")
    await desk.wang.hears("在的")


async def test_of_several_tickets_each_is_claimed_or_refused_by_itself(desk: Desk) -> None:
    first = await a_ticket(desk)
    second = await a_ticket(desk, "滨江花园5幢302马桶堵了，13700003333", "1120-2")
    await desk.passes(minutes=5)
    await second.zhao.press("接单")
    await desk.zhao.hears("1120-2 归您了")
    await desk.zhao.sees_card_change(second.zhao, "处理中")
    await desk.wang.sees_card_change(second.wang, "已被 赵工 接单")
    await desk.li.hears("1120-2", "赵工 已接单")
    await desk.li.sees_card_change(second.li, "赵工 已接单")
    await desk.wang.says("接 1120-1 1120-2")
    await desk.wang.hears("1120-1 归您了", "1120-2 已经被 赵工 接单了")
    await desk.wang.sees_card_change(first.wang, "处理中")
    await desk.zhao.sees_card_change(first.zhao, "已被 王工 接单")
    await desk.li.hears("1120-1", "王工 已接单")
    await desk.li.sees_card_change(first.li, "王工 已接单")
    with desk.reading() as uow:
        assert [str(each.number) for each in uow.tickets.in_hand("wanggong")] == ["1120-1"]
