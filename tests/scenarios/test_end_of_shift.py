"""交接 (17): what is left when a shift ends, and how all of it becomes the next one's."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_ticket

OTHER = "滨江花园5幢302马桶堵了，13700003333"


async def test_what_is_left_is_listed_and_handed_over_in_one_go(desk: Desk) -> None:
    first = await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    second = await a_claimed_ticket(desk, OTHER, "1120-2")
    await desk.wang.says("1120-2 等配件 明天上午")
    await desk.wang.hears("1120-2 等配件")
    await desk.wang.sees_card_change(second.wang, "等配件到")
    await desk.li.hears("1120-2 王工 等配件")
    await desk.wang.says("交接")
    await desk.wang.hears(
        "交接单（2 张）\n1120-1 钱江新城3幢2单元 电梯门关不上（处理中）",
        "\n1120-2 滨江花园5幢302 马桶堵",
        "（等配件到 11月21日 09:00）",
        "「交接给赵工」；一张一张交：「1120-1 转给赵工」",
    )
    await desk.wang.says("交接给赵师傅")
    await desk.wang.hears("1120-1、1120-2 已交接给 赵工，两边都通知了")
    for number in ("1120-1", "1120-2"):
        await desk.zhao.hears(f"{number} 王工 转给您了")
        await desk.zhao.sees_card(number)
        await desk.li.hears(f"{number} 改由 赵工 处理")
    await desk.wang.sees_card_change(first.wang, "1120-1", "赵工")
    await desk.li.sees_card("1120-1 赵工 已接单")
    await desk.wang.says("交接")
    await desk.wang.hears("手上没有没完工的工单，可以放心交班")
    with desk.reading() as uow:
        assert [(str(each.number), each.wait is not None) for each in uow.tickets.in_hand("zhaogong")] == [
            ("1120-1", False),
            ("1120-2", True),
        ]


async def test_to_nobody_that_the_playbook_knows_nothing_is_handed_over(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(minutes=5)
    await desk.wang.says("交接给钱师傅")
    await desk.wang.hears("没有找到「钱师傅」")
    await desk.zhao.says("交班给王工")
    await desk.zhao.hears("手上没有没完工的工单，不用交接")
    with desk.reading() as uow:
        assert [str(each.number) for each in uow.tickets.in_hand("wanggong")] == ["1120-1"]


async def test_who_is_away_is_not_named_as_the_one_to_take_over(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await desk.zhao.says("请假")
    await desk.zhao.hears("不派单给您")
    await desk.wang.says("交接")
    await desk.wang.hears("「交接给孙班长」；一张一张交：「1120-1 转给孙班长」")
    await desk.wang.says("交接给赵工")
    await desk.wang.hears("1120-1 已交接给 赵工，两边都通知了。注意：赵工 现在请假。")
    await desk.zhao.hears("1120-1 王工 转给您了")
    await desk.zhao.sees_card("1120-1")
    await desk.li.hears("1120-1 改由 赵工 处理")
    await desk.li.sees_card("1120-1 赵工 已接单")
    await desk.wang.sees_card_change(cards.wang, "已转给 赵工")


async def test_what_nobody_has_claimed_waits_for_whoever_takes_it_and_is_not_handed_over(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(minutes=5)
    cards = await a_ticket(desk, OTHER, "1120-2")
    await desk.sun.says("1120-2 接单")
    await desk.sun.hears("1120-2 归您了")
    for person, card in ((desk.wang, cards.wang), (desk.zhao, cards.zhao)):
        await person.sees_card_change(card, "已被 孙班长 接单")
    await desk.li.hears("1120-2 孙班长 已接单")
    await desk.li.sees_card_change(cards.li, "孙班长 已接单")
    suns = await desk.sun.sees_card("1120-2 处理中")
    await desk.sun.says("交接")
    await desk.sun.hears(
        "交接单（1 张）\n1120-2 滨江花园5幢302", "还没有人接的 1 张不交，等人接单；要派给谁：「1120-1 转给…」"
    )
    await desk.sun.says("交接给赵工")
    await desk.sun.hears("1120-2 已交接给 赵工")
    await desk.zhao.hears("1120-2 孙班长 转给您了")
    await desk.zhao.sees_card("1120-2 处理中")
    await desk.sun.sees_card_change(suns, "1120-2 处理中", "赵工")
    await desk.li.hears("1120-2 改由 赵工 处理")
    await desk.li.sees_card("1120-2 赵工 已接单")
    await desk.sun.says("交接")
    await desk.sun.hears("手上没有没完工的工单，可以放心交班。", "还没有人接的 1 张不交")
