"""How stories of customers begin and go on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from emulator.card_in_hand import CardInHand
from emulator.wechat.person import CustomerPerson
from storage.errands import State
from storage.schema import errand
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, claimed, submitted

REPORT = "3幢501厨房水管漏水"
PHONE = "13800001111"


async def a_draft(desk: Desk, customer: CustomerPerson, phone: str = PHONE) -> CardInHand:
    await customer.says(REPORT)
    await customer.sees_text("收到", "电话")
    await customer.says(phone)
    await customer.sees_text("核对")
    await desk.passes(seconds=2)
    return await desk.li.sees_card("报修草稿", "客户来自微信", "漏水")


async def a_ticket(desk: Desk, customer: CustomerPerson, number: str = "1120-1") -> Cards:
    """In technicians' hands; the customer has its number."""
    cards = await submitted(desk, await a_draft(desk, customer), number)
    await desk.passes(seconds=2)
    return cards


async def told_its_number(desk: Desk, customer: CustomerPerson, number: str = "1120-1") -> Cards:
    cards = await a_ticket(desk, customer, number)
    await customer.sees_text("已受理", number)
    return cards


async def takes(desk: Desk, cards: Cards, number: str = "1120-1") -> None:
    await claimed(desk, cards, number)
    await desk.passes(seconds=2)


async def drives(desk: Desk, cards: Cards) -> None:
    await cards.wang.press("出发")
    await desk.li.hears("已出发")
    await desk.wang.sees_card_change(cards.wang, "在路上")
    await desk.passes(seconds=2)


async def arrives(desk: Desk, cards: Cards) -> None:
    await cards.wang.press("到场")
    await desk.li.hears("已到场")
    await desk.wang.sees_card_change(cards.wang, "已到场")
    await desk.passes(seconds=2)


async def finishes(desk: Desk, cards: Cards) -> Cards:
    """The reporter has a new card, on which they can answer for the customer."""
    await cards.wang.press("完工")
    await desk.wang.hears("已完工，辛苦了")
    await desk.li.hears("已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    done = await desk.li.sees_card("1120-1 王工 已完工")
    await desk.passes(seconds=2)
    return replace(cards, li=done)


async def waits_for_parts(desk: Desk, cards: Cards, until: str) -> None:
    await desk.wang.says(f"1120-1 等配件 {until}")
    await desk.wang.hears("1120-1")
    await desk.li.hears("等配件")
    await desk.wang.sees_card_change(cards.wang, "等配件")
    await desk.passes(seconds=2)


def ways_taken(desk: Desk) -> list[Any]:
    with desk.reading() as uow:
        rows = uow.connection.execute(errand.select().where(errand.c.kind == "push").order_by(errand.c.id))
        return [(row.data["stage"], row.data.get("way")) for row in rows if row.state == State.DONE.value]


def numbers_refused(desk: Desk) -> int:
    """How often whoever sends SMS has said that a number gets none."""
    return sum(each.path == "/sms/send" and each.status == 422 for each in desk.wecom.world.wire)


def refused(desk: Desk) -> list[int]:
    """What WeChat has said no to."""
    answers = [each.response for each in desk.wecom.world.wire if "/message/" in each.path and each.response]
    return [code for code in (json.loads(each).get("errcode", 0) for each in answers) if code]
