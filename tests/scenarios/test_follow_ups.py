"""What is said about tickets that exist."""

from __future__ import annotations

import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_draft, a_ticket

OTHER_REPORT = "滨江花园5幢302马桶堵了，13700003333"


async def test_a_follow_up_that_names_its_ticket_is_added_to_it(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    await desk.li.says("1120-1那个客户又催了")
    await desk.li.hears("已记到工单 1120-1（王工 处理中）")
    await desk.wang.hears("1120-1 李静 补充：那个客户又催了")


async def test_the_leader_hears_of_what_is_said_about_a_ticket_that_nobody_has(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(minutes=5)
    await desk.li.says("1120-1 客户又催了")
    await desk.li.hears("已记到工单 1120-1（还没有人接单，09:30 前接单）")
    await desk.sun.hears("1120-1 李静 补充：客户又催了")


async def test_a_follow_up_without_number_is_about_the_only_ticket_under_way(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    await desk.li.says("客户又催了")
    await desk.li.hears("已记到工单 1120-1")
    await desk.wang.hears("补充：客户又催了")


async def test_of_several_the_person_is_asked_and_the_number_alone_is_the_answer(desk: Desk) -> None:
    await a_ticket(desk)
    await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.passes(minutes=5)
    await desk.li.says("客户又催了")
    await desk.li.hears("说的是哪张工单", "1120-2 滨江花园5幢302 马桶堵了", "1120-1 ")
    await desk.li.says("1120-2")
    await desk.li.hears("已记到工单 1120-2")
    await desk.sun.hears("1120-2 李静 补充：客户又催了")


async def test_a_phone_tells_which_of_several_is_meant(desk: Desk) -> None:
    await a_ticket(desk)
    await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.passes(minutes=5)
    await desk.li.says("13700003333 又来催了")
    await desk.li.hears("已记到工单 1120-2")
    await desk.sun.hears("1120-2 李静 补充：13700003333 又来催了")


async def test_without_any_ticket_the_person_is_asked_which(desk: Desk) -> None:
    await desk.li.says("客户又催了")
    await desk.li.hears("说的是哪张工单？请回复工单号")


async def test_an_unknown_number_is_asked_about_and_what_was_said_is_not_lost(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    await desk.li.says("1120-9 客户又催了")
    await desk.li.hears("没有找到工单 1120-9")
    await desk.li.says("1120-1")
    await desk.li.hears("已记到工单 1120-1")
    await desk.wang.hears("1120-1 李静 补充：客户又催了")


async def test_several_tickets_in_one_message_each_get_it(desk: Desk) -> None:
    await a_ticket(desk)
    await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.passes(minutes=5)
    await desk.li.says("1120-1 和 1120-2 的客户都催了，1120-7 也是")
    await desk.li.hears("已记到工单 1120-1", "已记到工单 1120-2", "没有找到工单 1120-7")
    await desk.sun.hears("1120-1 李静 补充")
    await desk.sun.hears("1120-2 李静 补充")


async def test_a_number_alone_asks_how_the_ticket_stands(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    await desk.li.says("1120-1")
    await desk.li.hears("1120-1 王工 处理中（11-20 09:00）：钱江新城3幢2单元")
    await cards.wang.press("完工")
    await desk.wang.hears("已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.li.says("1120-1？")
    await desk.li.hears("1120-1 王工 已完工（11-20 09:05）")


async def test_a_follow_up_while_the_draft_is_still_open_is_part_of_it(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.li.says("客户又催了")
    await desk.li.hears("已记进草稿，各项没变", "可以提交了")
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(card, "客户又催了")


async def test_a_follow_up_minutes_later_lands_in_the_draft_where_there_is_no_ticket(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.passes(minutes=5)
    await desk.li.says("客户又催了")
    await desk.li.hears("已记进草稿", "可以提交了")
    await desk.li.sees_card_change(card, "客户又催了")


async def test_the_tickets_that_concern_a_person_are_listed(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.li.says("我的工单")
    await desk.li.hears("1120-2 等待接单", "1120-1 王工 处理中")
    await desk.wang.says("我的工单")
    await desk.wang.hears("1120-1 王工 处理中")
    await desk.zhao.says("我的工单")
    await desk.zhao.hears("没有没完成的工单")


async def test_whoever_answers_for_tickets_that_nobody_has_can_speak_of_them_and_sees_them(desk: Desk) -> None:
    await a_ticket(desk)
    await a_ticket(desk, OTHER_REPORT, "1120-2")
    await desk.passes(minutes=5)
    await desk.sun.says("又催了")
    await desk.sun.hears("说的是哪张工单", "1120-2 滨江花园5幢302 马桶堵了", "1120-1 ")
    await desk.sun.says("我的工单")
    await desk.sun.hears("1120-2 等待接单", "1120-1 等待接单")
    await desk.sun.says("今日")
    await desk.sun.hears("1120-1", "1120-2")


async def test_a_number_a_word_and_a_reason_cancel_it_with_that_reason(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.passes(minutes=5)
    await desk.sun.says("1120-1 取消 客户自己修好了")
    await desk.sun.hears("1120-1 已取消")
    await desk.wang.sees_card_change(cards.wang, "已取消")
    await desk.zhao.sees_card_change(cards.zhao, "已取消")
    await desk.li.hears("1120-1 孙班长 取消了（客户自己修好了）")
    await desk.li.sees_card_change(cards.li, "1120-1 已取消")


async def test_a_number_an_urgent_word_and_why_make_it_urgent(desk: Desk) -> None:
    cards = await a_ticket(desk)
    await desk.passes(minutes=5)
    await desk.li.says("1120-1 加急 客户等不了")
    await desk.li.hears("工单 1120-1 已改：紧急 → 是")
    await desk.wang.sees_card_change(cards.wang, "【急】1120-1 等待接单")
    await desk.zhao.sees_card_change(cards.zhao, "【急】1120-1 等待接单")


@pytest.mark.parametrize("words", ["好的收到，辛苦啦，中午一起吃面？", "谢谢，晚上请你吃饭", "师傅吃了吗"])
async def test_chatter_right_after_something_about_a_ticket_is_not_put_on_it(desk: Desk, words: str) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=1)
    await desk.li.says("1120-1")
    await desk.li.hears("1120-1 王工 处理中")
    await desk.li.says(words)
    await desk.li.hears()


async def test_gibberish_is_not_understood_and_not_put_on_the_ticket(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=1)
    await desk.li.says("1120-1")
    await desk.li.hears("1120-1 王工 处理中")
    await desk.li.says("asdfghjkl 123 qwe")
    await desk.passes(seconds=2)
    await desk.li.hears("没看出要报修什么")


@pytest.mark.parametrize(
    "words", ["记得带梯子", "好的，记得带梯子", "E5", "客户中午吃饭，一点后再去", "请问客户吃饭了吗"]
)
async def test_what_is_of_use_to_whoever_goes_there_is_put_on_the_ticket(desk: Desk, words: str) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=1)
    await desk.li.says("1120-1")
    await desk.li.hears("1120-1 王工 处理中")
    await desk.passes(seconds=10)
    await desk.li.says(words)
    await desk.li.hears("已记到工单 1120-1")
    await desk.wang.hears(f"1120-1 李静 补充：{words}")


@pytest.mark.parametrize("words", ["接 9999-9", "1340-1 完工", "转给赵工 1399-2"])
async def test_a_number_that_no_ticket_can_have_is_said_to_be_none_at_once(desk: Desk, words: str) -> None:
    await desk.wang.says(words)
    await desk.wang.hears("没有找到工单", "请核对后再回复一次工单号")
    await desk.passes(minutes=2)


@pytest.mark.parametrize(
    ("words", "none"), [("出发", "没有要出发的工单"), ("到了", "没有要到场的工单"), ("继续", "没有在等待的工单")]
)
async def test_a_technician_who_has_nothing_in_hand_is_told_so_at_once(desk: Desk, words: str, none: str) -> None:
    await desk.wang.says(words)
    await desk.wang.hears(none)
    await desk.passes(minutes=2)


async def test_a_mere_question_is_answered_and_disturbs_nobody(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    for words in ("1120-1 怎么样了？", "帮我查一下1120-1", "到哪了"):
        await desk.li.says(words)
        await desk.li.hears("1120-1 王工 处理中")
    with desk.reading() as uow:
        assert "TicketNoted" not in [kind for kind, *_ in uow.tickets.history(1)]
