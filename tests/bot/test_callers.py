"""From where somebody asks: nobody can pretend to ask from elsewhere, whatever they write before what proxies add."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.pages.callers import PROXIES, caller_of

BEFORE_US, NETWORK, NOBODY = ("127.0.0.0/8",), ("127.0.0.0/8", "10.1.0.0/16", "2001:db8:1::/48"), ()


async def caller(proxies: tuple[str, ...], *lines: str) -> str:
    """As it is told apart when this machine asks, with these lines of X-Forwarded-For."""

    async def say(request: web.Request) -> web.Response:
        return web.Response(text=str(caller_of(request)))

    app = web.Application()
    app[PROXIES] = tuple(ip_network(each) for each in proxies)
    app.router.add_get("/", say)
    async with TestServer(app) as server, ClientSession() as session:
        headers = [("X-Forwarded-For", line) for line in lines]
        async with session.get(server.make_url("/"), headers=headers) as answer:
            return await answer.text()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), "None"),
        (("203.0.113.9",), "203.0.113.9"),
        (("198.51.100.7, 203.0.113.9",), "203.0.113.9"),
        (("198.51.100.7", "203.0.113.9"), "203.0.113.9"),
        (("127.0.0.1, 203.0.113.9",), "203.0.113.9"),
        (("203.0.113.9:61234",), "203.0.113.9"),
        (("::ffff:203.0.113.9",), "203.0.113.9"),
        (("[2001:db8::1]:443",), "2001:db8::/64"),
        (("2001:db8::2",), "2001:db8::/64"),
        (("fe80::1%eth0",), "fe80::/64"),
        (("unknown",), "None"),
        (("",), "None"),
        (("203.0.113.9, unknown",), "None"),
    ],
)
async def test_a_caller_is_whom_the_proxy_has_added_last(lines: tuple[str, ...], told: str) -> None:
    assert await caller(BEFORE_US, *lines) == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("203.0.113.9, 10.1.2.3",), "203.0.113.9"),
        (("198.51.100.7, 203.0.113.9, 2001:db8:1::5, 10.1.2.3",), "203.0.113.9"),
        (("10.1.9.9, 10.1.2.3",), "10.1.9.9"),
        (("203.0.113.9, 10.2.0.1",), "10.2.0.1"),
    ],
)
async def test_of_several_proxies_each_is_believed_and_nobody_else(lines: tuple[str, ...], told: str) -> None:
    assert await caller(NETWORK, *lines) == told


async def test_where_no_proxy_is_trusted_whoever_asks_is_the_caller() -> None:
    assert await caller(NOBODY, "203.0.113.9") == "127.0.0.1"
