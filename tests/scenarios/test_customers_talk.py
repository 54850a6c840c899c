"""What customers say at the official account, and who of the staff hears it."""

from __future__ import annotations

from emulator.wechat.person import CustomerPerson
from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import (
    PHONE,
    REPORT,
    finishes,
    refused,
    takes,
    told_its_number,
)
from tests.scenarios.stories import submitted
from tickets.customers import PlaceCode


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
    draft = await desk.li.sees_card("报修草稿", "还差电话，点「改」再回复")
    await draft.press("改")
    await desk.li.hears("直接回复")
    await desk.li.sees_card_change(draft, "还差电话，直接回复就行")
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


async def test_who_said_done_too_early_goes_on_and_the_customer_need_not_answer_yet(desk: Desk, wang: CustomerPerson):
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("已接单")
    cards = await finishes(desk, cards)
    await wang.sees_text("已修好")
    await desk.wang.says("1120-1 返工 还差一个垫圈")
    await desk.wang.hears("1120-1 继续处理。")
    await desk.wang.sees_card_change(cards.wang, "1120-1 处理中")
    await desk.li.hears("还没干完")
    await desk.li.sees_card_change(cards.li, "1120-1 王工 已接单")
    await desk.passes(seconds=2)
    await wang.sees_text("报修单 1120-1：王师傅还没弄完，继续处理，好了再请您确认。")


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
