"""How stories begin."""

from __future__ import annotations

from dataclasses import dataclass

from emulator.card_in_hand import CardInHand
from tests.scenarios.conftest import Desk
from tests.tickets.samples import MINIMAL

PROMISED = MINIMAL.read_text(encoding="utf-8").replace('claim = "30m"', 'claim = "30m"\narrive = "4h"\nfinish = "6h"')
"""The smallest playbook; what is reported at nine has somebody on site by one and is done by three."""

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"


@dataclass(frozen=True, slots=True)
class Cards:
    """The same ticket in three hands."""

    li: CardInHand
    wang: CardInHand
    zhao: CardInHand


async def a_draft(desk: Desk, report: str = REPORT) -> CardInHand:
    await desk.li.says(report)
    await desk.passes(seconds=2)
    return await desk.li.sees_card("报修草稿")


async def submitted(desk: Desk, draft: CardInHand, number: str = "1120-1") -> Cards:
    await draft.press("提交")
    await desk.li.hears("已提交", number)
    await desk.li.sees_card_change(draft, number, "已提交")
    wangs, zhaos = await desk.wang.sees_card(number, "等待接单"), await desk.zhao.sees_card(number, "等待接单")
    await desk.settles()
    return Cards(draft, wangs, zhaos)


async def a_ticket(desk: Desk, report: str = REPORT, number: str = "1120-1") -> Cards:
    return await submitted(desk, await a_draft(desk, report), number)


async def claimed(desk: Desk, cards: Cards, number: str = "1120-1") -> Cards:
    """王工 takes it."""
    await cards.wang.press("接单")
    await desk.wang.hears(f"{number} 归您了")
    await desk.wang.sees_card_change(cards.wang, number, "处理中", "完工")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.li.hears(number, "王工 已接单")
    await desk.li.sees_card_change(cards.li, "王工 已接单")
    await desk.settles()
    return cards


async def a_claimed_ticket(desk: Desk, report: str = REPORT, number: str = "1120-1") -> Cards:
    return await claimed(desk, await a_ticket(desk, report, number), number)
