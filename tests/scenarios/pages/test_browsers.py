"""Browsers differ in what they say of themselves; a page works in each of them."""

from __future__ import annotations

import aiohttp
from playwright.async_api import expect

from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held
from tests.tooling.chromium import launched

BY_NAME = "--host-resolver-rules=MAP repairs.example 127.0.0.1"


async def test_a_form_is_taken_from_a_browser_that_says_nothing_of_where_it_comes_from_but_its_origin(
    desk: Desk,
) -> None:
    """As those do that are some years old, and all of them where there is no https."""
    async with launched(BY_NAME) as browser:
        page = await browser.new_page(locale="zh-CN")
        await page.goto(desk.url.replace("127.0.0.1", "repairs.example") + "/track/demo")
        await page.get_by_label("手机号").fill("12345")
        await page.get_by_role("button", name="发送验证码").click()
        await expect(page.locator(".flash")).to_contain_text("11 位手机号")


async def test_forms_that_no_browser_would_send_are_refused_with_a_word(desk: Desk) -> None:
    kinds = {
        "application/x-www-form-urlencoded; charset=nobody-knows": b"phone=1",
        "application/x-www-form-urlencoded": b"\xff\xfe%zz&&&=",
        "multipart/form-data": b"--x\r\n\r\n",
        "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: nothing\r\n\r\n\r\n--x--\r\n",
        "multipart/form-data; boundary=y": b"no boundary at all",
        "application/json": b"{",
    }
    async with aiohttp.ClientSession() as session:
        for kind, body in kinds.items():
            async with session.post(f"{desk.url}/track/demo", data=body, headers={"Content-Type": kind}) as page:
                assert page.status == 200, kind
                assert "页面过期了" in await page.text(), kind


async def test_a_forms_address_that_is_loaded_again_leads_back_to_its_page(desk: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        for form, page in (("track/demo/code", "/track/demo"), ("desk/demo/read", "/desk/demo")):
            async with session.get(f"{desk.url}/{form}", allow_redirects=False) as sent:
                assert sent.headers["Location"] == page


async def test_an_upload_without_an_end_or_of_a_thousand_pieces_is_not_read(held: Held) -> None:
    await held.open()
    form = aiohttp.FormData()
    form.add_field("form", await held.mark())
    for number in range(1000):
        form.add_field(f"words{number}", "x", content_type="text/plain")
    pieces = await held.session.post(held.link + "/add_picture", data=form)
    assert "页面过期了" in await pieces.text()

    async def endless():
        while True:
            yield bytes(65536)

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    async with held.session.post(held.link + "/add_picture", data=endless(), headers=kind) as refused:
        assert "太大" in await refused.text()


async def test_what_a_link_says_in_its_query_is_only_what_we_might_say(held: Held) -> None:
    for said in ("number", "away", "<b>", "done.cancelled"):
        page = await held.get("", params={"said": said})
        assert page.status == 200
        assert 'class="flash"' not in await page.text()
