"""One request to the bot: the verification of its address, or one try of a callback."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from emulator.callback import Callback
from emulator.wire import Channel, Direction, WireRecord
from emulator.world import World

VERIFY_WITHIN = 1.0  # seconds
XML = {"Content-Type": "text/xml"}


class CallbackUrlRefused(Exception):
    """What the console says (40057) when the address does not answer the verification rightly."""


class Courier:
    """What WeCom's and WeChat's ways of telling the bot have in common."""

    channel: Channel

    def __init__(self, world: World, session: ClientSession) -> None:
        self._world = world
        self._session = session

    def log_lost(self, callback: Callback, url: str) -> str:
        """Returns what the log says about it."""
        record = self.record("POST", url, {})
        record.request, record.userid, record.note = callback.xml, callback.userid, "丢失，没有投递（开关）"
        self._world.log(record)
        return record.note

    async def check_verified(self, record: WireRecord, plain: str) -> None:
        """Asks, and wants exactly this for an answer. Raises CallbackUrlRefused."""
        record.request = plain
        await self.exchange(record, VERIFY_WITHIN)
        self._world.log(record)
        if (record.status, record.response) != (200, plain):
            problem = f"{record.note or f'HTTP {record.status}'} {record.response[:80]}"
            raise CallbackUrlRefused(f"40057 {record.path}: {problem}")

    async def exchange(self, record: WireRecord, seconds: float, **more: Any) -> None:
        started, timeout = perf_counter(), ClientTimeout(total=seconds)
        try:
            async with self._session.request(
                record.method, record.path, params=record.query, timeout=timeout, **more
            ) as response:
                record.response = await response.text(errors="replace")
                record.status = response.status
        except TimeoutError:
            record.note = f"超过 {seconds:g} 秒没有应答"
        except ClientError as error:
            record.note = f"连接失败：{type(error).__name__}"
        record.duration = timedelta(seconds=perf_counter() - started)

    def record(self, method: str, url: str, query: dict[str, str]) -> WireRecord:
        return WireRecord(
            number=self._world.next_wire_number(),
            at=self._world.clock.now(),
            direction=Direction.CALLBACK,
            method=method,
            path=url,
            query=query,
            channel=self.channel,
        )
