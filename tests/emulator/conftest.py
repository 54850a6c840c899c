from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from emulator.server import Emulator
from tests.emulator.api import Api
from tests.emulator.bot import Bot
from tests.emulator.wechat import WeChat, WeChatBot


@pytest.fixture
async def wecom() -> AsyncIterator[Emulator]:
    async with Emulator(patience=5) as emulator:
        yield emulator


@pytest.fixture
async def bot(wecom: Emulator) -> AsyncIterator[Bot]:
    async with Bot(wecom.world.app, wecom.world.corp.corp_id) as bot:
        await wecom.set_callback_url(bot.url)
        yield bot


@pytest.fixture
async def api(wecom: Emulator) -> AsyncIterator[Api]:
    async with ClientSession() as session:
        api = Api(wecom, session)
        await api.log_in()
        yield api


@pytest.fixture
async def account_bot(wecom: Emulator) -> AsyncIterator[WeChatBot]:
    async with WeChatBot(wecom) as bot:
        await wecom.set_wechat_callback_url(bot.url)
        yield bot


@pytest.fixture
async def wechat(wecom: Emulator) -> AsyncIterator[WeChat]:
    async with ClientSession() as session:
        wechat = WeChat(wecom, session)
        await wechat.log_in()
        yield wechat
