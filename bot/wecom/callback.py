"""`/wecom/{tenant}`: where WeCom verifies the URL and delivers everything that members do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot import logs
from bot.clock import Clock
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.wecom.crypto import CallbackCrypto, Signature
from bot.wecom.envelope import MAX_BODY, encrypted_part
from bot.wecom.errors import CallbackRejected
from bot.wecom.reply import text_reply
from bot.wecom.updates import to_update
from handlers.updates import AppAlert, Update
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Door:
    """What opens one tenant's callbacks."""

    tenant: str
    corp_id: str
    crypto: CallbackCrypto


class Callback:
    """A refused callback gets no detail: whoever forged it learns nothing. Each is counted by its reason."""

    def __init__(self, doors: Mapping[str, Door], inbox: Inbox, clock: Clock, metrics: Metrics) -> None:
        self._doors = doors
        self._clock = clock
        self._inbox = inbox
        self._metrics = metrics

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/wecom/{tenant}", self.verify)
        app.router.add_post("/wecom/{tenant}", self.receive)

    async def verify(self, request: web.Request) -> web.Response:
        """Saving the URL in the admin console asks this once, and wants the plaintext back within a second."""
        door = self._door(request)
        try:
            echo = door.crypto.verify(Signature.of(request.query), request.query.get("echostr", ""))
        except CallbackRejected as error:
            raise self._rejected(error) from None
        self._metrics.callback("verified")
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
        try:
            said = await self._inbox.receive(door.tenant, update)
        except (Conflict, StorageUnavailable) as error:
            with logs.about(tenant=door.tenant, update=update.id):
                log.error("update postponed: the database cannot be written", why=str(error))  # noqa: TRY400  # no bug, no traceback
            self._metrics.callback("failed")
            return web.Response(status=500)
        except Exception:  # noqa: BLE001  # the edge; the inbox has logged it: WeCom delivers again
            self._metrics.callback("failed")
            return web.Response(status=500)
        self._metrics.callback("accepted")
        return self._answer(door, update, said)

    async def _open(self, request: web.Request, door: Door) -> Update:
        try:
            body = await request.read()
            xml = door.crypto.open(Signature.of(request.query), encrypted_part(body))
        except web.HTTPRequestEntityTooLarge:
            raise self._rejected(CallbackRejected("size")) from None
        except CallbackRejected as error:
            raise self._rejected(error) from None
        return to_update(xml, self._clock.now())

    def _answer(self, door: Door, update: Update, said: str | None) -> web.Response:
        if said is None:
            return web.Response()
        reply = text_reply(update, door.corp_id, said, update.at)
        nonce = f"{hash(update.id) & 0xFFFFFFFF}"
        sealed = door.crypto.seal(reply, nonce, str(int(update.at.timestamp())))
        return web.Response(text=sealed, content_type="application/xml")

    def _door(self, request: web.Request) -> Door:
        door = self._doors.get(request.match_info["tenant"])
        if door is None:
            self._metrics.callback_refused("unknown_tenant")
            raise web.HTTPNotFound
        return door

    def _rejected(self, error: CallbackRejected) -> web.HTTPException:
        self._metrics.callback_refused(error.reason)
        log.info("callback rejected", reason=error.reason)
        if error.reason == "size":
            return web.HTTPRequestEntityTooLarge(max_size=MAX_BODY, actual_size=MAX_BODY, text="")
        return web.HTTPForbidden()
