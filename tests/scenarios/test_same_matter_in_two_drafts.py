"""The same matter is told twice before anybody has submitted it: by one person, or by two."""

from __future__ import annotations

from emulator.card_in_hand import CardInHand
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, a_draft

AGAIN = "钱江新城3幢2单元电梯门又关不上，张先生13900002222"


async def told_again(desk: Desk, *shown: str, report: str = AGAIN) -> CardInHand:
    """By 丁洁, ten minutes later."""
    ding = desk.wecom.person("dingjie")
    await desk.passes(minutes=10)
    await ding.says(report)
    await desk.passes(seconds=2)
    return await ding.sees_card("报修草稿", *shown)


async def both_told(desk: Desk) -> tuple[CardInHand, CardInHand]:
    first = await a_draft(desk)
    second = await told_again(desk, "像是 李静 09:00 的草稿（还没提交）：同一楼 钱江新城3幢2单元")
    assert not any("并入" in each for each in second.buttons), "there is no ticket yet"
    return first, second


async def is_sent_out(desk: Desk, number: str = "1120-1") -> None:
    for each in (desk.wang, desk.zhao):
        await each.sees_card(f"{number} 等待接单")


async def test_a_colleagues_draft_is_told_and_its_ticket_offered_as_soon_as_there_is_one(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    first, second = await both_told(desk)
    await first.press("提交")
    await desk.li.hears("已提交，工单号 1120-1")
    await desk.li.sees_card_change(first, "1120-1 已提交")
    await is_sent_out(desk)
    await ding.sees_card_change(second, "像是 1120-1", "等待接单", "并入 1120-1")
    await second.press("并入 1120-1")
    await ding.hears("已并入 1120-1")
    await ding.sees_card_change(second, "已并入 1120-1")
    for each in (desk.li, desk.sun):
        await each.hears("1120-1 又有人报修同一件事")


async def test_whoever_told_it_first_is_offered_the_ticket_of_whoever_told_it_later(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    first, second = await both_told(desk)
    await second.press("提交")
    await ding.hears("已提交，工单号 1120-1")
    await ding.sees_card_change(second, "1120-1 已提交")
    await is_sent_out(desk)
    await desk.li.sees_card_change(first, "像是 1120-1", "并入 1120-1")


async def test_ones_own_draft_is_told_too(desk: Desk) -> None:
    first = await a_draft(desk)
    await desk.passes(minutes=10)
    await desk.li.says(REPORT)
    await desk.passes(seconds=2)
    second = await desk.li.sees_card("报修草稿", "像是您 09:00 的另一份草稿（还没提交）：同一电话 13800001111")
    await second.press("提交")
    await desk.li.hears("已提交，工单号 1120-1")
    await desk.li.sees_card_change(second, "1120-1 已提交")
    await is_sent_out(desk)
    await desk.li.sees_card_change(first, "像是 1120-1", "并入 1120-1")
    await first.press("并入 1120-1")
    await desk.li.hears("已并入 1120-1")
    await desk.li.sees_card_change(first, "已并入 1120-1")
    await desk.sun.hears("1120-1 又有人报修同一件事")


async def test_what_nobody_submits_is_spoken_of_no_more(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    first, second = await both_told(desk)
    await first.press("作废")
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(first, "已作废")
    await ding.sees_card_change(second, "报修草稿")
    await desk.settles()
    assert "像是" not in second.text


async def test_nothing_can_be_linked_to_a_draft_and_that_is_said(desk: Desk) -> None:
    ding = desk.wecom.person("dingjie")
    await both_told(desk)
    await ding.says("并入")
    await ding.hears("没有工单可以并入", "作废")
    await ding.says("不是一回事")
    await ding.hears("两份各自提交")


async def test_another_matter_is_no_such_draft(desk: Desk) -> None:
    await a_draft(desk)
    card = await told_again(desk, "马桶堵了", report="滨江花园5幢302马桶堵了，刘姐13700003333")
    assert "像是" not in card.text
