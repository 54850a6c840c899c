"""Nobody acts: what happens by itself, at the minute that the playbook of a property company says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from emulator.card_in_hand import CardInHand
from emulator.directory import Member
from emulator.people import Person
from tests.scenarios.conftest import Desk
from tests.scenarios.property_company import WUYE, reported, staff

TRAPPED = "钱江新城3幢2单元电梯困人，里面两个人，王女士13800001111"


@pytest.fixture
def playbook() -> Path:
    return WUYE


@pytest.fixture
def members() -> list[Member]:
    return staff()


async def alerted(person: Person) -> None:
    await person.hears("1120-1 紧急！电梯困人：", "接单")


async def a_trapped_ticket(desk: Desk) -> tuple[CardInHand, CardInHand]:
    """The leader of group A hears it loudly."""
    draft = await reported(desk, TRAPPED)
    card = await desk.sun.sees_card("1120-1", "接单")
    await alerted(desk.sun)
    return draft, card


async def test_people_trapped_is_the_other_leaders_after_five_minutes_and_the_director_knows(desk: Desk) -> None:
    draft, suns = await a_trapped_ticket(desk)
    chen, zhou = desk.wecom.person("chenban"), desk.wecom.person("zhouzong")
    for _ in range(2):
        await desk.passes(minutes=2)
        await alerted(desk.sun)
    await desk.passes(seconds=59)
    chen.hears_nothing_more()
    zhou.hears_nothing_more()
    await desk.passes(seconds=1)
    await zhou.hears("1120-1 报修 5 分钟还没有人接单", "已经转给 陈班长")
    await alerted(chen)
    assert "转派…" in suns.buttons, "he leads the area, and may still decide"
    chens = await chen.sees_card("1120-1", "接单")
    await chen.says("1120-1 为什么给我")
    await chen.hears("按「钱江新城困人」转派给 B 班（滨江）的负责人，就是您")
    await chens.press("接单")
    await chen.hears("1120-1 归您了")
    await chen.sees_card_change(chens, "1120-1 处理中")
    await desk.sun.sees_card_change(suns, "1120-1 处理中", "陈班长")
    await desk.li.hears("陈班长 已接单")
    await desk.li.sees_card_change(draft, "陈班长 已接单")
    await desk.passes(minutes=15)


async def test_whoever_was_asked_first_and_leads_sees_who_has_it_also_where_the_clock_is_late(desk: Desk) -> None:
    """The card has one code: it is not spent on the lateness."""
    draft, suns = await a_trapped_ticket(desk)
    chen = desk.wecom.person("chenban")
    await desk.passes(minutes=5, seconds=1)
    await desk.wecom.person("zhouzong").hears("已经转给 陈班长")
    await alerted(chen)
    await alerted(desk.sun)
    chens = await chen.sees_card("1120-1", "接单")
    await chens.press("接单")
    await chen.hears("1120-1 归您了")
    await chen.sees_card_change(chens, "1120-1 处理中")
    await desk.sun.sees_card_change(suns, "1120-1 处理中", "陈班长")
    await desk.li.hears("陈班长 已接单")
    await desk.li.sees_card_change(draft, "陈班长 已接单")


async def test_whoever_takes_it_in_time_silences_everything(desk: Desk) -> None:
    draft, suns = await a_trapped_ticket(desk)
    await suns.press("接单")
    await desk.sun.hears("1120-1 归您了")
    await desk.sun.sees_card_change(suns, "1120-1")
    await desk.li.hears("孙班长 已接单")
    await desk.li.sees_card_change(draft, "孙班长 已接单")
    await desk.passes(minutes=22)


async def test_at_night_people_trapped_are_nobodys_quiet_hours(desk: Desk) -> None:
    await desk.wecom.travel_to(desk.clock.now().replace(hour=15, minute=10))
    await desk.settles()
    await a_trapped_ticket(desk)
    await desk.wang.sees_card("1120-1", "接单")  # he is on call
    await alerted(desk.wang)
    await desk.passes(minutes=2)
    await alerted(desk.sun)
    await alerted(desk.wang)


async def claimed_by_wang(desk: Desk) -> CardInHand:
    draft = await reported(desk, "钱江新城3幢502马桶堵了，13700003333")
    card, zhaos = await desk.wang.sees_card("1120-1", "接单"), await desk.zhao.sees_card("1120-1", "接单")
    await card.press("接单")
    await desk.wang.hears("1120-1 归您了")
    await desk.wang.sees_card_change(card, "1120-1 处理中")
    await desk.zhao.sees_card_change(zhaos, "1120-1")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(draft, "王工 已接单")
    return card


async def test_two_hours_unclaimed_reminds_the_leader_and_four_hours_not_on_site_calls_the_standby(desk: Desk) -> None:
    """By the shift of the group, which knows no break at noon."""
    draft = await reported(desk, "钱江新城3幢502马桶堵了，13700003333")
    for person in (desk.wang, desk.zhao):
        await person.sees_card("1120-1", "接单", "09:30 前接单，13:00 前到场")
    await desk.passes(hours=1, minutes=59)
    desk.sun.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.sun.hears("1120-1 还没有人接单", "请安排一下")
    await desk.sun.sees_card("1120-1", "接单")
    await desk.passes(hours=1, minutes=59)
    desk.sun.hears_nothing_more()
    desk.wecom.person("hegong").hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.sun.hears("1120-1 报修 4 小时还没有到场", "已经加派 备勤队")
    for userid in ("hegong", "xugong"):
        await desk.wecom.person(userid).sees_card("1120-1", "接单", "接单已超时（09:30 前），13:00 前到场")
    await desk.li.sees_card_change(draft, "1120-1 已提交", "接单已超时（09:30 前），13:00 前到场")
    await desk.wecom.person("hegong").says("1120-1 为什么给我")
    await desk.wecom.person("hegong").hears("1120-1 报修 4 小时还没有到场，按「日常」加派备勤队：谁先接就归谁。")
    await desk.passes(minutes=50)


async def test_the_standby_is_called_only_as_far_as_they_have_what_the_rule_wants(desk: Desk) -> None:
    """Of a lift of that make only 王工 may open the door."""
    await reported(desk, "钱江新城3幢2单元奥的斯电梯门关不上，13700003333")
    await desk.wang.sees_card("1120-1", "接单")
    await desk.passes(hours=2)
    await desk.sun.hears("1120-1 还没有人接单", "请安排一下")
    await desk.sun.sees_card("1120-1", "接单")
    await desk.passes(hours=2)
    await desk.sun.hears("1120-1 报修 4 小时还没有到场", "已经加派 备勤队（没有能去的人）")
    await desk.wecom.person("hegong").says("1120-1 接单")
    await desk.wecom.person("hegong").hears("1120-1 没有派给您")


async def test_a_journey_through_time_stops_where_something_is_due_so_nothing_is_late(desk: Desk) -> None:
    await reported(desk, "钱江新城3幢502马桶堵了，13700003333")
    for person in (desk.wang, desk.zhao):
        await person.sees_card("1120-1", "接单")
    reported_at = desk.clock.now()
    await desk.wecom.pass_through(reported_at + timedelta(hours=3))
    await desk.sun.hears("1120-1 还没有人接单")
    await desk.sun.sees_card("1120-1", "接单")
    for said in desk.wecom.world.conversation("sunban"):
        assert abs(said.at - reported_at - timedelta(hours=2)) < timedelta(minutes=1)


async def test_whoever_is_not_on_site_after_four_hours_may_lose_it_to_the_standby(desk: Desk) -> None:
    wangs = await claimed_by_wang(desk)
    await desk.li.says("1120-1")
    await desk.li.hears("1120-1 王工 处理中", "马桶堵了。13:00 前到场")
    he, xu = desk.wecom.person("hegong"), desk.wecom.person("xugong")
    await desk.passes(hours=3, minutes=59)
    he.hears_nothing_more()
    await desk.passes(minutes=1)
    await desk.wang.hears("1120-1 报修 4 小时还没有到场", "已经加派 备勤队", "谁先接就归谁", "您到场了就不会再换人")
    await desk.sun.hears("1120-1 报修 4 小时，王工 还没有到场", "已经加派 备勤队")
    hes, xus = await he.sees_card("1120-1", "接单"), await xu.sees_card("1120-1", "接单")
    await desk.passes(minutes=10)
    await he.says("接单")
    await he.hears("1120-1 归您了")
    await he.sees_card_change(hes, "1120-1 处理中")
    await desk.wang.hears("1120-1 已转给 何工", "您不用去了")
    await desk.wang.sees_card_change(wangs, "已接单", "已转给 何工")
    await xu.sees_card_change(xus, "已接单")
    await desk.li.hears("1120-1 改由 何工 处理")
    await desk.li.sees_card("1120-1 何工 已接单", "到场已超时（13:00 前）")
    await desk.passes(minutes=20)


async def test_where_the_other_leader_is_on_leave_people_trapped_are_the_directors(desk: Desk) -> None:
    chen, zhou = desk.wecom.person("chenban"), desk.wecom.person("zhouzong")
    await chen.says("请假")
    await chen.hears("从现在起不派单给您")
    await a_trapped_ticket(desk)
    for _ in range(2):
        await desk.passes(minutes=2)
        await alerted(desk.sun)
    await desk.passes(minutes=1)
    await zhou.hears("1120-1 报修 5 分钟还没有人接单", "已经转给 周总")
    await alerted(zhou)
    await zhou.hears("1120-1 一直没有人处理，按「钱江新城困人」转派给 B 班（滨江）的负责人", "陈班长请假", "由您负责")
    await zhou.sees_card("1120-1", "接单")
    chen.hears_nothing_more()


async def test_a_group_hears_of_people_trapped_as_well_until_somebody_has_it(desk: Desk) -> None:
    robot = desk.works.settings.tenants[0].wecom.group_robot
    assert robot is not None
    draft, suns = await a_trapped_ticket(desk)
    told = "【紧急】1120-1 钱江新城3幢2单元 电梯困人，还没有人接单。已通知 孙班长，请在卡片上点「接单」。"
    assert desk.wecom.said_by_robot(robot.reveal()) == [told]
    await desk.passes(minutes=2)
    await alerted(desk.sun)
    assert desk.wecom.said_by_robot(robot.reveal()) == [told, told]
    await suns.press("接单")
    await desk.sun.hears("1120-1 归您了")
    await desk.sun.sees_card_change(suns, "1120-1")
    await desk.li.hears("孙班长 已接单")
    await desk.li.sees_card_change(draft, "孙班长 已接单")
    await desk.passes(minutes=5)
    assert len(desk.wecom.said_by_robot(robot.reveal())) == 2


async def test_what_became_due_while_the_bot_stood_still_happens_in_its_order_and_says_that_it_is_late(
    desk: Desk,
) -> None:
    await a_trapped_ticket(desk)
    chen, zhou = desk.wecom.person("chenban"), desk.wecom.person("zhouzong")
    await desk.stands_still(minutes=20)
    late = "（这条消息迟到 18 分钟：系统当时没有运行）"
    await desk.sun.hears("1120-1 紧急！", "接单", late)
    await desk.passes(seconds=2)
    await zhou.hears("1120-1 报修 5 分钟还没有人接单", "已经转给 陈班长", "迟到 15 分钟")
    await chen.hears("1120-1 紧急！", "接单")
    await chen.sees_card("1120-1", "接单")


async def test_where_nobody_knows_the_area_it_still_goes_from_one_leader_to_the_other(desk: Desk) -> None:
    await reported(desk, "翠苑小区7幢电梯困人，王女士13800001111")
    suns = await desk.sun.sees_card("1120-1", "接单")
    await alerted(desk.sun)
    for _ in range(2):
        await desk.passes(minutes=2)
        await alerted(desk.sun)
    await desk.passes(minutes=1)
    chen, zhou = desk.wecom.person("chenban"), desk.wecom.person("zhouzong")
    await zhou.hears("1120-1 报修 5 分钟还没有人接单", "已经转给 陈班长")
    await alerted(chen)
    await chen.sees_card("1120-1", "接单")
    await desk.sun.sees_card_change(suns, "已改派别人")
