"""今日, 我的工单, 帮助: what somebody has to do, and how to say it."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_ticket

OTHERS = (
    "滨江花园5幢302马桶堵了，13700003333",
    "江南名府1幢1单元901空调不制冷，13700004444",
    "翠苑小区7幢楼道灯不亮，特别急，13700005555",
)


async def test_what_to_do_first_is_told_with_why(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    for place, report in enumerate(OTHERS, 2):
        await a_ticket(desk, report, f"1120-{place}")
    await desk.passes(minutes=10)
    await desk.wang.says("今日")
    await desk.wang.hears(
        "1. 【急】1120-4 翠苑小区7幢 楼道灯不亮（等待接单）",
        "09:35 前接单，还有 20 分钟，客户催得急，优先级高",
        "2. 1120-2 滨江花园5幢302",
        "另有 1 张",
    )
    await desk.li.says("今日")
    await desk.li.hears("现在没有要做的")


async def test_what_waits_is_counted_apart(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.wang.says("等配件 明天")
    await desk.wang.hears("1120-1 等配件")
    await desk.wang.sees_card_change(cards.wang, "等配件到")
    await desk.li.hears("王工 等配件")
    await desk.wang.says("今日")
    await desk.wang.hears("现在没有要做的。还有 1 张在等待中")
    await desk.wang.says("我的工单")
    await desk.wang.hears("1120-1 王工 等配件到 11月21日 09:00")
    await desk.sun.says("看板")
    await desk.sun.hears(
        "维修班：1 张没完，1 张在等待\n手上：王工 1 张\n",
        "· 1120-1 钱江新城3幢2单元 电梯门关不上（王工 等配件到 11月21日 09:00）",
    )


async def test_a_leader_sees_what_everybody_has_and_what_is_late(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await a_ticket(desk, OTHERS[0], "1120-2")
    await desk.passes(minutes=31)
    await desk.sun.hears("1120-2 还没有人接单")
    await desk.sun.sees_card("1120-2")
    await desk.li.hears("1120-2 暂时还没有人接单")
    await desk.passes(minutes=9)
    await desk.sun.says("今日")
    await desk.sun.hears(
        "维修班：2 张没完，1 张超时，1 张没人接",
        "手上：王工 1 张",
        "· 1120-2 滨江花园5幢302 马桶堵了（没人接）\n　接单超时 10 分钟（应在 09:30 前）",
        "· 1120-1 钱江新城3幢2单元 电梯门关不上（王工 处理中）",
    )


async def test_the_director_sees_the_groups_and_what_is_late_in_each(desk: Desk) -> None:
    zhou = desk.wecom.person("zhouzong")
    await zhou.says("看板")
    await zhou.hears("维修班：没有没完的单子")
    await a_claimed_ticket(desk)
    await a_ticket(desk, OTHERS[0], "1120-2")
    await desk.passes(minutes=31)
    await desk.sun.hears("1120-2 还没有人接单")
    await desk.sun.sees_card("1120-2")
    await desk.li.hears("1120-2 暂时还没有人接单")
    await desk.passes(minutes=9)
    await zhou.says("看板")
    assert "1120-1" not in await zhou.hears("维修班：2 张没完，1 张超时", "1120-2", "接单超时 10 分钟")


async def test_help_says_what_is_of_use_to_whoever_asks(desk: Desk) -> None:
    for person, words in (
        (desk.li, ("提交", "1122-7 客户又催了")),
        (desk.wang, ("接不了 太远", "等配件 明天上午", "转给王工", "今日", "照片")),
        (desk.sun, ("看板", "转给王工", "赵工请假到周五")),
        (desk.wecom.person("zhouzong"), ("各班组", "看板")),
    ):
        await person.says("帮助")
        await person.hears(*words)
