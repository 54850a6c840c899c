"""The picture of whoever comes: by their own leave, on the pages of those to whom they come, and as long as that."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

import aiohttp
import pytest
from aiohttp import web
from PIL import Image
from yarl import URL

from emulator.stores.user_tickets import UserTickets
from emulator.switches import Outage
from tests.scenarios.conftest import PATIENCE, Desk
from tests.scenarios.pages.conftest import Held, linked, logged_in_as
from tests.tooling.ports import free_port

HERE = "/me/demo"


async def asks(desk: Desk, userid: str = "wanggong") -> tuple[URL, str]:
    """Presses the button on the page that the chat leads to; gives what WeCom is asked, and what it shows."""
    person = desk.wecom.person(userid)
    page = await person.opens(f"{desk.url}{HERE}")
    assert page.status == 200
    async with person.browser.get(urljoin(desk.url, linked(page.text, "/portrait?form="))) as asked:
        return asked.url, await asked.text()


async def answers(desk: Desk, answer: dict[str, str], userid: str = "wanggong") -> str:
    """The page afterwards."""
    asked, shown = await asks(desk, userid)
    assert "的以下信息" in shown
    async with desk.wecom.person(userid).browser.get(asked.update_query(answer)) as page:
        assert page.status == 200
        assert urlsplit(str(page.url)).path == HERE
        return await page.text()


AGREES = {"consent": "agree", "grant": "avatar"}


async def agrees(desk: Desk, userid: str = "wanggong") -> str:
    page = await answers(desk, AGREES, userid)
    assert "好了，客户看得到您的照片了。" in page
    return page


async def takes_it_back(desk: Desk) -> str:
    page = (await desk.wang.opens(f"{desk.url}{HERE}")).text
    mark = page.split('name="form" value="', 1)[1].split('"', 1)[0]
    async with desk.wang.browser.post(f"{desk.url}{HERE}/portrait/forget", data={"form": mark}) as answer:
        return await answer.text()


def is_kept(desk: Desk, userid: str = "wanggong") -> bool:
    with desk.reading() as uow:
        return uow.portraits.of(userid) is not None


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
    async with asyncio.timeout(PATIENCE):
        while True:
            if not is_kept(desk):
                return
            await asyncio.sleep(0.02)


async def test_who_says_no_stays_unseen_and_reads_so(desk: Desk) -> None:
    assert "没有拿到您的同意" in await answers(desk, {"consent": "refuse"})
    assert not is_kept(desk)


async def test_out_of_the_apps_sight_nobody_can_agree(desk: Desk) -> None:
    desk.wecom.world.app.visible_departments = {2}
    assert "没有拿到您的同意" in await answers(desk, AGREES)
    assert not is_kept(desk)


@pytest.mark.parametrize("why", ["not granted", "not enabled", "none set"])
async def test_without_an_avatar_it_is_said_where_to_look(desk: Desk, why: str) -> None:
    answer = {"consent": "agree"} if why == "not granted" else AGREES
    asked, _ = await asks(desk)
    if why == "not enabled":
        desk.wecom.world.app.sensitive.clear()
    if why == "none set":
        member = desk.wecom.world.directory.member("wanggong")
        assert member is not None
        member.avatar = ""
    async with desk.wang.browser.get(asked.update_query(answer)) as page:
        assert "没有拿到头像" in await page.text()
    assert not is_kept(desk)


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


async def test_an_answer_that_is_not_this_members_to_this_question_is_none(desk: Desk) -> None:
    asked, _ = await asks(desk)
    code = desk.wecom.world.logins.issue(1000002, "zhaogong", desk.clock.now(), granted=frozenset({"avatar"}))
    assert "同意的是另一位同事" in await comes_back(desk, asked, code)
    assert "这次授权过期了" in await comes_back(desk, asked, code), "the question was answered"
    asked, _ = await asks(desk)
    assert "这次授权过期了" in await comes_back(desk, asked.update_query(state="x" * 32), code)
    async with desk.wang.browser.get(f"{desk.url}{HERE}/portrait?form=made-up") as page:
        assert "这次授权过期了" in await page.text()
    assert not is_kept(desk)


async def comes_back(desk: Desk, asked: URL, code: str) -> str:
    query = {"code": code, "state": asked.query["state"]}
    async with desk.wang.browser.get(URL(asked.query["redirect_uri"]).update_query(query)) as page:
        return await page.text()


async def test_a_ticket_that_came_too_late_is_said_so(desk: Desk) -> None:
    """84014 and 84015 alike: another press on the button mends it."""
    asked, _ = await asks(desk)
    code = desk.wecom.world.logins.issue(1000002, "wanggong", desk.clock.now(), granted=frozenset({"avatar"}))
    desk.wecom.world.user_tickets = _Late()
    assert "这次授权过期了" in await comes_back(desk, asked, code)
    assert not is_kept(desk)


class _Late(UserTickets):
    """Whose tickets are over when they are given."""

    def issue(self, agent_id: int, userid: str, granted: frozenset[str], now: datetime) -> str:
        return super().issue(agent_id, userid, granted, now - timedelta(minutes=30))


async def test_when_wecom_does_not_answer_it_says_so(desk: Desk) -> None:
    asked, _ = await asks(desk)
    desk.wecom.world.set_switch("outage", Outage.UNAVAILABLE)
    async with desk.wang.browser.get(asked.update_query(AGREES)) as page:
        assert "企业微信没有回答" in await page.text()
    desk.wecom.world.set_switch("outage", Outage.NONE)
    assert not is_kept(desk)


async def test_ten_tries_an_hour(desk: Desk) -> None:
    for _ in range(10):
        asked, _ = await asks(desk)
        assert "这次授权过期了" in await comes_back(desk, asked, "made-up")
    asked, _ = await asks(desk)
    async with desk.wang.browser.get(asked.update_query(AGREES)) as page:
        assert "太频繁了" in await page.text()


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


@pytest.fixture
async def elsewhere() -> AsyncIterator[Elsewhere]:
    """A web server of which WeCom says that the picture is there."""
    served = Elsewhere()
    app = web.Application()
    app.router.add_get("/{what}", served.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", served.port)
    await site.start()
    yield served
    await runner.cleanup()


class Elsewhere:
    def __init__(self) -> None:
        self.port = free_port()
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        return web.Response(body=b"secret", content_type="image/png")


async def test_what_wecom_names_is_not_asked_of_machines_within(desk: Desk, elsewhere: Elsewhere) -> None:
    member = desk.wecom.world.directory.member("wanggong")
    assert member is not None
    for address in (f"http://127.0.0.1:{elsewhere.port}/a.png", f"https://localhost:{elsewhere.port}/a.png"):
        member.avatar = address
        asked, shown = await asks(desk)
        page = shown
        if "的以下信息" in shown:
            async with desk.wang.browser.get(asked.update_query(AGREES)) as answer:
                page = await answer.text()
        assert "头像打不开" in page
    assert elsewhere.asked == []
    assert not is_kept(desk)
