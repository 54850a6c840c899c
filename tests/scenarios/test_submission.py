"""A draft becomes a ticket once, or never."""

from __future__ import annotations

import asyncio

import pytest

from emulator.card_in_hand import CardInHand
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_draft, a_ticket, submitted

OTHER_REPORT = "滨江花园5幢302马桶堵了，13700003333"


async def test_pressing_submit_twice_at_once_makes_one_ticket(desk: Desk) -> None:
    card = await a_draft(desk)
    await asyncio.gather(*(card.press("提交") for _ in range(4)))
    await desk.li.hears("已提交，工单号 1120-1")
    for _ in range(3):
        await desk.li.hears("已经提交过了，工单号 1120-1")
    await desk.li.sees_card_change(card, "1120-1 已提交")
    await desk.wang.sees_card("1120-1")
    await desk.zhao.sees_card("1120-1")
    with desk.reading() as uow:
        assert len(uow.reports.ticket_ids(10)) == 1


async def test_saying_the_word_submits_too(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("提交")
    await desk.li.hears("已提交，工单号 1120-1")
    await desk.li.sees_card_change(card, "1120-1 已提交")
    await desk.wang.sees_card("1120-1")
    await desk.zhao.sees_card("1120-1")
    await desk.li.says("提交")
    await desk.li.hears("已经提交过了，工单号 1120-1")


async def test_of_several_drafts_the_word_submits_none_but_asks(desk: Desk) -> None:
    await a_draft(desk)
    await a_draft(desk, OTHER_REPORT)
    await desk.li.says("提交")
    await desk.li.hears("几份没提交的草稿", "钱江新城3幢2单元", "滨江花园5幢302")


async def _two_drafts(desk: Desk) -> tuple[CardInHand, CardInHand]:
    return await a_draft(desk), await a_draft(desk, OTHER_REPORT)


@pytest.mark.parametrize(
    "words", ["提交 滨江花园", "提交马桶堵了那份", "把马桶那个提交了", "提交 2", "第二个提交", "提交最后一个"]
)
async def test_of_several_drafts_the_one_that_is_named_is_submitted(desk: Desk, words: str) -> None:
    _, second = await _two_drafts(desk)
    await desk.li.says(words)
    await desk.li.hears("已提交，工单号 1120-1")
    await desk.li.sees_card_change(second, "1120-1 已提交")
    for each in (desk.wang, desk.zhao):
        await each.sees_card("1120-1", "滨江花园5幢302")


@pytest.mark.parametrize("words", ["马桶那个", "2", "第二份", "滨江花园5幢"])
async def test_who_was_asked_which_draft_just_names_it(desk: Desk, words: str) -> None:
    _, second = await _two_drafts(desk)
    await desk.li.says("作废")
    await desk.li.hears("作废哪一份", "1. 钱江新城3幢2单元", "2. 滨江花园5幢302", "「作废 1」")
    await desk.li.says(words)
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(second, "已作废")


async def test_all_of_them_are_submitted_and_what_one_lacks_is_asked_by_its_name(desk: Desk) -> None:
    first = await a_draft(desk)
    second = await a_draft(desk, "滨江花园5幢302马桶堵了")
    await desk.li.says("都提交")
    await desk.li.hears("已提交，工单号 1120-1", "滨江花园5幢302 马桶堵了 还差一项：联系电话")
    await desk.li.sees_card_change(first, "1120-1 已提交")
    for each in (desk.wang, desk.zhao):
        await each.sees_card("1120-1")
    await desk.li.says("13700003333")
    await desk.li.hears("已记进草稿", "可以提交了")
    await desk.li.sees_card_change(second, "13700003333")


async def test_what_several_may_be_meant_by_is_asked_again(desk: Desk) -> None:
    await a_draft(desk)
    _, second = (
        await a_draft(desk, "滨江花园5幢302马桶堵了，13700003333"),
        await a_draft(desk, "滨江花园8幢101水管漏水，13700004444"),
    )
    await desk.li.says("提交 滨江花园")
    said = await desk.li.hears("提交哪一份", "2. 滨江花园5幢302", "3. 滨江花园8幢101", "「提交 2」")
    assert "钱江新城" not in said
    await desk.li.says("漏水那个")
    await desk.li.hears("已提交，工单号 1120-1")
    await desk.li.sees_card_change(second, "1120-1 已提交")
    for each in (desk.wang, desk.zhao):
        await each.sees_card("1120-1", "滨江花园8幢101")


async def test_the_one_that_is_named_is_corrected_from_then_on(desk: Desk) -> None:
    first, _ = await _two_drafts(desk)
    await desk.li.says("改 电梯那份")
    await desk.li.hears("直接回复要改的内容就行（钱江新城3幢2单元")
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改（钱江新城3幢2单元")
    await desk.li.sees_card_change(first, "13900002222")


async def test_a_long_story_leaves_room_for_the_other_drafts(desk: Desk) -> None:
    await a_draft(desk, f"钱江新城3幢2单元电梯门关不上{'，响得厉害' * 200}，13800001111")
    await a_draft(desk, OTHER_REPORT)
    await desk.li.says("提交")
    said = await desk.li.hears("钱江新城3幢2单元", "滨江花园5幢302")
    assert all(len(line) < 70 for line in said.splitlines())


async def test_there_is_nothing_to_submit(desk: Desk) -> None:
    await desk.li.says("提交")
    await desk.li.hears("现在没有要提交的草稿")


async def test_a_discarded_draft_stays_discarded(desk: Desk) -> None:
    card = await a_draft(desk)
    await card.press("作废")
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(card, "已作废")
    assert card.greyed == "已作废"
    await desk.passes(hours=1)


async def test_saying_the_word_discards_too(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("作废")
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(card, "已作废")


async def test_racing_presses_of_submit_and_discard_have_one_winner(desk: Desk) -> None:
    card = await a_draft(desk)
    await asyncio.gather(card.press("作废"), card.press("提交"))
    await desk.settles()
    with desk.reading() as uow:
        made_a_ticket = bool(uow.reports.ticket_ids(1))
    if made_a_ticket:
        await desk.li.hears("已提交，工单号 1120-1")
        await desk.li.hears("这份草稿已经提交，工单号 1120-1")
        await desk.li.sees_card_change(card, "1120-1 已提交")
        await desk.wang.sees_card("1120-1")
        await desk.zhao.sees_card("1120-1")
    else:
        await desk.li.hears("草稿已作废")
        await desk.li.hears("这份草稿已经作废")
        await desk.li.sees_card_change(card, "已作废")


async def test_an_old_card_of_a_discarded_draft_fails_politely(desk: Desk) -> None:
    old = await a_draft(desk)
    for words in ("电话 13900002222", "联系人 李先生"):
        await desk.li.says(words)
        await desk.li.hears("已改")
        await desk.settles()
    await desk.li.sees_card_change(old, "13900002222")
    fresh = await desk.li.sees_card("报修草稿", "李先生")
    await fresh.press("作废")
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(fresh, "已作废")
    await old.press("提交")
    await desk.li.hears("这份草稿已经作废", "再转发一次")
    await desk.li.sees_card_change(old, "请看新的卡片")


async def test_numbers_count_up_and_begin_anew_each_day(desk: Desk) -> None:
    await a_ticket(desk)
    await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.wecom.travel_to(desk.clock.now().replace(hour=16))  # midnight in China
    await desk.settles()
    for number in ("1120-1", "1120-2"):
        await desk.passes(seconds=2)
        await desk.sun.hears(number, "一直没有人接单")
        await desk.sun.sees_card(number)
        await desk.li.hears(number, "已经提醒 孙班长")
    await a_ticket(desk, REPORT, "1121-1")


async def test_submission_by_somebody_else_is_refused(desk: Desk) -> None:
    card = await a_draft(desk)
    key = card.entry.body["button_list"][0]["key"]
    theirs = await _a_draft_of_sun(desk)
    theirs.entry.card.content["button_list"][0]["key"] = key
    await theirs.press("提交")
    await desk.sun.hears("这是别人的草稿")
    await submitted(desk, card)


async def _a_draft_of_sun(desk: Desk):
    await desk.sun.says(OTHER_REPORT)
    await desk.passes(seconds=2)
    return await desk.sun.sees_card("报修草稿")
