"""What earlier tickets know is offered, and a word puts it in."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_draft, submitted


async def a_finished_ticket(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk)
    await cards.wang.press("完工")
    await desk.wang.hears("已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.settles()
    await desk.passes(hours=1)


async def test_a_known_telephone_brings_name_and_address(desk: Desk) -> None:
    await a_finished_ticket(desk)
    card = await a_draft(desk, "电梯门又关不上了，电话13800001111")
    assert "可能是：地址 钱江新城3幢2单元、客户 王女士。回复「是」填上" in card.text
    await desk.li.says("是的")
    await desk.li.hears("已改", "客户 → 王女士", "地址 → 钱江新城3幢2单元")
    await desk.li.sees_card_change(card, "客户: 王女士")
    assert "可能是" not in card.text
    await desk.li.says("看出处")
    await desk.li.hears("客户：王女士 ← 您确认的")


async def test_what_is_offered_and_not_accepted_is_not_on_the_ticket(desk: Desk) -> None:
    await a_finished_ticket(desk)
    card = await a_draft(desk, "钱江新城3幢2单元电梯门又关不上了，电话13800001111")
    assert "可能是：客户 王女士" in card.text
    await submitted(desk, card, "1120-2")
    with desk.reading() as uow:
        ticket = uow.tickets.get(2)
    assert ticket is not None
    assert ticket.facts.customer is None
