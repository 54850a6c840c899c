"""A ticket does not close without the customer's word: it is asked for, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emulator.card_in_hand import CardInHand
from handlers.customers import acceptance
from tests.scenarios.conftest import Desk
from tests.scenarios.customers import the_customer
from tests.scenarios.stories import Cards, a_claimed_ticket
from tickets.ticket import Acceptance, Status, Ticket


async def a_finished_ticket(desk: Desk) -> Cards:
    """李静's card is the new one."""
    cards = await a_claimed_ticket(desk)
    return replace(cards, li=await finishes(desk, cards.wang))


async def finishes(desk: Desk, card: CardInHand, number: str = "1120-1") -> CardInHand:
    await desk.wang.says(f"{number} 完工 调了门机")
    await desk.wang.hears(f"{number} 已完工")
    await desk.wang.sees_card_change(card, f"{number} 已完工")
    await desk.li.hears("王工 已完工", f"客户说好了就回复「{number} 关闭」", f"没修好就回复「{number} 返工」")
    await desk.settles()
    return await desk.li.sees_card(f"{number} 王工 已完工", "返工")


def the_ticket(desk: Desk) -> Ticket:
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    return ticket


def happened(desk: Desk) -> list[str]:
    with desk.reading() as uow:
        assert uow.tickets.history_is_whole(1)
        return [kind for kind, *_ in uow.tickets.history(1)]


async def test_the_customer_says_that_it_is_solved(desk: Desk) -> None:
    cards = await a_finished_ticket(desk)
    await the_customer(desk, lambda ctx, ticket: acceptance.accept(ctx, ticket, 7))
    await desk.wang.hears("1120-1 客户确认修好了，已关闭")
    await desk.li.hears("1120-1 客户确认修好了，已关闭")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    ticket = the_ticket(desk)
    assert (ticket.status, ticket.acceptance) == (Status.CLOSED, Acceptance.CUSTOMER)
    await the_customer(desk, lambda ctx, ticket: acceptance.accept(ctx, ticket, 7))
    assert happened(desk).count("TicketClosed") == 1, "a second tap is no second word"


async def test_whoever_does_not_answer_is_asked_again_and_then_it_is_closed_unconfirmed(desk: Desk) -> None:
    await a_finished_ticket(desk)
    await desk.passes(days=1)
    assert happened(desk)[-1] == "TicketAcceptanceAsked"
    await desk.passes(days=1)
    heard = await desk.li.hears("1120-1 客户一直没说修没修好", "「1120-1 关闭」", "「1120-1 返工」", "按「未确认」关闭")
    assert "11月23日 09:0" in heard, "it is not today that it ends"
    await desk.passes(days=1)
    await desk.li.hears("1120-1 客户一直没有答复，按「未确认」关闭")
    await desk.wang.hears("1120-1 客户一直没有答复，按「未确认」关闭")
    assert the_ticket(desk).acceptance is Acceptance.UNCONFIRMED


async def test_a_bot_that_is_started_anew_goes_on_asking(desk: Desk) -> None:
    await a_finished_ticket(desk)
    await desk.stands_still(hours=1)
    await desk.passes(hours=23)
    assert happened(desk)[-1] == "TicketAcceptanceAsked"


async def test_after_a_long_standstill_the_customer_is_asked_once_and_has_a_day_to_answer(desk: Desk) -> None:
    await a_finished_ticket(desk)
    await desk.stands_still(days=10)
    await desk.li.hears("1120-1 客户一直没说修没修好")
    assert happened(desk).count("TicketAcceptanceAsked") == 1
    await desk.passes(hours=23)
    assert the_ticket(desk).status is Status.DONE
    await desk.passes(hours=1)
    await desk.li.hears("按「未确认」关闭")
    await desk.wang.hears("按「未确认」关闭")
    assert the_ticket(desk).acceptance is Acceptance.UNCONFIRMED


async def test_whoever_answers_in_time_is_asked_no_more(desk: Desk) -> None:
    cards = await a_finished_ticket(desk)
    await desk.passes(days=1)
    await desk.li.says("1120-1 关闭")
    await desk.li.hears("1120-1 已关闭，记的是客户说修好了，由您转告")
    await desk.wang.hears("李静 转告：客户说修好了，已关闭")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    await desk.passes(days=5)
    assert the_ticket(desk).acceptance is Acceptance.TOLD
    assert happened(desk)[-1] == "TicketClosed"


@pytest.mark.parametrize("words", ["客户说好了", "1120-1 修好了，谢谢", "1120-1 客户很满意", "客户说已经好了，关单吧"])
async def test_the_customers_word_is_told_in_whatever_words(desk: Desk, words: str) -> None:
    cards = await a_finished_ticket(desk)
    await desk.passes(minutes=40)
    await desk.li.says(words)
    await desk.li.hears("1120-1 已关闭，记的是客户说修好了，由您转告")
    await desk.wang.hears("李静 转告：客户说修好了，已关闭")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    assert the_ticket(desk).acceptance is Acceptance.TOLD


async def test_whoever_did_the_work_does_not_tell_the_customers_word(desk: Desk) -> None:
    await a_finished_ticket(desk)
    await desk.wang.says("1120-1 客户说好了")
    await desk.wang.hears("已记到工单 1120-1（已完工）")
    await desk.li.hears("1120-1 王工 补充：客户说好了")
    assert the_ticket(desk).status is Status.DONE


async def test_what_is_said_below_a_finished_ticket_tells_both_ways_on(desk: Desk) -> None:
    await a_finished_ticket(desk)
    await desk.li.says("1120-1 客户在家，可以打电话")
    await desk.li.hears("已记到工单 1120-1（已完工）", "客户说好了就回复「1120-1 关闭」，没修好就回复「1120-1 返工」")
    await desk.wang.hears("1120-1 李静 补充：客户在家，可以打电话")


async def test_whoever_may_not_close_it_is_not_told_how(desk: Desk) -> None:
    await a_finished_ticket(desk)
    await desk.zhao.says("1120-1 备件在库房")
    told = await desk.zhao.hears("已记到工单 1120-1（已完工）")
    assert "关闭" not in told
    for member in (desk.li, desk.wang):
        await member.hears("1120-1 赵工 补充：备件在库房")


async def test_what_was_closed_unconfirmed_is_opened_again_by_the_customer_and_is_first_the_same_technicians(
    desk: Desk,
) -> None:
    await a_finished_ticket(desk)
    await desk.passes(days=1)
    await desk.passes(days=1)
    await desk.li.hears("客户一直没说修没修好")
    await desk.passes(days=1)
    await desk.li.hears("按「未确认」关闭")
    await desk.wang.hears("按「未确认」关闭")
    await the_customer(desk, lambda ctx, ticket: acceptance.send_back(ctx, ticket, 7, "门还是关不上"))
    await desk.wang.hears("1120-1 还没修好（门还是关不上），请再去一次")
    await desk.wang.sees_card("【返工 1】1120-1 处理中")
    await desk.sun.hears("1120-1 要返工", "门还是关不上", "还是 王工 处理")
    await desk.li.hears("1120-1 要返工", "门还是关不上")
    await desk.li.sees_card("1120-1 王工 已接单")
    assert the_ticket(desk).reopens == 1


async def test_staff_can_open_again_by_word_while_it_is_not_too_late(desk: Desk) -> None:
    cards = await a_finished_ticket(desk)
    await desk.li.says("1120-1 关闭")
    await desk.li.hears("1120-1 已关闭")
    await desk.wang.hears("已关闭")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    await desk.passes(days=6)
    await desk.li.says("1120-1 返工 又关不上了")
    await desk.li.hears("1120-1 返工，已通知 王工 再去一次")
    await desk.wang.hears("1120-1 还没修好（又关不上了）")
    await desk.wang.sees_card("【返工 1】1120-1 处理中")
    await desk.sun.hears("1120-1 要返工")
    await desk.li.sees_card("1120-1 王工 已接单")


async def test_below_a_closed_ticket_the_way_back_is_told_and_its_number_need_not_be_said_again(desk: Desk) -> None:
    cards = await a_finished_ticket(desk)
    await desk.li.says("1120-1 关闭")
    await desk.li.hears("1120-1 已关闭")
    await desk.wang.hears("已关闭")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    await desk.passes(hours=3)
    await desk.li.says("1120-1 客户说又关不上了")
    await desk.li.hears("已记到工单 1120-1（已关闭）。又坏了就回复「1120-1 返工」")
    await desk.wang.hears("1120-1 李静 补充：客户说又关不上了")
    await desk.li.says("返工 又关不上了")
    await desk.li.hears("1120-1 返工，已通知 王工 再去一次")
    await desk.wang.hears("1120-1 还没修好（又关不上了）")
    await desk.wang.sees_card("【返工 1】1120-1 处理中")
    await desk.sun.hears("1120-1 要返工")
    await desk.li.sees_card("1120-1 王工 已接单")


async def test_after_that_it_is_a_new_report(desk: Desk) -> None:
    cards = await a_finished_ticket(desk)
    await desk.li.says("1120-1 关闭")
    await desk.li.hears("1120-1 已关闭")
    await desk.wang.hears("已关闭")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    await desk.passes(days=8)
    await desk.li.says("1120-1 返工 又关不上了")
    await desk.li.hears("1120-1 只能在 11-27", "之前返工", "当新的报修")
    assert the_ticket(desk).status is Status.CLOSED


async def test_who_has_gone_on_leave_is_not_sent_again_but_others_are_asked(desk: Desk) -> None:
    cards = await a_finished_ticket(desk)
    await desk.wang.says("请假 3 天")
    await desk.wang.hears("不派单给您")
    await desk.li.says("1120-1 返工 又关不上了")
    await desk.li.hears("1120-1 返工，上次的师傅不在，已重新派单")
    await desk.li.sees_card_change(cards.li, "1120-1 已提交")
    await desk.zhao.sees_card("【返工 1】1120-1 等待接单")
    await desk.sun.hears("1120-1 要返工", "上次的师傅不在，已重新派单")
    assert the_ticket(desk).status is Status.OPEN


async def test_whoever_did_the_work_cannot_close_it(desk: Desk) -> None:
    await a_finished_ticket(desk)
    await desk.wang.says("1120-1 关闭")
    await desk.wang.hears("自己干的活不能自己说好", "请 李静 问过客户再关闭")
    assert the_ticket(desk).status is Status.DONE
