"""What stands on a photo is offered, after the message was answered."""

from __future__ import annotations

from typing import Any

import pytest

from bot.config import Vision
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_draft, submitted
from tests.vision.pictures import a_bar_code, as_jpeg

REPORT = "钱江新城3幢2单元501空调不制冷，王女士13800001111"
SERIAL = "HR2025Q100481"


@pytest.fixture
def besides() -> dict[str, Any]:
    return {"vision": Vision(enabled=True)}


async def test_a_bar_code_is_offered_and_one_word_puts_it_in(desk: Desk) -> None:
    card = await a_draft(desk, REPORT)
    await desk.li.sends_image(as_jpeg(a_bar_code(SERIAL)))
    await desk.settles()
    await desk.li.hears(f"照片里读到序列号 {SERIAL}。可能是：序列号 {SERIAL}。回复「是」填上。")
    await desk.li.sees_card_change(card, f"可能是：序列号 {SERIAL}", "图片 1 张")
    await desk.li.says("是")
    await desk.li.hears(f"已改：序列号 → {SERIAL}")
    cards = await submitted(desk, await desk.li.sees_card("报修草稿", f"序列号: {SERIAL}"))
    assert SERIAL in cards.wang.text


async def test_a_device_that_is_known_is_recognised_though_its_number_is_misread(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk, f"{REPORT}，格力空调 SN {SERIAL}")
    await cards.wang.press("完工")
    await desk.wang.hears("已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    await desk.li.hears("王工 已完工")
    await desk.li.sees_card("王工 已完工", "返工")
    await desk.passes(hours=1)

    card = await a_draft(desk, "空调不制冷了，13700003333")
    await desk.li.sends_image(as_jpeg(a_bar_code("HR2O25QI0048I")))
    await desk.settles()
    await desk.li.hears(f"照片里读到序列号 {SERIAL}", "地址 钱江新城3幢2单元501", "客户 王女士")
    await desk.li.sees_card_change(card, SERIAL)


async def test_a_photo_on_which_nothing_stands_is_nobodys_business(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.li.sends_image(b"\xff\xd8\xff\xe0 broken", "photo.jpg")
    await desk.passes(seconds=2)
    await desk.li.sees_card("图片 1 张")
    await desk.settles()
    assert 'paidan_errands_total{kind="read_photo",outcome="dropped"} 1.0' in await desk.metrics()


async def test_a_photo_for_a_ticket_suggests_how_to_put_it_in(desk: Desk) -> None:
    cards = await a_claimed_ticket(desk, REPORT)
    await desk.wang.sends_image(as_jpeg(a_bar_code(SERIAL)))
    await desk.passes(seconds=2)
    await desk.wang.hears("收到，已记到工单 1120-1")
    await desk.wang.hears(f"照片里读到序列号 {SERIAL}，对的话回复「1120-1 序列号 {SERIAL}」")
    await desk.li.hears("发来了图片")
    await desk.wang.says(f"1120-1 序列号 {SERIAL}")
    await desk.wang.hears(f"序列号 → {SERIAL}")
    await desk.li.hears(f"更正：序列号 {SERIAL}")
    await desk.li.sees_card("王工 已接单", f"序列号: {SERIAL}")
    await desk.wang.sees_card_change(cards.wang, f"序列号: {SERIAL}")
