from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import stamina
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.channels.token import MemoryTokenStore
from bot.wechat.account import Account
from bot.wechat.client import WechatClient
from tests.wecom.tiny_wecom import SECRET, Clock, TinyWecom


@pytest.fixture(autouse=True)
def _no_waiting_between_retries() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def wechat() -> TinyWecom:
    return TinyWecom()


@pytest.fixture
async def client(wechat: TinyWecom, clock: Clock) -> AsyncIterator[WechatClient]:
    async with TestServer(wechat.app()) as server, ClientSession() as session:
        account = Account("wx1", SECRET, str(server.make_url("")).rstrip("/"))
        yield WechatClient(session, account, MemoryTokenStore(clock), clock)
