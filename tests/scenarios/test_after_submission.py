"""What comes right after a submission still belongs to that matter; and what is wrong on a ticket can be mended."""

from __future__ import annotations

import pytest

from emulator.directory import Member
from emulator.staff import demo_members
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_ticket


@pytest.fixture
def members() -> list[Member]:
    return [*demo_members(), Member(userid="chenjie", name="陈姐", departments=[2])]


async def test_a_message_within_the_window_is_added_to_the_ticket(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(seconds=30)
    await desk.li.says("记得带梯子")
    await desk.li.hears("已记到工单 1120-1（还没有人接单，09:30 前接单）")
    await desk.sun.hears("1120-1 李静 补充：记得带梯子")


async def test_whoever_works_on_it_is_told_what_was_added(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(seconds=30)
    await desk.li.says("1120-1 记得带梯子")
    await desk.li.hears("已记到工单 1120-1（王工 处理中）")
    await desk.wang.hears("1120-1 李静 补充：记得带梯子")


async def test_after_the_window_it_is_not_added(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(seconds=91)
    await desk.li.says("我跟她说过了")
    await desk.passes(seconds=2)
    await desk.li.hears("没看出要报修什么")


async def test_a_new_report_right_after_a_submission_is_a_draft_of_its_own(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(seconds=20)
    await desk.li.says("滨江花园5幢302马桶堵了")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "马桶堵了")


async def test_a_piece_that_contradicts_the_ticket_begins_a_draft_of_its_own(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(seconds=20)
    await desk.li.says("滨江花园5幢302，13700003333")
    await desk.li.says("马桶堵了")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "滨江花园5幢302", "13700003333", "马桶堵了")


async def test_thanks_after_a_submission_are_not_added(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(seconds=20)
    await desk.li.says("谢谢")
    await desk.li.hears("不客气")


async def test_a_correction_right_after_the_submission_changes_the_ticket_and_all_cards(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.passes(seconds=20)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("工单 1120-1 已改：电话 → 13900002222")
    await desk.li.sees_card_change(cards.li, "13900002222")
    await desk.wang.sees_card_change(cards.wang, "139****2222")
    await desk.zhao.sees_card_change(cards.zhao, "139****2222")


async def test_a_ticket_is_corrected_by_its_number_and_the_assignee_is_told(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(minutes=10)
    await desk.li.says("1120-1 电话 13900002222，加急")
    await desk.li.hears("工单 1120-1 已改：电话 → 13900002222；紧急 → 是")
    await desk.wang.hears("1120-1 李静 更正：电话 13900002222；加急")
    await desk.wang.sees_card_change(cards.wang, "【急】1120-1", "13900002222")
    await desk.li.sees_card("1120-1 王工 已接单", "13900002222")


async def test_the_technician_can_correct_it_too(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(minutes=10)
    await desk.wang.says("1120-1 地址 钱江新城3幢3单元")
    await desk.wang.hears("工单 1120-1 已改：地址 → 钱江新城3幢3单元")
    await desk.wang.sees_card_change(cards.wang, "钱江新城3幢3单元")
    await desk.li.hears("1120-1 王工 更正：地址 钱江新城3幢3单元")
    await desk.li.sees_card("1120-1 王工 已接单", "钱江新城3幢3单元")


async def test_a_stranger_to_the_ticket_cannot_correct_it(desk: Desk) -> None:
    chen = desk.wecom.person("chenjie")
    await a_ticket(desk)
    await chen.says("1120-1 电话 13900002222")
    await chen.hears("1120-1 不归您管，请找 孙班长")


async def test_a_required_fact_cannot_be_taken_out_of_a_ticket(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(minutes=5)
    await desk.li.says("1120-1 去掉电话")
    await desk.li.hears("必填")


async def test_nothing_is_corrected_on_a_finished_ticket_but_it_is_noted(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.li.says("1120-1 电话 13900002222")
    await desk.li.hears("已记到工单 1120-1（已完工）", "没修好就回复「1120-1 返工」")
    await desk.wang.hears("1120-1 李静 补充：电话 13900002222")


async def test_right_after_it_was_submitted_a_correction_needs_no_number(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.passes(minutes=1)
    await desk.li.says("刚才那个地址错了，是6幢")
    await desk.li.hears("工单 1120-1 已改：地址 → 钱江新城6幢2单元")
    await desk.li.sees_card_change(cards.li, "6幢")
    await desk.wang.sees_card_change(cards.wang, "6幢")
    await desk.zhao.sees_card_change(cards.zhao, "6幢")


async def test_a_follow_up_at_variance_with_the_only_ticket_is_asked_about_by_its_number(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(minutes=20)
    await desk.li.says("钱江新城6幢那单师傅怎么还没到，客户又打电话来催了")
    await desk.li.hears("说的是哪张工单？请回复工单号：\n1120-1 ")


async def test_a_correction_without_draft_or_number_is_asked_about_and_then_done(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.passes(minutes=5)
    await desk.li.says("加急")
    await desk.li.hears("没有草稿可改", "请回复工单号", "1120-1")
    await desk.li.says("1120-1")
    await desk.li.hears("工单 1120-1 已改：紧急 → 是")
    await desk.wang.sees_card_change(cards.wang, "【急】1120-1")
    await desk.zhao.sees_card_change(cards.zhao, "【急】1120-1")


async def test_a_corrected_ticket_is_claimed_with_what_is_right(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.li.says("1120-1 电话 13900002222")
    await desk.li.hears("已改")
    await desk.li.sees_card_change(cards.li, "13900002222")
    await desk.wang.sees_card_change(cards.wang, "139****2222")
    await desk.zhao.sees_card_change(cards.zhao, "139****2222")
    await cards.wang.press("接单")
    await desk.wang.hears("1120-1 归您了", "电话：13900002222")
    await desk.wang.sees_card_change(cards.wang, "13900002222", "完工")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card("1120-1 王工 已接单", "13900002222")
