"""The official account as its own bot sees it: the bare API, and a bot that reads callbacks with wechatpy's crypto."""

from __future__ import annotations

import time
from typing import Any
from xml.etree.ElementTree import Element

from aiohttp import ClientSession, web
from defusedxml.ElementTree import fromstring
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.utils import check_signature

from emulator.server import Emulator
from tests.emulator.bot import Answer, Bot, silent

PROGRESS = {
    "character_string1": "WX-20261127-001",
    "thing2": "厨房水管漏水",
    "phrase3": "正在维修",
    "time4": "2026年11月27日 14:30",
    "thing5": "王工已到场",
}


class WeChat:
    """`token` is added to every call."""

    def __init__(self, emulator: Emulator, session: ClientSession) -> None:
        self._emulator, self._session = emulator, session
        self.account = emulator.world.wechat.account
        self.openid = emulator.world.wechat.customer("王女士").openid
        self.token = ""

    async def log_in(self) -> None:
        self.token = (await self.stable_token())["access_token"]

    async def stable_token(self, **more: Any) -> dict[str, Any]:
        body = {"grant_type": "client_credential", "appid": self.account.appid, "secret": self.account.secret} | more
        return await self.post("stable_token", body)

    async def get_token(self, **more: Any) -> dict[str, Any]:
        query = {"grant_type": "client_credential", "appid": self.account.appid, "secret": self.account.secret} | more
        return await self.call("GET", "/cgi-bin/token", params=query)

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        return await self.call("GET", f"/cgi-bin/{path}", params={"access_token": self.token} | query)

    async def post(self, path: str, body: Any, **more: Any) -> dict[str, Any]:
        return await self.call("POST", f"/cgi-bin/{path}", params={"access_token": self.token}, json=body, **more)

    async def call(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        async with self._session.request(method, f"{self._emulator.url}{path}", **more) as response:
            assert response.status == 200
            answer: dict[str, Any] = await response.json()
            return answer

    async def says(self, text: str = "您好", **more: Any) -> dict[str, Any]:
        return await self.send("text", {"content": text}, **more)

    async def send(self, kind: str, body: Any, **more: Any) -> dict[str, Any]:
        return await self.post("message/custom/send", {"touser": self.openid, "msgtype": kind, kind: body} | more)

    async def template(self, data: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
        """The progress template with some values changed; None takes a field away."""
        values = {key: value for key, value in (PROGRESS | (data or {})).items() if value is not None}
        body = {
            "touser": self.openid,
            "template_id": self.account.templates[0].template_id,
            "data": {key: {"value": value} for key, value in values.items()},
        }
        return await self.post("message/template/send", body | more)


class WeChatBot(Bot):
    """Answers with what `answer` says, encrypted when the callback was."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__(emulator.world.app, emulator.world.corp.corp_id)
        self.account = emulator.world.wechat.account
        self.answer: Answer = silent
        self.bodies: list[Element] = []
        self.queries: list[dict[str, str]] = []

    def says(self, to: str, content: str) -> str:
        return self.replies(to, "text", f"<Content>{content}</Content>")

    def replies(self, to: str, kind: str, body: str) -> str:
        return (
            f"<xml><ToUserName>{to}</ToUserName><FromUserName>{self.account.original_id}</FromUserName>"
            f"<CreateTime>{int(time.time())}</CreateTime><MsgType>{kind}</MsgType>{body}</xml>"
        )

    def _crypto(self) -> WeChatCrypto:
        return WeChatCrypto(self.account.token, self.account.encoding_aes_key, self.account.appid)

    async def _verify(self, request: web.Request) -> web.Response:
        q = request.query
        try:
            check_signature(self.account.token, q["signature"], q["timestamp"], q["nonce"])
        except InvalidSignatureException:
            raise web.HTTPForbidden from None
        return web.Response(text=q["echostr"])

    async def _receive(self, request: web.Request) -> web.Response:
        q, body = request.query, await request.text()
        check_signature(self.account.token, q["signature"], q["timestamp"], q["nonce"])
        encrypted = q.get("encrypt_type") == "aes"
        plain = body
        if encrypted:
            plain = self._crypto().decrypt_message(body, q["msg_signature"], q["timestamp"], q["nonce"])
        self.bodies.append(fromstring(body))
        self.queries.append(dict(q))
        message = fromstring(plain)
        self.received.append(message)
        answer = await self.answer(message)
        if isinstance(answer, web.Response):
            return answer
        text = self._crypto().encrypt_message(answer, q["nonce"], q["timestamp"]) if answer and encrypted else answer
        return web.Response(text=text, content_type="application/xml")
