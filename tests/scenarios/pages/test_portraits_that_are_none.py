"""Nothing is kept where a member did not agree, WeCom does not give, or what it names is nothing to be shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from aiohttp import web

from emulator.stores.user_tickets import UserTickets
from emulator.switches import Outage
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.portraits import AGREES, HERE, answers, asks, comes_back, is_kept
from tests.tooling.ports import free_port


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
