"""Browsers differ in what they say of themselves; a page works in each of them."""

from __future__ import annotations

import gzip
import re
import time
import zlib

import aiohttp
from playwright.async_api import expect

from bot.pages import paper
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held
from tests.tooling.chromium import NewPage, launched

PACKED_PART = (
    b'--z\r\nContent-Disposition: form-data; name="phone"\r\nContent-Encoding: deflate\r\n\r\n'
    + zlib.compress(bytes(2**20))
    + b"\r\n--z--\r\n"
)
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
        "application/x-www-form-urlencoded; charset=punycode": b"b" * 250_000,
        "application/x-www-form-urlencoded; charset=unicode_escape": b"phone=\\ud800",
        "application/x-www-form-urlencoded; ": b"a&" * 100_000,
        "multipart/form-data; boundary=z": PACKED_PART,
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


async def test_parts_that_no_browser_would_send_are_no_bug_of_ours(held: Held) -> None:
    await held.open()
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    charset = b'--x\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n' + b"c" * 40 + b"\r\n--x--\r\n"
    for body in (b"--x\r\n--x--\r\n", b"--x\r\n: bad\r\n\r\n--x--\r\n", charset, b"--x\r\n", b"\r\n"):
        async with held.session.post(held.link + "/add_picture", data=body, headers=kind) as page:
            assert page.status == 200
            assert "页面过期了" in await page.text(), body


async def test_what_takes_long_to_read_is_not_read(desk: Desk) -> None:
    """In the meantime nobody else would be answered."""
    slow = {"Content-Type": "application/x-www-form-urlencoded; charset=punycode"}
    packed = {"Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip"}
    async with aiohttp.ClientSession() as session:
        for headers, body in ((slow, b"b" * 250_000), (packed, gzip.compress(bytes(100 * 2**20)))):
            begun = time.process_time()
            async with session.post(f"{desk.url}/track/demo", data=body, headers=headers) as page:
                assert "页面过期了" in await page.text()
            assert time.process_time() - begun < 0.5


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


async def test_what_leads_nowhere_is_said_in_the_languages_of_people_and_of_programs(desk: Desk) -> None:
    person = {"Accept": "text/html,*/*", "Accept-Language": "zh-CN"}
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{desk.url}/nothing/here", headers=person) as page:
            assert page.status == 404
            text = await page.text()
            assert "<title>没有这一页</title>" in text
            assert "frame-ancestors" in page.headers["Content-Security-Policy"]
        async with session.get(f"{desk.url}/nothing", headers={**person, "Accept-Language": "en"}) as page:
            assert "There is no such page" in await page.text()
        async with session.post(f"{desk.url}/healthz", headers=person) as page:
            assert page.status == 405
            assert page.headers["Allow"] == "GET,HEAD"
            assert "这个地址不能这样打开" in await page.text()
        async with session.get(f"{desk.url}/nothing", headers={"Accept": "application/json"}) as page:
            assert (page.status, await page.json()) == (404, {"error": "Not Found"})
        async with session.get(f"{desk.url}/nothing") as page:
            assert (page.status, page.content_type, await page.text()) == (404, "text/plain", "404: Not Found")
        elsewhere = {**person, "Sec-Fetch-Site": "cross-site"}
        async with session.post(f"{desk.url}/track/demo", headers=elsewhere) as page:
            assert page.status == 403
            assert "这一步做不了" in await page.text()


def test_phones_of_2018_can_parse_the_script() -> None:
    script = (paper.STATIC / "paidan.js").read_text(encoding="utf-8")
    code = re.sub(r"//.*|\"[^\"\n]*\"", "", script)
    assert re.findall(r"\?\.(?!\d)|\?\?|\|\|=|&&=|#\w+\s*[=;(]|\bstatic\s*{|\.replaceAll|\.at\(", code) == []


async def test_stars_are_read_and_walked_from_one_to_five(held: Held, new_page: NewPage) -> None:
    await held.claimed()
    await held.pressed("到场", "到场")
    await held.pressed("完工", "完工")
    await held.desk.wang.hears("已完工，辛苦了")
    await held.desk.li.sees_card("1120-1 王工 已完工")
    page = await new_page(viewport={"width": 375, "height": 667})
    await page.goto(held.link)
    await page.get_by_label("电话后四位").fill("1111")
    await page.get_by_role("button", name="查看").click()
    stars = page.get_by_role("radio")
    assert await stars.evaluate_all("all => all.map(each => each.value)") == ["1", "2", "3", "4", "5"]
    await stars.nth(0).focus()
    for _ in range(2):
        await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("radio", name="3 星")).to_be_checked()
    await page.mouse.move(0, 0)
    labels = page.locator(".stars label")
    golden = await labels.evaluate_all("all => all.map(each => getComputedStyle(each).color === 'rgb(255, 180, 0)')")
    assert golden == [True, True, True, False, False]
    places = await labels.evaluate_all("all => all.map(each => each.getBoundingClientRect().left)")
    assert places == sorted(places)
