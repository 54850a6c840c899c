"""`python -m bot menu`"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import ClientSession

from bot.app import CALL_TIMEOUT
from bot.channels.errors import ChannelError
from bot.channels.token import MemoryTokenStore
from bot.clock import Clock
from bot.config import OfficialAccount, Settings
from bot.wechat.checkup import remedy_for
from bot.wechat.client import WechatClient
from bot.wechat.menu import MENU, wire
from bot.wechat.setup import account_for

FAILED = 1


def run(settings: Settings) -> int:
    """0: every official account has the menu; 1: WeChat refused one, or there is none."""
    accounts = {tenant.name: tenant.wechat for tenant in settings.tenants if tenant.wechat is not None}
    if not accounts:
        print("还没有公众号，见 config.example.toml 的 [tenants.wechat]。", file=sys.stderr)
        return FAILED
    return asyncio.run(_put(accounts))


async def _put(accounts: dict[str, OfficialAccount]) -> int:
    status = 0
    async with ClientSession(timeout=CALL_TIMEOUT) as session:
        for name, settings in accounts.items():
            clock = Clock()
            client = WechatClient(session, account_for(settings), MemoryTokenStore(clock.now), clock.now)
            try:
                await client.set_menu(wire())
                print(f"✓ {name}：{'、'.join(MENU.values())}")
            except ChannelError as error:
                print(f"✗ {name}：{remedy_for(error)}")
                status = FAILED
    return status
