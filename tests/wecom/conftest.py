from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import stamina
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.channels.token import MemoryTokenStore, TokenStore
from bot.wecom.api import App
from bot.wecom.client import WecomClient
from tests.wecom.tiny_wecom import SECRET, Clock, TinyWecom


@pytest.fixture(autouse=True)
def _no_waiting_between_retries() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> MemoryTokenStore:
    return MemoryTokenStore(clock)


@pytest.fixture
async def wecom() -> TinyWecom:
    return TinyWecom()


@pytest.fixture
async def server(wecom: TinyWecom) -> AsyncIterator[TestServer]:
    async with TestServer(wecom.app()) as server:
        yield server


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


NewClient = Callable[[TokenStore], WecomClient]


@pytest.fixture
async def new_client(server: TestServer, session: ClientSession, clock: Clock) -> NewClient:
    """As many as there are processes: they share nothing but the store."""
    app = App("ww1", 1000002, SECRET, str(server.make_url("")).rstrip("/"))
    return lambda store: WecomClient(session, app, store, clock)


@pytest.fixture
async def client(new_client: NewClient, store: MemoryTokenStore) -> WecomClient:
    return new_client(store)
