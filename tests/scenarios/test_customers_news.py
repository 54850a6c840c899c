"""A customer writes to the official account; the front desk confirms, a technician goes, and the customer hears of
every step by whatever way is open then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from emulator.switches import Outage, TemplateFate
from emulator.wechat.account import Account
from emulator.wechat.person import CustomerPerson
from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import (
    a_draft,
    arrives,
    drives,
    finishes,
    numbers_refused,
    refused,
    takes,
    told_its_number,
    waits_for_parts,
    ways_taken,
)
from tests.scenarios.operator import Operator
from tests.scenarios.stories import claimed, submitted
from tickets.customers import ContactKind


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


async def test_whoever_waits_for_somebody_who_does_not_come_hears_so(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("1120-1", "王师傅已接单")
    await drives(desk, cards)
    told = await wang.sees_text("王师傅已出发")
    await desk.wang.says("1120-1 接不了 车坏了")
    await desk.wang.hears("已另派别人")
    await desk.wang.sees_card_change(cards.wang, "已另派")
    await desk.li.hears("王工 接不了（车坏了）")
    again = await desk.zhao.sees_card("1120-1", "等待接单")
    await desk.passes(seconds=2)
    await wang.sees_text("1120-1", "要换一位师傅", "正在给您安排")
    assert "正在重新安排师傅" in (await wang.opens(told.rpartition("进度：")[2])).text
    await again.press("接单")
    await desk.zhao.hears("归您了")
    await desk.zhao.sees_card_change(again, "处理中")
    await desk.li.hears("赵工 已接单")
    await desk.li.sees_card("1120-1 赵工 已接单")
    await desk.passes(seconds=2)
    await wang.sees_template("1120-1", "已接单")


async def test_who_asks_how_far_it_is_gets_the_link_that_their_news_have(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    told = await wang.sees_text("王师傅已接单", "/t/demo.")
    link = told.rpartition("进度：")[2]
    await wang.says("进度")
    assert (await wang.sees_text("1120-1", "王师傅已接单")).endswith(f"\n进度：{link}")
    await wang.clicks_menu("mine")
    assert link in await wang.sees_text("1120-1")


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


async def test_who_leaves_while_nobody_knows_whether_they_heard_is_told_by_another_way(
    desk: Desk, wang: CustomerPerson
):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("已接单")
    desk.wecom.switches.wechat_outage = Outage.CLOSED
    await drives(desk, cards)
    await wang.unfollows()
    desk.wecom.switches.wechat_outage = Outage.NONE
    await desk.passes(minutes=3)
    await wang.sees_sms("1120-1", "已出发")


async def test_an_sms_whose_answer_is_lost_again_and_again_comes_twice_and_then_somebody_calls(
    desk: Desk, wang: CustomerPerson
):
    cards = await told_its_number(desk, wang)
    await wang.unfollows()
    await takes(desk, cards)
    desk.wecom.switches.sms_answers_lost = True
    await drives(desk, cards)
    for _ in range(5):
        await desk.passes(minutes=1)
    for _ in range(2):
        await wang.sees_sms("1120-1", "已出发")
    for member in (desk.li, desk.wang):
        await member.hears("1120-1 不知道这位客户收到消息没有", "电话 13800001111")


async def test_news_whose_answer_is_lost_again_and_again_come_twice_in_the_chat_and_then_by_another_way(
    desk: Desk, wang: CustomerPerson
):
    cards = await told_its_number(desk, wang)
    desk.wecom.switches.wechat_outage = Outage.ANSWER_LOST
    await takes(desk, cards)
    for _ in range(3):
        await desk.passes(minutes=1)
    for _ in range(2):
        await wang.sees_text("1120-1", "已接单")
    desk.wecom.switches.wechat_outage = Outage.NONE
    await desk.passes(minutes=1)
    await wang.sees_template("已接单")
    await drives(desk, cards)
    await wang.sees_text("已出发")


async def test_where_no_way_is_left_staff_and_technician_are_told_once(desk: Desk, wang: CustomerPerson):
    draft = await a_draft(desk, wang, phone="0571-88886666")
    cards = await submitted(desk, draft)
    await desk.passes(seconds=2)
    await wang.sees_text("已受理")
    await wang.unfollows()
    await takes(desk, cards)
    await desk.li.hears("1120-1", "现在收不到我们的消息", "057188886666")
    await desk.wang.hears("1120-1", "现在收不到我们的消息")
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


REFUSALS: dict[int, Callable[[Account], None]] = {
    40037: lambda account: account.templates.clear(),
    45109: lambda account: account.unsupported.add("message/template/send"),
}


@pytest.mark.parametrize("errcode", [40037, 45109])
async def test_a_template_that_wechat_refuses_to_everybody_goes_by_sms_and_the_operator_hears_why(
    desk: Desk, wang: CustomerPerson, operator: Operator, errcode: int, allow_errors: Callable[[str], None]
):
    allow_errors("way refused")
    cards = await told_its_number(desk, wang)
    desk.wecom.world.switches.wechat_quota_used_up = True
    REFUSALS[errcode](desk.wecom.world.wechat.account)
    await takes(desk, cards)
    await drives(desk, cards)
    await wang.sees_sms("1120-1", "已出发")
    [told] = await operator.hears()
    assert "条客户通知被拒（模板或权限不对）" in told
    assert f"({errcode})" in told
    await desk.passes(hours=2)
    assert any("没有再发生" in each for each in await operator.hears())


async def test_a_template_that_is_broken_is_not_tried_for_every_push(
    desk: Desk, wang: CustomerPerson, operator: Operator, allow_errors: Callable[[str], None]
):
    allow_errors("way refused")
    cards = await told_its_number(desk, wang)
    desk.wecom.world.switches.wechat_quota_used_up = True
    templates = desk.wecom.world.wechat.account.templates
    there = list(templates)
    templates.clear()
    await takes(desk, cards)
    await desk.passes(seconds=2)
    [told] = await operator.hears()
    assert "(40037)" in told
    await drives(desk, cards)
    await wang.sees_sms("1120-1", "已出发")
    assert refused(desk) == [45047, 40037], "the second push knew of the first"
    assert await operator.hears() == []
    templates.extend(there)
    await desk.passes(minutes=61)
    await arrives(desk, cards)
    await wang.sees_template("正在维修")
    assert refused(desk) == [45047, 40037]


async def test_a_template_whose_fields_are_refused_twice_in_a_row_is_broken(
    desk: Desk, wang: CustomerPerson, allow_errors: Callable[[str], None]
):
    allow_errors("way refused")
    cards = await told_its_number(desk, wang)
    desk.wecom.world.switches.wechat_quota_used_up = True
    account = desk.wecom.world.wechat.account
    there = list(account.templates)
    account.templates[:] = [replace(each, fields={**each.fields, "thing9": "新加的一栏"}) for each in there]
    await takes(desk, cards)
    await drives(desk, cards)
    await wang.sees_sms("1120-1", "已出发")
    await arrives(desk, cards)
    assert refused(desk) == [45047, 47003, 47003], "the third push knew"
    account.templates[:] = there
    await desk.passes(minutes=61)
    await finishes(desk, cards)
    await wang.sees_template("已修好")
    assert refused(desk) == [45047, 47003, 47003]


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


async def test_a_number_that_gets_nothing_is_not_tried_at_every_step(desk: Desk, wang: CustomerPerson):
    """Nobody has shown that it is theirs: it stands in what they reported."""
    cards = await told_its_number(desk, wang)
    await wang.unfollows()
    desk.wecom.sms.blacklist.add("13800001111")
    await takes(desk, cards)
    await drives(desk, cards)
    for member in (desk.li, desk.wang):
        await member.hears("1120-1", "现在收不到我们的消息", "13800001111")
    await arrives(desk, cards)
    await finishes(desk, cards)
    assert numbers_refused(desk) == 1, "and known from then on"


async def test_two_presses_in_a_row_are_one_piece_of_news(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await claimed(desk, cards)
    await cards.wang.press("出发")
    await desk.li.hears("已出发")
    await desk.wang.sees_card_change(cards.wang, "在路上")
    await desk.passes(seconds=2)
    await wang.sees_text("已出发")
