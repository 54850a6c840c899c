"""`python -m bot codes draw FOLDER`: the pictures of the QR codes, to be printed and stuck on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import segno
from aiohttp import ClientSession

from bot.app import CALL_TIMEOUT
from bot.channels.errors import ChannelError
from bot.channels.token import MemoryTokenStore
from bot.clock import Clock
from bot.config import OfficialAccount
from bot.wechat.checkup import remedy_for
from bot.wechat.client import WechatClient
from bot.wechat.setup import account_for
from tickets.customers import PlaceCode

FAILED = 1


async def draw(account: OfficialAccount, places: Iterable[PlaceCode], folder: Path) -> int:
    """`folder` is there. Each code is for ever: WeChat gives the same one again for the same scene."""
    clock = Clock()
    async with ClientSession(timeout=CALL_TIMEOUT) as session:
        client = WechatClient(session, account_for(account), MemoryTokenStore(clock.now), clock.now)
        for number, place in enumerate(places, start=1):
            try:
                code = await client.qr_code(place.scene)
            except ChannelError as error:
                print(f"{place.scene}：{remedy_for(error)}", file=sys.stderr)
                return FAILED
            file = folder / f"{number:04}-{_file_name(place.scene)}.svg"
            segno.make(code.url, error="m", micro=False).save(str(file), scale=8)
            print(f"{file}: {' '.join(filter(None, (place.address, place.device)))}")
    return 0


def _file_name(scene: str) -> str:
    return re.sub(r"[^\w.-]", "_", scene)
