"""What is missing is asked for: one question, and the answer lands in the same draft."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted

NO_PHONE = "钱江新城3幢2单元501厨房水管漏水"


async def test_submitting_without_a_required_field_asks_for_it_and_the_answer_lands_in_the_draft(desk: Desk) -> None:
    card = await a_draft(desk, NO_PHONE)
    await card.press("提交")
    await desk.li.hears("联系电话是多少")
    await desk.passes(minutes=5)
    await desk.li.says("13800001111")
    await desk.li.hears("已记进草稿：电话 13800001111")
    await desk.li.sees_card_change(card, "13800001111", "请核对")
    await submitted(desk, card)


async def test_an_answer_that_cannot_be_read_is_asked_for_again(desk: Desk) -> None:
    card = await a_draft(desk, NO_PHONE)
    await card.press("提交")
    await desk.li.hears("联系电话是多少")
    await desk.passes(minutes=2)
    await desk.li.says("我问一下客户")
    await desk.li.hears("没看明白", "联系电话是多少")
    await desk.li.says("好的")
    await desk.li.says("他的电话是 138 0000 1111")
    await desk.li.hears("电话", "13800001111")
    await desk.li.sees_card_change(card, "13800001111")


async def test_what_the_card_says_is_missing_can_be_answered_minutes_later(desk: Desk) -> None:
    card = await a_draft(desk, NO_PHONE)
    assert "还差电话，直接回复就行" in card.text
    await desk.passes(minutes=20)
    await desk.li.says("13800001111")
    await desk.li.hears("已记进草稿：电话 13800001111")
    await desk.li.sees_card_change(card, "13800001111")


async def test_the_most_important_of_what_is_missing_is_asked_for_first(desk: Desk) -> None:
    card = await a_draft(desk, "钱江新城3幢2单元501，王女士")
    await card.press("提交")
    await desk.li.hears("出了什么问题")
    await desk.li.says("厨房水管漏水")
    await desk.li.hears("故障 厨房水管漏水", "还差一项：联系电话是多少")
    await desk.li.sees_card_change(card, "厨房水管漏水")
    await desk.li.says("13800001111")
    await desk.li.hears("已记进草稿：电话 13800001111")
    await desk.li.sees_card_change(card, "13800001111", "核对一下")
    await submitted(desk, card)


async def test_an_answer_may_say_more_than_was_asked(desk: Desk) -> None:
    await desk.li.sends_image(b"\xff\xd8\xff\xe0 no picture at all", "photo.jpg")
    await desk.passes(seconds=4)
    await desk.li.hears("照片收到，再说一下哪里、什么问题")
    await desk.li.says("钱江新城3幢501厨房水管漏水，王女士13800001111")
    await desk.li.hears("故障 厨房水管漏水", "13800001111")
    card = await desk.li.sees_card("厨房水管漏水", "13800001111", "王女士", "钱江新城3幢501", "图片 1 张")
    assert "还差" not in card.text


async def test_a_new_report_is_no_answer_to_the_question_about_another(desk: Desk) -> None:
    card = await a_draft(desk, NO_PHONE)
    await card.press("提交")
    await desk.li.hears("联系电话是多少")
    await desk.passes(minutes=3)
    await desk.li.says("滨江花园5幢302马桶堵了，13700003333")
    await desk.passes(seconds=2)
    await desk.li.sees_card("马桶堵了", "13700003333")
    assert "还差电话" in card.text
