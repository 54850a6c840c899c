"""Chatter opens nothing; what might be a report is never passed over."""

from __future__ import annotations

import pytest

from tests.scenarios.conftest import Desk


@pytest.mark.parametrize("words", ["好的", "在吗", "你好", "收到👍", "嗯嗯，好的好的", "[OK]", "辛苦了大家"])
async def test_a_pleasantry_opens_nothing_and_is_answered_once_in_a_while(desk: Desk, words: str) -> None:
    await desk.li.says(words)
    await desk.li.hears()
    await desk.li.says("好的")
    await desk.li.says("在吗")
    await desk.passes(minutes=59)
    await desk.li.says(words)
    with desk.reading() as uow:
        assert uow.reports.open_drafts() == 0
    await desk.passes(minutes=2)
    await desk.li.says("在吗")
    await desk.li.hears("在的")


async def test_thanks_are_answered_in_kind(desk: Desk) -> None:
    await desk.li.says("谢谢师傅")
    await desk.li.hears("不客气")


async def test_what_is_not_understood_is_said_so_each_time(desk: Desk) -> None:
    for words in ("我跟她说过了", "明天见"):
        await desk.li.says(words)
        await desk.passes(seconds=2)
        await desk.li.hears("没看出要报修什么", "回复「报修」")
    with desk.reading() as uow:
        assert uow.reports.open_drafts() == 0


async def test_what_was_not_understood_becomes_a_draft_when_the_person_says_so(desk: Desk) -> None:
    await desk.li.says("那个东西又那样了")
    await desk.passes(seconds=2)
    await desk.li.hears("回复「报修」")
    await desk.li.says("报修")
    await desk.passes(seconds=2)
    card = await desk.li.sees_card("报修草稿", "故障：那个东西又那样了")
    await card.press("看出处")
    await desk.li.hears("故障：那个东西又那样了 ← 您说的「那个东西又那样了」")


async def test_what_is_explained_by_what_follows_at_once_needs_no_answer(desk: Desk) -> None:
    await desk.li.forwards("里面有老人", "厨房水管漏水")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "厨房水管漏水", "里面有老人")


async def test_several_that_are_not_understood_are_answered_once(desk: Desk) -> None:
    await desk.li.forwards("我跟她说过了", "那个东西又那样了")
    await desk.passes(seconds=2)
    await desk.li.hears("没看出要报修什么")


async def test_what_was_said_in_time_to_be_a_report_is_not_puzzled_over(desk: Desk) -> None:
    await desk.li.says("那个东西又那样了")
    await desk.li.says("报修")
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿", "故障：那个东西又那样了")


async def test_the_word_alone_asks_what_is_wrong(desk: Desk) -> None:
    await desk.li.says("报修")
    await desk.li.hears("出了什么问题")


@pytest.mark.parametrize("words", ["帮助", "怎么用？", "help"])
async def test_help_says_what_can_be_said(desk: Desk, words: str) -> None:
    await desk.li.says(words)
    await desk.li.hears("报修：", "改：", "问进度：", "（？）")


async def test_an_empty_message_is_passed_over(desk: Desk) -> None:
    await desk.li.says("  \n ")


async def test_whoever_opens_the_chat_for_the_first_time_is_welcomed_once(desk: Desk) -> None:
    await desk.li.enters()
    await desk.li.hears("您好，我是派单")
    await desk.passes(minutes=1)
    await desk.li.enters()


async def test_whoever_comes_into_sight_is_welcomed_and_not_again_in_the_chat(desk: Desk) -> None:
    await desk.wecom.actions.subscribes("zhaogong").done.wait()
    await desk.zhao.hears("您好，我是派单")
    await desk.passes(minutes=1)
    await desk.zhao.enters()
    await desk.wecom.actions.unsubscribes("zhaogong").done.wait()
