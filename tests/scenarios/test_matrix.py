"""What must be known, by when it is promised and who answers for it (7, 8): by source and type."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from emulator.card_in_hand import CardInHand
from emulator.directory import ROOT, Department, Member
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import PATIENCE, Desk
from tests.scenarios.property_company import WUYE, reported, staff
from tickets.calendar import LOCAL
from tickets.playbook.values import Source
from tickets.ticket import Ticket

HALF_AN_HOUR = timedelta(minutes=30)
LEAK = "钱江新城3幢2单元501厨房爆管"


@pytest.fixture
def playbook() -> Path:
    return WUYE


@pytest.fixture
def members() -> list[Member]:
    return staff()


def ticket(desk: Desk) -> Ticket:
    with desk.reading() as uow:
        found = uow.tickets.get(1)
    assert found is not None
    return found


async def a_draft_of(desk: Desk, words: str) -> CardInHand:
    await desk.li.says(words)
    await desk.passes(seconds=2)
    return await desk.li.sees_card("报修草稿")


async def came_by(desk: Desk, source: Source) -> None:
    """The draft is as that channel leaves it to the desk."""

    def comes(uow: UnitOfWork) -> None:
        draft = uow.drafts.get(1)
        assert draft is not None
        uow.drafts.save(structs.replace(draft, source=source))

    await desk.works.writer.run("demo", comes)


async def test_a_leak_from_the_mini_program_wants_its_picture_the_public_area_and_a_phone_and_half_an_hour(
    desk: Desk,
) -> None:
    draft = await a_draft_of(desk, LEAK)
    await came_by(desk, Source.MINI_PROGRAM)
    await draft.press("提交")
    await desk.li.hears("电话")
    await desk.li.says("13800001111")
    await desk.li.hears("已记进草稿：电话 13800001111", "还差一项：请发一张照片")
    await desk.li.sees_card_change(draft, "13800001111")
    await desk.li.sends_image(b"a leak")
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(draft, "图片 1 张", "还差公共区域")
    await draft.press("提交")
    await desk.li.hears("漏水影响到公共区域（楼道、大堂、电梯厅）了吗？", "回复：是、否、不清楚")
    await desk.li.says("是")
    await desk.li.hears("已记进草稿：公共区域 是", "可以提交了")
    await desk.settles()
    await draft.press("提交")
    await desk.li.hears("已提交，工单号 1120-1")
    await desk.li.sees_card_change(draft, "1120-1 已提交")
    card, others = await desk.wang.sees_card("1120-1", "漏水应急"), await desk.zhao.sees_card("1120-1")
    opened_at = ticket(desk).opened_at
    await card.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(card, "处理中")
    await desk.zhao.sees_card_change(others, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card("1120-1 王工 已接单", "前到场")
    await desk.wang.hears("[file 1120-1-1")
    await desk.passes(minutes=22, seconds=29)
    desk.wang.hears_nothing_more()
    await desk.passes(seconds=1)
    await desk.wang.hears(f"1120-1 请在 {(opened_at + HALF_AN_HOUR).astimezone(LOCAL):%H:%M} 前到场")
    await desk.passes(minutes=7, seconds=30)
    await desk.wang.hears("1120-1 报修 30 分钟还没有到场")
    await desk.sun.hears("1120-1 报修 30 分钟，王工 还没有到场")


async def test_the_same_leak_from_staff_is_submitted_with_a_phone_and_has_two_hours(desk: Desk) -> None:
    draft = await reported(desk, f"{LEAK}，13800001111")
    card, others = await desk.wang.sees_card("1120-1", "漏水应急"), await desk.zhao.sees_card("1120-1")
    await card.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(card, "处理中")
    await desk.zhao.sees_card_change(others, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(draft, "王工 已接单")
    await desk.passes(minutes=90)
    await desk.wang.hears("1120-1 请在 11:00 前到场")
    await desk.passes(minutes=30)
    await desk.wang.hears("1120-1 报修 2 小时还没有到场")
    await desk.sun.hears("1120-1 报修 2 小时，王工 还没有到场")


async def test_a_leak_that_nobody_claims_in_a_quarter_of_an_hour_is_the_leaders_and_then_the_directors(
    desk: Desk,
) -> None:
    draft = await reported(desk, f"{LEAK}，13800001111")
    for each in (desk.wang, desk.zhao):
        await each.sees_card("1120-1", "漏水应急")
    await desk.passes(minutes=15)
    await desk.sun.hears("1120-1 还没有人接单")
    suns = await desk.sun.sees_card("1120-1")
    await desk.li.hears("1120-1 暂时还没有人接单，已经提醒 孙班长")
    await desk.passes(minutes=15)
    await desk.sun.hears("1120-1 还没有人接单")
    await desk.wecom.person("zhouzong").hears("1120-1 报修 30 分钟还没有人接单", "已经加派 备勤队", "已经提醒 孙班长")
    for userid in ("hegong", "xugong"):
        await desk.wecom.person(userid).sees_card("1120-1", "漏水应急")
    await desk.sun.sees_card_change(suns, "接单已超时（09:15 前）")
    await desk.li.sees_card_change(draft, "1120-1 已提交", "接单已超时（09:15 前）")


@pytest.mark.parametrize(
    ("words", "area", "owner"),
    [
        ("滨江星光大道3号马桶堵了，13800001111", "binjiang", "chenban"),
        ("钱江新城3幢马桶堵了，13800001111", "qianjiang", "sunban"),
        ("翠苑小区7幢马桶堵了，13800001111", None, "sunban"),
    ],
    ids=["one area", "another", "none that anybody knows"],
)
async def test_somebody_answers_for_every_ticket_before_anybody_has_it(
    desk: Desk, words: str, area: str | None, owner: str
) -> None:
    await reported(desk, words)
    for userid in ticket(desk).asked:
        await desk.wecom.person(userid).sees_card("1120-1", "等待接单")
    assert (ticket(desk).area, ticket(desk).owner, ticket(desk).assignee) == (area, owner, None)
    await desk.wecom.person(owner).says("我的工单")
    await desk.wecom.person(owner).hears("1120-1")


async def heads(desk: Desk, name: str, leader: str) -> None:
    """WeCom has such a department, and the bot has heard of it."""
    desk.wecom.world.directory.departments[9] = Department(id=9, name=name, parent=ROOT, leaders=[leader])
    await desk.passes(minutes=15)
    async with asyncio.timeout(PATIENCE):
        while True:
            with desk.reading() as uow:
                if uow.people.heads_of([name]):
                    return
            await asyncio.sleep(0.02)


async def test_who_heads_a_linked_department_hears_of_it_and_of_the_others_the_desk_is_reminded(desk: Desk) -> None:
    await heads(desk, "安保部", "dingjie")
    await desk.li.says("钱江新城3幢2单元电梯困人，王女士13800001111")
    await desk.passes(seconds=2)
    draft = await desk.li.sees_card("报修草稿")
    await draft.press("提交")
    await desk.li.hears("已提交，工单号 1120-1", "请另外通知客服部。")
    await desk.li.sees_card_change(draft, "1120-1 已提交")
    await desk.wecom.person("dingjie").hears("1120-1 电梯困人：钱江新城3幢2单元", "请安保部配合。")
    await desk.sun.sees_card("1120-1", "接单")
    await desk.sun.hears("1120-1 紧急！")
