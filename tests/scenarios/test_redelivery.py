"""Each update is handled once, however often, late or crosswise it is delivered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from emulator.callback import AppCallback
from emulator.card_in_hand import CardInHand
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_draft, a_ticket, claimed, submitted

OTHER_REPORT = "滨江花园5幢302马桶堵了，13700003333"


async def again(desk: Desk, callback: AppCallback) -> None:
    """The same callback once more, as WeCom does when it did not see the answer."""
    repeated = AppCallback(
        app=callback.app, userid=callback.userid, name=callback.name, xml=callback.xml, entry=callback.entry
    )
    desk.wecom.world.send_callback(repeated)
    await repeated.done.wait()


def held_back(desk: Desk, text: str) -> AppCallback:
    """李静 has said it, but it does not get through yet."""
    return _without_delivery(desk, lambda: desk.wecom.actions.says("lijing", text))


def held_back_press(desk: Desk, card: CardInHand, label: str) -> AppCallback:
    keys = {button["text"]: button["key"] for button in card.entry.body["button_list"]}
    return _without_delivery(desk, lambda: desk.wecom.actions.presses("lijing", card.entry.id, keys[label]))


def _without_delivery(desk: Desk, act: Callable[[], AppCallback]) -> AppCallback:
    world = desk.wecom.world
    deliver, world.send_callback = world.send_callback, lambda _callback: None
    callback = act()
    world.send_callback = deliver
    return callback


async def arrives(desk: Desk, callback: AppCallback) -> None:
    desk.wecom.world.send_callback(callback)
    await callback.done.wait()


async def test_a_message_delivered_again_and_again_is_one_message(desk: Desk) -> None:
    callback = desk.wecom.actions.says("lijing", REPORT)
    await callback.done.wait()
    await again(desk, callback)
    await desk.passes(seconds=2)
    await desk.li.sees_card("报修草稿")
    await again(desk, callback)
    await desk.passes(hours=2)
    await again(desk, callback)
    await desk.li.hears("还有一份草稿没提交")
    with desk.reading() as uow:
        assert len(uow.messages.of_draft(1)) == 1


async def test_deliveries_at_the_same_time_are_one_message_with_one_answer(desk: Desk) -> None:
    callback = desk.wecom.actions.says("lijing", "在吗")
    await asyncio.gather(callback.done.wait(), *(again(desk, callback) for _ in range(5)))
    replies = {record.response.split("<Content>")[1] for record in desk.wecom.log if "<Content>" in record.response}
    assert len(replies) == 1
    for _ in range(6):  # WeCom shows a reply each time it gets one; the bot has said the same each time
        await desk.li.hears("在的")


async def test_a_click_delivered_again_does_nothing_more(desk: Desk) -> None:
    card = await a_draft(desk)
    key = card.entry.body["button_list"][0]["key"]
    callback = desk.wecom.actions.presses("lijing", card.entry.id, key)
    await asyncio.gather(callback.done.wait(), *(again(desk, callback) for _ in range(3)))
    await desk.li.hears("已提交，工单号 1120-1")
    await desk.li.sees_card_change(card, "1120-1 已提交")
    await desk.wang.sees_card("1120-1")
    await desk.zhao.sees_card("1120-1")
    await again(desk, callback)


async def test_a_whole_day_with_every_callback_delivered_three_times(desk: Desk) -> None:
    desk.wecom.switches.duplicate_callbacks = 2
    cards = await claimed(desk, await a_ticket(desk))
    await cards.wang.press("完工")
    await desk.wang.hears("1120-1 已完工")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")


async def test_messages_that_overtake_each_other_are_one_draft(desk: Desk) -> None:
    desk.wecom.switches.callbacks_out_of_order = True
    await desk.li.forwards("钱江新城3幢2单元501", "厨房水管漏水", "王女士 13800001111", "里面有老人")
    await desk.passes(seconds=2)
    await desk.li.sees_card("钱江新城3幢2单元501", "厨房水管漏水", "王女士", "13800001111")


async def test_of_two_messages_of_one_second_the_one_that_was_sent_first_comes_first(desk: Desk) -> None:
    sent = [held_back(desk, words) for words in ("钱江新城3幢2单元电梯门关不上，13800001111", "打不通就打13900002222")]
    for callback in reversed(sent):
        await arrives(desk, callback)
    await desk.passes(seconds=2)
    await desk.li.sees_card("关不上，13800001111\n打不通", "13800001111 备用 13900002222")


async def test_what_says_nothing_by_itself_stands_where_it_was_said(desk: Desk) -> None:
    sent = [held_back(desk, words) for words in ("钱江新城3幢2单元501厨房漏水13800001111", "里面有老人")]
    for callback in reversed(sent):
        await arrives(desk, callback)
    await desk.passes(seconds=2)
    await desk.li.sees_card("漏水13800001111\n里面有老人")


async def test_a_message_that_arrives_minutes_late_still_joins_its_draft(desk: Desk) -> None:
    card = await a_draft(desk, "钱江新城3幢2单元501厨房水管漏水")
    late = held_back(desk, "王女士 13800001111")
    await desk.passes(minutes=5)
    await arrives(desk, late)
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(card, "13800001111")


async def test_a_message_that_arrives_after_the_submission_is_added_to_the_ticket(desk: Desk) -> None:
    card = await a_draft(desk)
    late = held_back(desk, "记得带梯子")
    await desk.passes(seconds=1)
    await submitted(desk, card)
    await desk.passes(seconds=1)
    await arrives(desk, late)
    await desk.li.hears("已记到工单 1120-1")
    await desk.sun.hears("补充：记得带梯子")


async def test_a_press_that_arrives_hours_late_is_judged_by_what_happened_since(desk: Desk) -> None:
    card = await a_draft(desk)
    late = held_back_press(desk, card, "作废")
    await submitted(desk, card)
    await desk.passes(minutes=20)
    await arrives(desk, late)
    await desk.li.hears("这份草稿已经提交，工单号 1120-1")


async def test_two_presses_in_the_same_second_are_two(desk: Desk) -> None:
    card = await a_draft(desk)
    await asyncio.gather(card.press("改"), card.press("看出处"), card.press("看出处"))
    await desk.li.hears("直接回复要改的内容")
    await desk.li.hears("各项出处")
    await desk.li.hears("各项出处")


async def test_two_messages_of_the_same_words_in_the_same_second_are_two(desk: Desk) -> None:
    await desk.li.forwards("我跟她说过了", "我跟她说过了")
    with desk.reading() as uow:
        assert len(uow.messages.waiting("lijing", since=desk.long_ago)) == 2
    await desk.passes(seconds=2)
    await desk.li.hears("没看出要报修什么")


async def test_a_lost_callback_is_lost_and_the_person_says_it_again(desk: Desk) -> None:
    desk.wecom.switches.lose_callbacks = True
    await desk.li.says(REPORT)
    await desk.passes(seconds=2)
    desk.wecom.switches.lose_callbacks = False
    await submitted(desk, await a_draft(desk))
