"""A bot of a few lines, which reads callbacks with wechatpy's crypto and does what a test tells it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import Element

from aiohttp import web
from defusedxml.ElementTree import fromstring
from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatException

from emulator.corp import App

Answer = Callable[[Element], Awaitable[str | web.Response]]


async def silent(_: Element) -> str:
    return ""


class Bot:
    """`received`: every decrypted callback; `envelopes`: as they came.

    `answer` gives the plain reply XML, encrypted here, or a whole response.
    """

    def __init__(self, app: App, corp_id: str, port: int = 0) -> None:
        self._port = port
        self.app, self.corp_id = app, corp_id
        self.received: list[Element] = []
        self.envelopes: list[str] = []
        self.nonces: list[str] = []
        self.answer: Answer = silent
        self.verified = 0
        self.verify_after: asyncio.Event | None = None

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/wecom", self._verify)
        application.router.add_post("/wecom", self._receive)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/wecom"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def contents(self) -> list[str | None]:
        return [each.findtext("Content") for each in self.received]

    def reply(self, to: str, kind: str, body: str) -> str:
        return (
            f"<xml><ToUserName>{to}</ToUserName><FromUserName>{self.corp_id}</FromUserName>"
            f"<CreateTime>{int(time.time())}</CreateTime><MsgType>{kind}</MsgType>{body}</xml>"
        )

    def _crypto(self) -> WeChatCrypto:
        return WeChatCrypto(self.app.token, self.app.encoding_aes_key, self.corp_id)

    async def _verify(self, request: web.Request) -> web.Response:
        q = request.query
        self.verified += 1
        if self.verify_after:
            await self.verify_after.wait()
        try:
            plain = self._crypto().check_signature(q["msg_signature"], q["timestamp"], q["nonce"], q["echostr"])
        except WeChatException:
            raise web.HTTPForbidden from None
        return web.Response(text=plain)

    async def _receive(self, request: web.Request) -> web.Response:
        q, body = request.query, await request.text()
        plain = self._crypto().decrypt_message(body, q["msg_signature"], q["timestamp"], q["nonce"])
        message = fromstring(plain)
        self.received.append(message)
        self.envelopes.append(body)
        self.nonces.append(q["nonce"])
        answer = await self.answer(message)
        if isinstance(answer, web.Response):
            return answer
        text = self._crypto().encrypt_message(answer, q["nonce"], q["timestamp"]) if answer else ""
        return web.Response(text=text, content_type="application/xml")
