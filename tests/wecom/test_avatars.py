"""What WeCom names is outside: only a picture's size of it is read, and nothing of machines within."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.wecom import avatars
from bot.wecom.avatars import NoAvatar, fetch
from tests.tooling.ports import free_port

OFFICIAL = "https://qyapi.weixin.qq.com"


@pytest.fixture
async def stand_in() -> AsyncIterator[str]:
    """Where WeCom is stood in for."""

    async def answer(request: web.Request) -> web.StreamResponse:
        what = request.match_info["what"]
        asked.append(what)
        if what == "moved":
            raise web.HTTPFound("/picture")
        if what == "missing":
            raise web.HTTPNotFound
        if what == "large":
            response = web.StreamResponse()
            response.enable_chunked_encoding()
            await response.prepare(request)
            for _ in range(avatars.MOST // 2**16 + 1):
                await response.write(bytes(2**16))
            return response
        return web.Response(body=b"the picture")

    asked: list[str] = []
    app, port = web.Application(), free_port()
    app.router.add_get("/{what}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def test_what_the_stand_in_has_is_fetched_from_it(stand_in: str) -> None:
    assert await fetch(f"{stand_in}/picture", stand_in) == b"the picture"


@pytest.mark.parametrize(("what", "why"), [("moved", "HTTP 302"), ("missing", "HTTP 404"), ("large", "too large")])
async def test_what_is_elsewhere_or_nowhere_or_endless_is_not_fetched(stand_in: str, what: str, why: str) -> None:
    with pytest.raises(NoAvatar, match=why):
        await fetch(f"{stand_in}/{what}", stand_in)


async def test_where_nobody_answers_there_is_none() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(NoAvatar, match="ClientConnectorError"):
        await fetch(f"{nobody}/picture", nobody)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/picture",
        "picture",
        "//wework.qpic.cn/0",
        "ftp://wework.qpic.cn/0",
        "file:///etc/passwd",
        "http://wework.qpic.cn:8080/0",
        "https://wework.qpic.cn:8443/0",
        "https://somebody@wework.qpic.cn/0",
        "https:///0",
        "https://wework.qpic.cn:x/0",
        "https://127.0.0.1/0",
        "https://10.0.0.8/0",
        "https://169.254.169.254/latest/meta-data",
        "https://100.100.100.200/latest/meta-data",
        "https://[::1]/0",
        "https://[::ffff:127.0.0.1]/0",
        "https://[fd00::1]/0",
        "https://[fe80::1]/0",
        "https://224.0.0.1/0",
        "https://0.0.0.0/0",
        "https://2130706433/0",
        "https://0x7f000001/0",
        "https://127.1/0",
        "https://localhost/0",
        "http://localhost/0",
    ],
)
async def test_only_what_the_whole_world_can_ask_is_asked(address: str) -> None:
    with pytest.raises(NoAvatar):
        await fetch(address, OFFICIAL)


async def test_what_stands_in_is_no_leave_for_other_ports_of_the_same_machine(stand_in: str) -> None:
    with pytest.raises(NoAvatar, match="another kind"):
        await fetch(f"{stand_in}/picture", f"http://127.0.0.1:{free_port()}")


@pytest.mark.parametrize("address", ["http://wework.qpic.cn/bizmail/x/0", "https://wework.qpic.cn/bizmail/x/0"])
def test_wecom_writes_http_and_https_is_asked(address: str) -> None:
    url, public = avatars._judged(address, OFFICIAL)
    assert (str(url), public) == ("https://wework.qpic.cn/bizmail/x/0", True)


async def test_a_name_is_looked_up_once_and_what_is_within_left_out() -> None:
    names = avatars._Public()
    for within in ("localhost", "127.0.0.1", "10.1.2.3"):
        with pytest.raises(OSError, match="an address within"):
            await names.resolve(within, 443)
    assert [each["host"] for each in await names.resolve("8.8.8.8", 443)] == ["8.8.8.8"]
