"""Messages of one matter are one draft, however they come."""

from __future__ import annotations

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_draft, submitted

PIECES = ("钱江新城3幢2单元501", "厨房水管漏水", "王女士 13800001111")


async def test_messages_forwarded_all_at_once_become_one_draft(desk: Desk) -> None:
    await desk.li.forwards(*PIECES)
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "钱江新城3幢2单元501", "厨房水管漏水", "王女士", "13800001111")
    with desk.reading() as uow:
        assert uow.reports.open_drafts() == 1


async def test_the_card_waits_until_no_more_messages_come(desk: Desk) -> None:
    for piece in PIECES:
        await desk.li.says(piece)
        await desk.passes(seconds=1)
        desk.li.hears_nothing_more()
    await desk.passes(seconds=1)
    await desk.li.sees_card("报修草稿", "钱江新城3幢2单元501", "厨房水管漏水", "王女士", "13800001111")


async def test_a_burst_without_a_pause_is_shown_after_ten_seconds_all_the_same(desk: Desk) -> None:
    await desk.li.says("钱江新城3幢2单元电梯门关不上")
    for second in range(1, 10):
        await desk.passes(seconds=1)
        desk.li.hears_nothing_more()
        await desk.li.says(f"还有第{second}点要说")
    await desk.passes(seconds=1)
    card = await desk.li.sees_card("报修草稿", "还差电话")
    await desk.li.says("王女士 13800001111")
    await desk.passes(seconds=1)
    desk.li.hears_nothing_more()
    await desk.passes(seconds=1)
    await desk.li.sees_card_change(card, "13800001111")


async def test_what_comes_later_changes_the_card_and_sends_no_other(desk: Desk) -> None:
    card = await a_draft(desk, "钱江新城3幢2单元501厨房水管漏水")
    assert "还差电话，直接回复就行" in card.text
    await desk.li.says("王女士 13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(card, "13800001111", "请核对，没问题就提交")


async def test_when_no_code_is_left_a_fresh_card_comes_and_the_old_one_fails_politely(desk: Desk) -> None:
    old = await a_draft(desk)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改：电话 → 13900002222")
    await desk.li.sees_card_change(old, "13900002222")
    await desk.li.says("联系人 李先生")
    await desk.li.hears("已改：客户 → 李先生")
    fresh = await desk.li.sees_card("报修草稿", "李先生", "13900002222")

    await submitted(desk, fresh)
    await old.press("提交")
    await desk.li.hears("已经提交过了，工单号 1120-1")
    await desk.li.sees_card_change(old, "请看新的卡片")
    assert old.buttons == []


@pytest.mark.parametrize(
    "pasted",
    [
        "张三 11-20 09:12\n钱江新城3幢501厨房水管漏水\n李静 11-20 09:13\n请问电话多少\n张三 11-20 09:13\n13800001111",
        "张三: 钱江新城3幢501厨房水管漏水\n李静: 请问电话多少\n张三: 13800001111",
        "张三  2026-11-20 09:12:30\n钱江新城3幢501厨房水管漏水\n张三  2026-11-20 09:13:01\n13800001111",
    ],
)
async def test_a_pasted_conversation_is_one_draft(desk: Desk, pasted: str) -> None:
    card = await a_draft(desk, pasted)
    assert "故障：厨房水管漏水" in card.text
    assert "电话: 13800001111" in card.text
    assert "钱江新城3幢501" in card.text


async def test_two_matters_within_the_window_are_two_drafts(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.li.says("滨江花园5幢302马桶堵了，13700003333")
    await desk.passes(seconds=2)
    await desk.li.sees_card("门关不上", "13800001111")
    await desk.li.sees_card("马桶堵了", "13700003333")


async def test_a_report_from_another_place_is_another_matter_even_without_a_phone(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.li.says("钱江新城5幢302马桶堵了")
    await desk.passes(seconds=2)
    await desk.li.sees_card("门关不上", "3幢")
    await desk.li.sees_card("马桶堵了", "5幢302")


async def test_another_device_of_the_same_caller_is_another_matter(desk: Desk) -> None:
    await desk.li.says("空调不制冷，序列号HR2025-0318，王女士13800001111")
    await desk.passes(seconds=2)
    first = await desk.li.sees_card("报修草稿", "HR2025-0318")
    await desk.li.says("冰箱不制冷，序列号HR2025-0777，王女士13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "HR2025-0777")
    assert "HR2025-0777" not in first.text


async def test_nor_does_it_join_the_ticket_that_was_just_submitted(desk: Desk) -> None:
    draft = await a_draft(desk, "钱江新城3幢空调不制冷，序列号HR2025-0318，王女士13800001111")
    await submitted(desk, draft)
    await desk.li.says("冰箱不制冷，序列号HR2025-0777，王女士13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "HR2025-0777")


async def test_a_second_fault_at_the_same_place_is_the_same_matter(desk: Desk) -> None:
    await desk.li.says("钱江新城3幢2单元501厨房水管漏水，13800001111")
    await desk.li.says("501卫生间马桶也堵了")
    await desk.passes(seconds=2)
    await desk.li.sees_card("厨房水管漏水", "马桶")


async def test_a_report_after_the_window_is_a_draft_of_its_own(desk: Desk) -> None:
    await a_draft(desk)
    await desk.passes(seconds=91)
    await desk.li.says("楼道灯不亮了")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "灯不亮")


async def test_two_people_who_report_at_the_same_time_have_a_draft_each(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.sun.says("滨江花园5幢302马桶堵了，13700003333")
    await desk.passes(seconds=2)
    await desk.li.sees_card("门关不上")
    await desk.sun.sees_card("马桶堵了")


async def test_pleasantries_in_a_burst_are_passed_over_without_a_word(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.li.says("好的谢谢")
    await desk.passes(seconds=2)
    await desk.li.sees_card("门关不上")


async def test_words_without_any_field_are_kept_with_the_draft(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("麻烦走东边那个门")
    await desk.li.hears("已记进草稿，各项没变")
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(card, "门关不上")
    await card.press("看出处")
    await desk.li.hears("原话", "麻烦走东边那个门")


async def test_several_reports_in_one_message_are_several_drafts_each_with_its_own_words(desk: Desk) -> None:
    first, second = "1. 钱江新城3幢2单元501厨房水管漏水，13800001111", "2. 滨江花园5幢302马桶堵了，13700003333"
    await desk.li.says(f"{first}\n{second}")
    await desk.passes(seconds=2)
    leak = await desk.li.sees_card("厨房水管漏水", "电话: 13800001111")
    toilet = await desk.li.sees_card("马桶堵了", "电话: 13700003333")
    assert second not in leak.text
    assert first not in toilet.text
    await desk.li.says("加急")
    await desk.li.hears("已改（滨江花园5幢302", "紧急 → 是")
    await desk.li.sees_card_change(toilet, "【急】")
