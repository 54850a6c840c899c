"""Staff corrects a draft in plain words."""

from __future__ import annotations

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_draft

OTHER_REPORT = "滨江花园5幢302马桶堵了，13700003333"


async def test_several_corrections_in_one_reply(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("电话 13900002222，联系人 李先生，加急")
    await desk.li.hears("已改", "电话 → 13900002222", "客户 → 李先生", "紧急 → 是")
    await desk.li.sees_card_change(card, "【急】报修草稿", "13900002222", "李先生")


async def test_a_value_is_taken_out(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("去掉电话")
    await desk.li.hears("电话 已删掉", "还差一项：联系电话是多少")
    await desk.li.sees_card_change(card, "还差电话")
    assert "13800001111" not in card.text.replace("原话", "").split("故障")[1]


@pytest.mark.parametrize("words", ["13800001111不要了", "第一个号码不要", "去掉电话"])
async def test_of_two_numbers_one_is_taken_out_and_the_other_takes_its_place(desk: Desk, words: str) -> None:
    card = await a_draft(desk, "钱江新城3幢2单元电梯门关不上，王女士13800001111，备用13900002222")
    await desk.li.says(words)
    await desk.li.hears("电话 → 13900002222", "备用电话 已删掉")
    await desk.li.sees_card_change(card, "电话: 13900002222")


async def test_the_spare_number_is_taken_out_by_naming_it(desk: Desk) -> None:
    card = await a_draft(desk, "钱江新城3幢2单元电梯门关不上，王女士13800001111，备用13900002222")
    await desk.li.says("13900002222 删掉")
    await desk.li.hears("已改：备用电话 已删掉")
    await desk.li.sees_card_change(card, "电话: 13800001111")
    assert "13900002222" not in card.text.split("故障")[1]


async def test_who_says_what_was_wrong_and_how_it_should_be_corrects_it(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("不好意思，电话打错了，应该是13900002222")
    await desk.li.hears("已改：电话 → 13900002222")
    await desk.li.sees_card_change(card, "13900002222")


@pytest.mark.parametrize(("words", "urgent"), [("不急", False), ("加急", True)])
async def test_urgency_is_said_in_a_word(desk: Desk, words: str, *, urgent: bool) -> None:
    card = await a_draft(desk, "钱江新城3幢2单元电梯门关不上，很急，13800001111")
    assert "【急】" in card.text
    await desk.li.says(words)
    await desk.li.hears("已改：紧急")
    if not urgent:
        await desk.li.sees_card_change(card, "报修草稿")
        assert "【急】" not in card.text


async def test_a_serial_number_is_put_in_with_two_words(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("就是 SN1234567890")
    await desk.li.hears("已改：序列号")
    await desk.li.sees_card_change(card, "1234567890")


async def test_a_number_alone_takes_the_place_of_the_one_on_the_card(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("13900002222")
    await desk.li.hears("已改：电话 → 13900002222")
    await desk.li.sees_card_change(card, "电话: 13900002222")


async def test_a_correction_in_the_middle_of_a_burst_needs_no_word(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.li.says("电话 13900002222")
    await desk.passes(seconds=2)
    await desk.li.sees_card("电话: 13900002222")


async def test_what_was_corrected_stands_against_what_is_read_later(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改")
    await desk.li.sees_card_change(card, "13900002222")
    await desk.li.says("我是王女士，打我电话13800001111就行，3幢的")
    await desk.passes(seconds=2)
    fresh = await desk.li.sees_card("报修草稿")
    assert "电话: 13900002222" in fresh.text


async def test_a_correction_hours_later_says_which_draft_it_changed(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.passes(minutes=30)
    await desk.li.hears("还有一份草稿没提交（钱江新城3幢2单元", "提交")
    await desk.passes(hours=3)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改（钱江新城3幢2单元", "电话 → 13900002222")
    await desk.li.sees_card_change(card, "13900002222")


async def test_of_two_drafts_the_one_last_spoken_of_is_corrected_and_named(desk: Desk) -> None:
    first = await a_draft(desk)
    second = await a_draft(desk, OTHER_REPORT)
    await desk.li.says("加急")
    await desk.li.hears("已改（滨江花园5幢302", "紧急 → 是")
    await desk.li.sees_card_change(second, "【急】")

    await desk.passes(seconds=1)
    await first.press("改")
    await desk.li.hears("直接回复要改的内容")
    await desk.passes(seconds=1)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改（钱江新城3幢2单元", "电话 → 13900002222")
    await desk.li.sees_card_change(first, "13900002222")


async def test_how_to_correct_is_told_with_examples(desk: Desk) -> None:
    card = await a_draft(desk)
    await card.press("改")
    await desk.li.hears("直接回复要改的内容就行", "电话 13800001111", "不急")


async def test_each_field_tells_the_words_it_came_from(desk: Desk) -> None:
    card = await a_draft(desk)
    await card.press("看出处")
    await desk.li.hears("电话：13800001111 ← 「13800001111」", "地址：钱江新城3幢2单元", "原话：", REPORT)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改")
    await desk.li.sees_card_change(card, "13900002222")
    await card.press("看出处")
    await desk.li.hears("电话：13900002222 ← 您说的「电话 13900002222」")


async def test_a_correction_where_nothing_is_open_asks_for_the_ticket_and_finds_it(desk: Desk) -> None:
    await desk.li.says("不急")
    await desk.li.hears("没有草稿可改", "请回复工单号")


async def test_what_changes_nothing_is_not_taken_for_a_correction_in_silence(desk: Desk) -> None:
    """Somebody meant to correct the floor; the card stays as it is, and would not say so."""
    card = await a_draft(desk)
    await desk.li.says("楼层写错了，麻烦您再看看")
    await desk.li.hears("已记进草稿，各项没变。可以提交了。")
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(card, "楼层写错了")
