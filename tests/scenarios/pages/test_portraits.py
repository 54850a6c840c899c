"""The picture of whoever comes: by their own leave, on the pages of those to whom they come, and as long as that."""

from __future__ import annotations

import asyncio
import io
from urllib.parse import urljoin

import aiohttp
import pytest
from PIL import Image

from tests.scenarios.conftest import PATIENCE, Desk
from tests.scenarios.pages.conftest import Held, linked, logged_in_as
from tests.scenarios.pages.portraits import HERE, agrees, asks, is_kept, takes_it_back


async def test_the_chat_leads_to_it_and_says_how_it_is(desk: Desk) -> None:
    await desk.wang.says("我的照片")
    said = await desk.wang.hears("客户现在看不到您的照片")
    page = await desk.wang.opens(said.split("\n")[1])
    assert "让客户看到我的照片" in page.text
    await agrees(desk)
    await desk.wang.says("我的照片。")
    await desk.wang.hears("客户现在看得到您的照片", f"{desk.url}{HERE}")
    await desk.wang.says("帮助")
    await desk.wang.hears("「我的照片」")


async def test_the_customer_sees_who_comes_from_the_claim_to_the_end(held: Held) -> None:
    await agrees(held.desk)
    await held.open()
    assert "/face/" not in await held.text(), "nobody comes yet"
    await held.claimed()
    page = await held.text()
    assert 'alt="王师傅的照片" width="56" height="56"' in page
    async with held.session.get(urljoin(held.link, linked(page, "/face/"))) as face:
        assert face.status == 200
        assert (face.content_type, face.headers["Cache-Control"]) == ("image/jpeg", "private, max-age=600")
        picture = Image.open(io.BytesIO(await face.read()))
        assert (picture.format, picture.size) == ("JPEG", (192, 192))
    await held.pressed("出发", "出发")
    assert "/face/" in await held.text()
    await held.pressed("到场", "到场")
    assert "/face/" in await held.text()
    await held.cards.wang.press("完工")
    await held.desk.wang.hears("1120-1 已完工")
    await held.desk.wang.sees_card_change(held.cards.wang, "1120-1 已完工")
    await held.desk.li.hears("1120-1", "已完工")
    done = await held.desk.li.sees_card("1120-1", "已完工")
    address = urljoin(held.link, linked(await held.text(), "/face/"))
    assert "谢谢" in await (await held.post("accept")).text()
    await held.desk.li.hears("客户")
    await held.desk.wang.hears("客户")
    await held.desk.li.sees_card_change(done, "1120-1 已关闭")
    await held.desk.wang.sees_card_change(held.cards.wang, "1120-1 已关闭")
    await held.desk.settles()
    assert "/face/" not in await held.text(), "it is over"
    async with held.session.get(address) as face:
        assert face.status == 404


async def test_another_one_has_another_face_and_the_address_of_the_first_is_none(held: Held) -> None:
    await agrees(held.desk)
    await agrees(held.desk, "zhaogong")
    await held.claimed()
    await held.open()
    first = linked(await held.text(), "/face/")
    await held.desk.wang.says("转给赵工")
    await held.desk.wang.hears("1120-1")
    await held.desk.wang.sees_card_change(held.cards.wang, "已转给 赵工")
    await held.desk.zhao.hears("王工 转给您了")
    await held.desk.zhao.sees_card("1120-1", "处理中")
    await held.desk.li.hears("改由 赵工 处理")
    await held.desk.li.sees_card("1120-1 赵工 已接单")
    await held.desk.settles()
    second = linked(await held.text(), "/face/")
    assert first != second
    for address, status in ((first, 404), (second, 200)):
        async with held.session.get(urljoin(held.link, address)) as face:
            assert face.status == status


async def test_it_is_gone_the_moment_it_is_taken_back_from_open_pages_too(held: Held) -> None:
    await agrees(held.desk)
    await held.claimed()
    await held.open()
    before = await held.text()
    assert "已经删除" in await takes_it_back(held.desk)
    assert not is_kept(held.desk)
    after = await held.text()
    assert "/face/" not in after
    assert '<span class="face" aria-hidden="true">王</span>' in after
    assert state_in(before) != state_in(after), "open pages are told by this"
    async with held.session.get(urljoin(held.link, linked(before, "/face/"))) as face:
        assert face.status == 404


def state_in(page: str) -> str:
    return page.split('data-state="', 1)[1].split('"', 1)[0]


async def test_nobody_gets_it_who_may_not_see_the_ticket(held: Held) -> None:
    """On a device that does not know the telephone, by another link, by no link at all."""
    await agrees(held.desk)
    await held.claimed()
    await held.open()
    address = urljoin(held.link, linked(await held.text(), "/face/"))
    other = address.replace(held.link.rpartition(".")[2], "x" * 22)
    mark = address.rpartition("/")[2]
    stranger = aiohttp.ClientSession(cookies=logged_in_as(held.desk, "zhaogong"))
    async with aiohttp.ClientSession() as nobody, stranger:
        for session, wanted in (
            (nobody, address),
            (held.session, other),
            (held.session, address.replace(mark, "0" * 32 + ".jpg")),
            (stranger, f"{held.desk.url}{HERE}/portrait/{mark}"),
        ):
            async with session.get(wanted) as answer:
                assert answer.status == 404


async def test_whoever_leaves_the_company_takes_it_along(desk: Desk) -> None:
    await desk.passes(minutes=15)
    await agrees(desk)
    desk.wecom.world.directory.leaves("wanggong")
    await desk.passes(minutes=15)
    await is_forgotten(desk)
    now = desk.clock.now()
    await desk.works.writer.run("demo", lambda uow: uow.portraits.keep("wanggong", b"at the same moment", "m1", now))
    assert is_kept(desk)
    await desk.passes(minutes=15)
    await is_forgotten(desk)


async def is_forgotten(desk: Desk) -> None:
    async with asyncio.timeout(PATIENCE):
        kept = True
        while kept:
            await asyncio.sleep(0.02)
            kept = is_kept(desk)


async def test_consent_is_remembered_and_the_newest_picture_taken(desk: Desk) -> None:
    await agrees(desk)
    with desk.reading() as uow:
        before = uow.portraits.of("wanggong")
    await takes_it_back(desk)
    await desk.passes(minutes=1)
    asked, page = await asks(desk)
    assert (asked.path, "看得到您的照片了" in page) == (HERE, True), "WeCom asks once in thirty days"
    with desk.reading() as uow:
        after = uow.portraits.of("wanggong")
    assert before is not None
    assert after is not None
    assert after.mark != before.mark
    assert after.agreed_at > before.agreed_at


@pytest.mark.parametrize("form", [{}, {"form": "made-up"}])
async def test_only_our_own_form_takes_it_back(desk: Desk, form: dict[str, str]) -> None:
    await agrees(desk)
    async with desk.wang.browser.post(f"{desk.url}{HERE}/portrait/forget", data=form) as page:
        assert "这次授权过期了" in await page.text()
    assert is_kept(desk)


async def test_in_another_browser_it_says_that_wecom_has_to_ask(desk: Desk) -> None:
    cookies = logged_in_as(desk, "wanggong")
    async with aiohttp.ClientSession(cookies=cookies) as browser, browser.get(f"{desk.url}{HERE}") as page:
        assert "请在企业微信里发「我的照片」" in await page.text()
    assert "浏览器里问不了" not in (await desk.wang.opens(f"{desk.url}{HERE}")).text
