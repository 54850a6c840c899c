"""`/wecom/{tenant}`: where WeCom verifies the URL and delivers everything that members do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.channels.crypto import CallbackCrypto, Signature
from bot.channels.envelope import encrypted_part
from bot.channels.errors import CallbackRejected
from bot.channels.reception import Reception, body_of
from bot.channels.reply import text_reply
from bot.clock import Clock
from bot.wecom.updates import to_update
from handlers.updates import AppAlert, Update

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Door:
    """What opens one tenant's callbacks."""

    tenant: str
    corp_id: str
    crypto: CallbackCrypto


class Callback:
    def __init__(self, doors: Mapping[str, Door], reception: Reception, clock: Clock) -> None:
        self._doors = doors
        self._reception = reception
        self._clock = clock

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/wecom/{tenant}", self.verify)
        app.router.add_post("/wecom/{tenant}", self.receive)

    async def verify(self, request: web.Request) -> web.Response:
        """Saving the URL in the admin console asks this once, and wants the plaintext back within a second."""
        door = self._door(request)
        try:
            echo = door.crypto.verify(Signature.of(request.query), request.query.get("echostr", ""))
        except CallbackRejected as error:
            raise self._reception.rejected(error) from None
        self._reception.verified()
        return web.Response(text=echo)

    async def receive(self, request: web.Request) -> web.Response:
        door = self._door(request)
        update = await self._open(request, door)
        if isinstance(update, AppAlert):
            log.error(
                "WeCom is about to switch the app off, or did: use it or see the admin console",
                tenant=door.tenant,
                alert=update.event,
            )
        said = await self._reception.hand_in(door.tenant, update)
        return self._answer(door, update, said)

    async def _open(self, request: web.Request, door: Door) -> Update:
        try:
            xml = door.crypto.open(Signature.of(request.query), encrypted_part(await body_of(request)))
        except CallbackRejected as error:
            raise self._reception.rejected(error) from None
        return to_update(xml, self._clock.now())

    def _answer(self, door: Door, update: Update, said: str | None) -> web.Response:
        if said is None:
            return web.Response()
        reply = text_reply(to=update.sender, by=door.corp_id, text=said, at=update.at)
        nonce = f"{hash(update.id) & 0xFFFFFFFF}"
        sealed = door.crypto.seal(reply, nonce, str(int(update.at.timestamp())))
        return web.Response(text=sealed, content_type="application/xml")

    def _door(self, request: web.Request) -> Door:
        door = self._doors.get(request.match_info["tenant"])
        if door is None:
            raise self._reception.unknown_tenant()
        return door
