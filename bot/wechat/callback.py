"""`/wechat/{tenant}`: where WeChat verifies the URL and delivers what customers do at the official account."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from bot.channels.errors import CallbackRejected
from bot.channels.reception import Reception, body_of
from bot.channels.reply import text_reply
from bot.clock import Clock
from bot.wechat.door import Door, Opened
from bot.wechat.signatures import Signatures
from bot.wechat.updates import account_of, to_update
from handlers.updates import Update
from tickets.senders import openid_of

NOTHING_TO_SAY = "success"
"""Anything else that is no reply makes WeChat tell the customer that the account is out of order."""


class Callback:
    def __init__(self, doors: Mapping[str, Door], reception: Reception, clock: Clock) -> None:
        self._doors = doors
        self._reception = reception
        self._clock = clock
        self._signatures = {tenant: Signatures() for tenant, door in doors.items() if door.takes_plain}

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/wechat/{tenant}", self.verify)
        app.router.add_post("/wechat/{tenant}", self.receive)

    async def verify(self, request: web.Request) -> web.Response:
        door = self._door(request)
        try:
            echo = door.verify(request.query)
        except CallbackRejected as error:
            raise self._reception.rejected(error) from None
        self._reception.verified()
        return web.Response(text=echo)

    async def receive(self, request: web.Request) -> web.Response:
        door, now = self._door(request), self._clock.now()
        try:
            opened = door.open(request.query, await body_of(request), now)
            update = to_update(opened.xml, now)
            if (signatures := self._signatures.get(door.tenant)) is not None:
                signatures.spend(request.query.get("signature", ""), update.id, now)
        except CallbackRejected as error:
            raise self._reception.rejected(error) from None
        said = await self._reception.hand_in(door.tenant, update)
        return _answer(opened, update, said)

    def _door(self, request: web.Request) -> Door:
        door = self._doors.get(request.match_info["tenant"])
        if door is None:
            raise self._reception.unknown_tenant()
        return door


def _answer(opened: Opened, update: Update, said: str | None) -> web.Response:
    openid, account = openid_of(update.sender), account_of(opened.xml)
    if said is None or not openid or not account:
        return web.Response(text=NOTHING_TO_SAY)
    reply = text_reply(to=openid, by=account, text=said, at=update.at)
    if opened.crypto is not None:
        reply = opened.crypto.seal(reply, f"{hash(update.id) & 0xFFFFFFFF}", str(int(update.at.timestamp())))
    return web.Response(text=reply, content_type="application/xml")
