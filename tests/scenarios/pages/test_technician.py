"""On the way to a customer, and at the end of the work beside them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import urlsplit

import aiohttp
import zxingcpp
from PIL import Image
from playwright.async_api import Page, expect

from tests.scenarios.pages.conftest import Held, logged_in_as
from tests.tooling.chromium import NewPage
from tickets.ticket import Acceptance

AT_HOME = {"latitude": 30.2500, "longitude": 120.2100}
PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True}


async def logged_in(held: Held, new_page: NewPage, name: str) -> Page:
    page = await new_page(**PHONE, geolocation=AT_HOME, permissions=["geolocation"])
    await page.goto(f"{held.desk.url}/w/demo/1120-1")
    await page.get_by_role("link", name=name).click()
    return page


async def test_the_customer_sees_how_far_it_is_until_the_technician_is_there(held: Held, new_page: NewPage) -> None:
    await held.claimed()
    await held.pressed("出发", "出发")
    await held.at(30.2600, 120.2200)
    page = await logged_in(held, new_page, "王工")
    await page.get_by_role("button", name="共享距离").click()
    await expect(page.get_by_text("客户能看到您还有多远")).to_be_visible()

    await held.open()
    assert "技工出发中（距您 1." in await held.text()
    await held.pressed("到场", "到场")
    assert "距您" not in await held.text()
    with held.desk.reading() as uow:
        assert uow.positions.of(held.ticket_id) is None


async def test_the_position_is_forgotten_when_the_technician_says_so(held: Held, new_page: NewPage) -> None:
    await held.claimed()
    await held.pressed("出发", "出发")
    page = await logged_in(held, new_page, "王工")
    await page.get_by_role("button", name="共享距离").click()
    await expect(page.get_by_text("客户能看到您还有多远")).to_be_visible()
    await page.get_by_role("button", name="停止共享距离").click()
    await expect(page.get_by_text("位置已删除")).to_be_visible()
    with held.desk.reading() as uow:
        assert uow.positions.of(held.ticket_id) is None


async def test_by_the_code_on_the_technicians_phone_the_customer_accepts_and_it_is_counted_apart(
    held: Held, new_page: NewPage
) -> None:
    """Whoever did the work has seen the code too."""
    await held.claimed()
    await held.pressed("到场", "到场")
    page = await logged_in(held, new_page, "王工")
    picture = await page.locator(".qr").screenshot()
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert urlsplit(code.text).path.startswith("/t/demo.")

    await held.cards.wang.press("完工")
    await held.desk.wang.hears("1120-1 已完工")
    await held.desk.li.hears("1120-1", "已完工")
    shown = replace(held, link=code.text)
    await shown.open()
    assert "谢谢" in await (await shown.post("accept", stars="5")).text()
    await held.desk.li.hears("客户当面扫码确认修好了")
    await held.desk.wang.hears("客户当面扫码确认修好了")
    await held.desk.li.sees_card("1120-1 已关闭", "客户当面确认")
    await held.desk.wang.sees_card_change(held.cards.wang, "1120-1 已关闭")
    with held.desk.reading() as uow:
        ticket = uow.tickets.get(held.ticket_id)
    assert ticket is not None
    assert ticket.acceptance is Acceptance.AT_HAND


async def test_the_customers_page_is_handed_out_beside_the_customer_and_not_before(
    held: Held, new_page: NewPage
) -> None:
    await held.claimed()
    page = await logged_in(held, new_page, "王工")
    await expect(page.get_by_text("1120-1")).to_be_visible()
    assert await page.locator(".qr").count() == 0
    answer = await page.request.get(f"{held.desk.url}/w/demo/1120-1/qr.svg")
    assert answer.status == 404


async def test_whoever_has_nothing_to_do_with_it_does_not_learn_that_there_is_such_a_ticket(held: Held) -> None:
    async with aiohttp.ClientSession(cookies=logged_in_as(held.desk, "chenban")) as session:
        for number in ("1120-1", "1120-2", "0230-1"):
            async with session.get(f"{held.desk.url}/w/demo/{number}") as answer:
                assert answer.status == 404


async def test_a_position_that_comes_in_pieces_is_a_position(held: Held) -> None:
    await held.claimed()
    await held.pressed("出发", "出发")

    async def sent_slowly() -> AsyncIterator[bytes]:
        for piece in (b'{"latitude": 30.25, ', b'"longitude": 120.21}'):
            yield piece
            await asyncio.sleep(0.05)

    async with (
        aiohttp.ClientSession(cookies=logged_in_as(held.desk, "wanggong")) as phone,
        phone.post(f"{held.desk.url}/w/demo/1120-1/here", data=sent_slowly()) as answer,
    ):
        assert answer.status == 204
    with held.desk.reading() as uow:
        assert uow.positions.of(held.ticket_id) is not None


async def test_what_is_no_position_is_refused(held: Held) -> None:
    await held.claimed()
    await held.pressed("出发", "出发")
    async with aiohttp.ClientSession(cookies=logged_in_as(held.desk, "wanggong")) as phone:
        for body in (b"", b"[]", b"\xff", b'{"latitude": 91, "longitude": 0}', b'{"latitude": 1e999, "longitude": 0}'):
            async with phone.post(f"{held.desk.url}/w/demo/1120-1/here", data=body) as answer:
                assert answer.status == 400
