"""One request to the bot: the verification of its address, or one try of a callback."""

from __future__ import annotations

import secrets
from datetime import timedelta
from time import perf_counter
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from emulator.callback import Callback
from emulator.corp import App
from emulator.crypto import MsgCrypt
from emulator.passive_reply import WrongReply, read_reply
from emulator.wire import Direction, WireRecord
from emulator.world import World
from emulator.xml import document

VERIFY_WITHIN = 1.0  # seconds


class CallbackUrlRefused(Exception):
    """What the admin console says (40057) when the address does not answer the verification rightly."""


class Postman:
    """Encrypts afresh for each request, with a fresh nonce."""

    def __init__(self, world: World, session: ClientSession) -> None:
        self._world = world
        self._session = session

    async def verify(self, app: App, url: str) -> None:
        """Raises CallbackUrlRefused."""
        plain = str(secrets.randbelow(10**19))
        encrypted = self._crypt(app).encrypt(plain)
        query = self._signed(app, encrypted) | {"echostr": encrypted}
        record = self._record("GET", url, query)
        record.request = plain
        await self._exchange(record, VERIFY_WITHIN)
        self._world.log(record)
        if (record.status, record.response) != (200, plain):
            raise CallbackUrlRefused(f"40057 {url}: {record.note or f'HTTP {record.status}'} {record.response[:80]}")

    async def post(self, callback: Callback) -> WireRecord:
        """One try, not logged yet. Afterwards `response` is the decrypted reply, and `note` tells what went wrong."""
        app = callback.app
        encrypted = self._crypt(app).encrypt(callback.xml)
        record = self._record("POST", app.callback_url, self._signed(app, encrypted))
        record.request, record.userid = callback.xml, callback.userid
        head = [("ToUserName", self._world.corp.corp_id), ("AgentID", str(app.agent_id))]
        body = document([*head, ("Encrypt", encrypted)])
        await self._exchange(
            record, self._world.switches.callback_timeout, data=body.encode(), headers={"Content-Type": "text/xml"}
        )
        if record.status == 200 and record.response:
            self._open(app, record)
        return record

    def log_lost(self, callback: Callback) -> str:
        """Returns what the log says about it."""
        record = self._record("POST", callback.app.callback_url, {})
        record.request, record.userid, record.note = callback.xml, callback.userid, "丢失，没有投递（开关）"
        self._world.log(record)
        return record.note

    async def _exchange(self, record: WireRecord, seconds: float, **more: Any) -> None:
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

    def _open(self, app: App, record: WireRecord) -> None:
        try:
            record.response = read_reply(self._crypt(app), record.response)
        except WrongReply as error:
            record.note = f"被动回复无效：{error}"
            record.response = ""
            self._world.complain(record.note)

    def _crypt(self, app: App) -> MsgCrypt:
        return MsgCrypt(app.token, app.encoding_aes_key, self._world.corp.corp_id)

    def _signed(self, app: App, encrypted: str) -> dict[str, str]:
        timestamp, nonce = str(self._world.clock.timestamp()), str(secrets.randbelow(10**10))
        signature = self._crypt(app).sign(timestamp, nonce, encrypted)
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}

    def _record(self, method: str, url: str, query: dict[str, str]) -> WireRecord:
        return WireRecord(
            number=self._world.next_wire_number(),
            at=self._world.clock.now(),
            direction=Direction.CALLBACK,
            method=method,
            path=url,
            query=query,
        )
