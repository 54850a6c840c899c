"""A group's robot: what became of an alert where no answer came."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.errors import ChannelUnavailable
from bot.config import Secret
from bot.wecom.robot import speak
from tests.tooling.ports import free_port

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def hangs_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def answers_in_html(_: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>bad gateway</html>", status=502)


async def is_busy(_: web.Request) -> web.StreamResponse:
    return web.json_response({"errcode": 45009, "errmsg": "freq out of limit"})


async def trouble(address: str) -> ChannelUnavailable:
    async with ClientSession() as session:
        with pytest.raises(ChannelUnavailable) as caught:
            await speak(session, Secret(f"{address}/cgi-bin/webhook/send?key=secret-key"), "电梯困人")
    assert "secret-key" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(("answer", "maybe"), [(hangs_up, True), (answers_in_html, True), (is_busy, False)])
async def test_without_an_answer_it_may_have_been_said(answer: Answer, maybe: bool) -> None:  # a case
    app = web.Application()
    app.router.add_post("/cgi-bin/webhook/send", answer)
    async with TestServer(app) as server:
        error = await trouble(str(server.make_url("")).rstrip("/"))
    assert error.maybe_delivered is maybe


async def test_where_nobody_listens_it_has_not_been_said() -> None:
    assert not (await trouble(f"http://127.0.0.1:{free_port()}")).maybe_delivered
