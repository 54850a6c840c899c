"""Two customers report the same matter: the second hears the first one's number and nothing else of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.card_in_hand import CardInHand
from emulator.wechat.person import CustomerPerson
from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import finishes, takes, told_its_number
from tests.scenarios.stories import a_claimed_ticket
from tests.tickets.samples import MINIMAL
from tickets.ticket import Acceptance, Status

AGAIN = "3幢501厨房又漏水了，电话13900002222"


@pytest.fixture
def chen(desk: Desk) -> CustomerPerson:
    return desk.wecom.customer("陈先生")


async def linked(desk: Desk, chen: CustomerPerson) -> CardInHand:
    await desk.passes(minutes=2)
    await chen.says(AGAIN)
    assert "1120-1" not in (await chen.sees_text("收到")), "nobody has looked at it yet"
    await desk.passes(seconds=2)
    card = await desk.li.sees_card("报修草稿", "客户来自微信", "像是 1120-1")
    await card.press("并入 1120-1")
    await desk.li.hears("已并入 1120-1")
    await desk.li.sees_card_change(card, "已并入 1120-1")
    await desk.wang.hears("1120-1 又有人报修同一件事")
    await desk.passes(seconds=2)
    heard = await chen.sees_text("1120-1")
    assert "13800001111" not in heard
    assert "水管" not in heard
    return card


async def test_the_second_customer_hears_the_number_and_how_it_goes_on(
    desk: Desk, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("王师傅已接单")
    card = await linked(desk, chen)
    await finishes(desk, cards)
    await desk.li.sees_card_change(card, "1120-1 王工 已完工")
    await wang.sees_text("已修好")
    await chen.sees_text("已修好")


async def test_the_second_customer_neither_calls_off_nor_accepts_what_the_first_reported(
    desk: Desk, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("王师傅已接单")
    card = await linked(desk, chen)
    await chen.says("取消")
    await chen.sees_text("已转告")
    await desk.wang.hears("1120-1 客户 补充：取消")
    await desk.li.hears("1120-1 客户 补充：取消")
    cards = await finishes(desk, cards)
    await desk.li.sees_card_change(card, "1120-1 王工 已完工")
    await wang.sees_text("已修好")
    await chen.sees_text("已修好")
    await chen.says("已解决")
    await chen.sees_text("已转告")
    await desk.wang.hears("1120-1 客户 补充：已解决")
    await desk.li.hears("1120-1 客户 补充：已解决")
    await wang.says("已解决")
    await wang.sees_text("已确认完成")
    for each in (desk.wang, desk.li):
        await each.hears("1120-1 客户确认修好了")
    await desk.wang.sees_card_change(cards.wang, "1120-1 已关闭")
    await desk.li.sees_card_change(cards.li, "1120-1 已关闭")
    await desk.passes(seconds=2)
    await chen.sees_text("1120-1")
    with desk.reading() as uow:
        ticket = uow.tickets.get(1)
    assert ticket is not None
    assert (ticket.status, ticket.acceptance) == (Status.CLOSED, Acceptance.CUSTOMER)


async def test_taken_apart_the_second_customer_hears_no_more_of_it(
    desk: Desk, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    cards = await told_its_number(desk, wang)
    await takes(desk, cards)
    await wang.sees_text("王师傅已接单")
    card = await linked(desk, chen)
    await card.press("拆开")
    await desk.li.hears("已和 1120-1 拆开")
    await desk.li.sees_card_change(card, "报修草稿")
    await desk.wang.hears("1120-1 刚才并入的那条不是一回事")
    await finishes(desk, cards)
    await wang.sees_text("已修好")


class TestOfAFrontDeskOfTwo:
    """Whoever presses looks after it from then on, and it is they who did it."""

    @pytest.fixture
    def playbook(self, tmp_path: Path) -> Path:
        text = MINIMAL.read_text(encoding="utf-8")
        ding = '[[people]]\nuserid = "dingjie"\nname = "丁洁"\n\n[roles]'
        two = text.replace("[roles]", ding).replace('desk = ["lijing"]', 'desk = ["lijing", "dingjie"]')
        (file := tmp_path / "playbook.toml").write_text(two, encoding="utf-8")
        return file

    async def test_the_other_one_takes_it_apart(self, desk: Desk, chen: CustomerPerson) -> None:
        ding = desk.wecom.person("dingjie")
        await a_claimed_ticket(desk, "3幢501厨房水管漏水，王女士13800001111")
        await desk.passes(minutes=2)
        await chen.says(AGAIN)
        await chen.sees_text("收到")
        await desk.passes(seconds=2)
        lis = await desk.li.sees_card("报修草稿", "像是 1120-1")
        dings = await ding.sees_card("报修草稿", "像是 1120-1")
        await lis.press("并入 1120-1")
        await desk.li.hears("已并入 1120-1")
        for person, card in ((desk.li, lis), (ding, dings)):
            await person.sees_card_change(card, "已并入 1120-1")
        await desk.wang.hears("又有人报修同一件事（李静 并入）")
        await desk.passes(seconds=2)
        await chen.sees_text("1120-1")
        await dings.press("拆开")
        await ding.hears("已和 1120-1 拆开")
        await desk.passes(seconds=2)
        for person, card in ((desk.li, lis), (ding, dings)):
            await person.sees_card_change(card, "报修草稿")
        await desk.wang.hears("不是一回事，丁洁 已拆开")
        await desk.li.hears("不是一回事，丁洁 已拆开")


@pytest.mark.parametrize("hours", [0, 3])
async def test_who_calls_is_not_taken_for_whoever_reported_it_first(
    desk: Desk, wang: CustomerPerson, chen: CustomerPerson, hours: int
) -> None:
    await takes(desk, await told_its_number(desk, wang))
    await wang.sees_text("王师傅已接单")
    await linked(desk, chen)
    await chen.says("进度")
    await chen.sees_text("1120-1")
    await desk.passes(hours=hours)
    await chen.says("人工")
    await chen.sees_text("已通知工作人员")
    assert "13800001111" not in await desk.li.hears("找人工")
