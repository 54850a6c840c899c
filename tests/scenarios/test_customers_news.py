"""A customer writes to the official account; the front desk confirms, a technician goes, and the customer hears of
every step by whatever way is open then.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from emulator.card_in_hand import CardInHand
from emulator.switches import TemplateFate
from emulator.wechat.person import CustomerPerson
from storage.outbox import State
from storage.schema import errand
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, claimed, submitted
from tickets.customers import ContactKind, PlaceCode

REPORT = "3幢501厨房水管漏水"
PHONE = "13800001111"


@pytest.fixture
def wang(desk: Desk) -> CustomerPerson:
    return desk.wecom.customer("王女士")


async def a_draft(desk: Desk, customer: CustomerPerson, phone: str = PHONE) -> CardInHand:
    await customer.says(REPORT)
    await customer.sees_text("收到", "电话")
    await customer.says(phone)
    await customer.sees_text("核对")
    await desk.passes(seconds=2)
    return await desk.li.sees_card("报修草稿", "客户来自微信", "漏水")


async def a_ticket(desk: Desk, customer: CustomerPerson, number: str = "1120-1") -> Cards:
    """In technicians' hands; the customer has its number."""
    cards = await submitted(desk, await a_draft(desk, customer), number)
    await desk.passes(seconds=2)
    return cards


async def told_its_number(desk: Desk, customer: CustomerPerson, number: str = "1120-1") -> Cards:
    cards = await a_ticket(desk, customer, number)
    await customer.sees_text("已受理", number)
    return cards


async def takes(desk: Desk, cards: Cards, number: str = "1120-1") -> None:
    await claimed(desk, cards, number)
    await desk.passes(seconds=2)


async def drives(desk: Desk, cards: Cards) -> None:
    await cards.wang.press("出发")
    await desk.li.hears("已出发")
    await desk.wang.sees_card_change(cards.wang, "在路上")
    await desk.passes(seconds=2)


async def arrives(desk: Desk, cards: Cards) -> None:
    await cards.wang.press("到场")
    await desk.li.hears("已到场")
    await desk.wang.sees_card_change(cards.wang, "已到场")
    await desk.passes(seconds=2)


async def finishes(desk: Desk, cards: Cards) -> Cards:
    """The reporter has a new card, on which they can answer for the customer."""
    await cards.wang.press("完工")
    await desk.wang.hears("已完工，辛苦了")
    await desk.li.hears("已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    done = await desk.li.sees_card("1120-1 王工 已完工")
    await desk.passes(seconds=2)
    return replace(cards, li=done)


async def waits_for_parts(desk: Desk, cards: Cards, until: str) -> None:
    await desk.wang.says(f"1120-1 等配件 {until}")
    await desk.wang.hears("1120-1")
    await desk.li.hears("等配件")
    await desk.wang.sees_card_change(cards.wang, "等配件")
    await desk.passes(seconds=2)


def ways_taken(desk: Desk) -> list[Any]:
    with desk.reading() as uow:
        rows = uow.connection.execute(errand.select().where(errand.c.kind == "push").order_by(errand.c.id))
        return [(row.data["stage"], row.data.get("way")) for row in rows if row.state == State.DONE.value]


def refused(desk: Desk) -> list[int]:
    """What WeChat has said no to."""
    answers = [each.response for each in desk.wecom.world.wire if "/message/" in each.path and each.response]
    return [code for code in (json.loads(each).get("errcode", 0) for each in answers) if code]


async def test_the_customer_hears_of_every_step_in_the_chat(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("1120-1", "王师傅已接单")
    await drives(desk, cards)
    await wang.sees_text("王师傅已出发")
    await arrives(desk, cards)
    await wang.sees_text("已到场", "正在维修")
    cards = await finishes(desk, cards)
    await wang.sees_text("已修好", "已解决")
    await wang.says("已解决")
    await wang.sees_text("已确认完成")
    for member in (desk.li, desk.wang):
        await member.hears("1120-1", "客户确认修好了")
    await desk.wang.sees_card_change(cards.wang, "已关闭")
    await desk.li.sees_card_change(cards.li, "已关闭")
    assert {way for _, way in ways_taken(desk)} == {"chat"}
    assert refused(desk) == []


async def test_when_the_window_has_closed_it_is_a_template(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("已接单")
    await waits_for_parts(desk, cards, "11-23 上午")
    await wang.sees_text("等配件", "11月23日")
    await desk.passes(hours=73)
    await desk.wang.hears("等待的时间到了")
    again = await desk.wang.sees_card("1120-1")
    await desk.li.hears("继续处理")
    await drives(desk, replace(cards, wang=again))
    seen = await wang.sees_template("维修进度通知")
    assert seen.fields["当前状态"] == "师傅已出发"
    assert seen.url.startswith(f"{desk.url}/t/demo.")


async def test_a_press_on_the_menu_opens_the_chat_for_a_minute(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("已接单")
    await waits_for_parts(desk, cards, "11-23 上午")
    await wang.sees_text("等配件")
    await desk.passes(hours=73)
    await desk.wang.hears("等待的时间到了")
    cards = replace(cards, wang=await desk.wang.sees_card("1120-1"))
    await desk.li.hears("继续处理")
    await wang.clicks_menu("mine")
    await wang.sees_text("1120-1", "王师傅已接单")
    await drives(desk, cards)
    await wang.sees_text("已出发")
    await desk.passes(minutes=2)
    await arrives(desk, cards)
    await wang.sees_template("正在维修")
    assert refused(desk) == []


async def test_one_message_of_the_window_is_kept_for_the_acceptance(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("已接单")
    await drives(desk, cards)
    await wang.sees_text("已出发")
    await waits_for_parts(desk, cards, "下午3点")
    await wang.sees_text("等配件")
    await cards.wang.press("继续")
    await desk.li.hears("继续处理")
    await desk.wang.sees_card_change(cards.wang, "在路上")
    await arrives(desk, cards)
    await wang.sees_template("正在维修")
    await finishes(desk, cards)
    await wang.sees_text("已修好", "已解决")
    assert refused(desk) == []


async def test_who_follows_no_more_gets_text_messages_of_what_matters(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await wang.unfollows()
    await takes(desk, cards)
    await drives(desk, cards)
    await wang.sees_sms("1120-1", "已出发")
    await arrives(desk, cards)
    await finishes(desk, cards)
    await wang.sees_sms("1120-1", "待您确认")
    assert ways_taken(desk) == [("reported", "chat"), ("travelling", "sms"), ("done", "sms")]


async def test_where_no_way_is_left_staff_and_technician_are_told_once(desk: Desk, wang: CustomerPerson):
    draft = await a_draft(desk, wang, phone="0571-88886666")
    cards = await submitted(desk, draft)
    await desk.passes(seconds=2)
    await wang.sees_text("已受理")
    await wang.unfollows()
    await takes(desk, cards)
    await desk.li.hears("1120-1", "现在微信里联系不上", "057188886666")
    await desk.wang.hears("1120-1", "现在微信里联系不上")
    await drives(desk, cards)
    await arrives(desk, cards)


async def test_what_the_quota_refuses_goes_by_the_next_way_at_once(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    desk.wecom.world.switches.wechat_quota_used_up = True
    await takes(desk, cards)
    await wang.sees_template("已接单")
    await drives(desk, cards)
    await wang.sees_template("已出发")
    assert refused(desk) == [45047], "once, and not again"


@pytest.mark.parametrize("fate", [TemplateFate.BLOCKED, TemplateFate.FAILED])
async def test_a_template_that_does_not_arrive_is_followed_by_a_text_message(
    desk: Desk, wang: CustomerPerson, fate: TemplateFate
):
    cards = await told_its_number(desk, wang)
    desk.wecom.world.switches.wechat_quota_used_up = True
    desk.wecom.world.switches.wechat_template_fate = fate
    desk.wecom.world.switches.wechat_template_reports_after = 0
    await takes(desk, cards)
    await drives(desk, cards)
    await wang.sees_sms("1120-1", "已出发")


async def test_who_left_without_our_hearing_of_it_is_reached_otherwise(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    customer = desk.wecom.world.wechat.customer(wang.openid)
    customer.follows = False
    customer.allowances.closes()
    await takes(desk, cards)
    await drives(desk, cards)
    await wang.sees_sms("1120-1", "已出发")
    assert refused(desk) == [43004]
    with desk.reading() as uow:
        known = uow.customers.whose(ContactKind.OPENID, wang.openid)
    assert known is not None
    assert known.openid is None


async def test_two_presses_in_a_row_are_one_piece_of_news(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await claimed(desk, cards)
    await cards.wang.press("出发")
    await desk.li.hears("已出发")
    await desk.wang.sees_card_change(cards.wang, "在路上")
    await desk.passes(seconds=2)
    await wang.sees_text("已出发")


async def test_a_sticker_says_which_device_and_where(desk: Desk, wang: CustomerPerson):
    place = PlaceCode(scene="device:HR2025-0318", address="3号楼2单元", device="客梯", serial="HR2025-0318")
    with desk.works.database.unit_of_work("demo") as uow:
        uow.place_codes.save(place)
    await wang.scans("device:HR2025-0318")
    await wang.sees_text("3号楼2单元", "客梯", "哪里坏了")
    await wang.says("门关不上")
    await wang.sees_text("电话")
    await wang.says(PHONE)
    await wang.sees_text("核对")
    await desk.passes(seconds=2)
    await desk.li.sees_card("客户扫码报修", "3号楼2单元", "HR2025-0318", "门关不上")


async def test_what_stays_incomplete_the_front_desk_sees_after_a_while(desk: Desk, wang: CustomerPerson):
    await wang.says(REPORT)
    await wang.sees_text("电话")
    await desk.passes(minutes=9)
    desk.li.hears_nothing_more()
    await desk.passes(minutes=1)
    draft = await desk.li.sees_card("报修草稿", "还差电话")
    await draft.press("改")
    await desk.li.hears("直接回复")
    await desk.li.says("电话 13800001111")
    await desk.li.hears("已改", "13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(draft, "13800001111")
    await submitted(desk, draft)
    await desk.passes(seconds=2)
    await wang.sees_text("已受理", "1120-1")


async def test_what_the_customer_cancels_the_technician_hears(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("已接单")
    await wang.says("不用来了，已经好了")
    await wang.sees_text("1120-1 已取消")
    for member in (desk.li, desk.wang):
        await member.hears("1120-1", "客户 取消了")
    await desk.wang.sees_card_change(cards.wang, "已取消")


async def test_not_solved_is_rework_and_the_customer_hears_who_comes_again(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("已接单")
    cards = await finishes(desk, cards)
    await wang.sees_text("已修好")
    await wang.says("没修好，还在漏")
    await wang.sees_text("转回师傅")
    await desk.wang.hears("还没修好", "还在漏")
    for member in (desk.li, desk.sun):
        await member.hears("要返工")
    await desk.wang.sees_card_change(cards.wang, "返工")
    await desk.li.sees_card_change(cards.li, "1120-1 王工 已接单")


async def test_the_front_desk_answers_a_question_in_the_chat(desk: Desk, wang: CustomerPerson):
    await wang.says("你们上门要收费吗")
    await wang.sees_text("已通知工作人员")
    await desk.li.hears("找人工", "上门要收费吗", "回复客户 1")
    await desk.li.says("回复客户 1 上门不收费，换配件按价目表")
    await desk.li.hears("发给客户 1")
    await wang.sees_text("工作人员回复：上门不收费")


async def test_where_the_chat_has_closed_the_front_desk_hears_so(desk: Desk, wang: CustomerPerson):
    await wang.says("你们上门要收费吗")
    await wang.sees_text("已通知工作人员")
    await desk.li.hears("找人工", "上门要收费吗")
    await desk.passes(hours=49)
    await desk.li.says("回复客户 1 上门不收费")
    await desk.li.hears("发给客户 1")
    await desk.li.hears("客户 1 现在微信里收不到", "上门不收费")
    assert refused(desk) == []
