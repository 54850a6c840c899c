"""What every callback does alike: count, hand in, answer nothing that a stranger could learn from."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot import logs
from bot.channels.envelope import MAX_BODY
from bot.channels.errors import CallbackRejected
from bot.inbox import Inbox
from bot.metrics import Metrics
from handlers.updates import Update
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()


class Reception:
    """Each callback ends in exactly one count, a refused one by its reason."""

    def __init__(self, inbox: Inbox, metrics: Metrics) -> None:
        self._inbox = inbox
        self._metrics = metrics

    async def hand_in(self, tenant: str, update: Update) -> str | None:
        """The text to answer with. Raises HTTP 500 where it could not be handled: the channel delivers again."""
        try:
            said = await self._inbox.receive(tenant, update)
        except (Conflict, StorageUnavailable) as error:
            with logs.about(tenant=tenant, update=update.id):
                log.error("update postponed: the database cannot be written", why=str(error))  # noqa: TRY400  # no bug, no traceback
            self._metrics.callback("failed")
            raise web.HTTPInternalServerError from None
        except Exception:  # noqa: BLE001  # the edge; the inbox has logged it
            self._metrics.callback("failed")
            raise web.HTTPInternalServerError from None
        self._metrics.callback("accepted")
        return said

    def verified(self) -> None:
        self._metrics.callback("verified")

    def unknown_tenant(self) -> web.HTTPException:
        self._metrics.callback_refused("unknown_tenant")
        return web.HTTPNotFound()

    def rejected(self, error: CallbackRejected) -> web.HTTPException:
        """Whoever forged it learns nothing."""
        self._metrics.callback_refused(error.reason)
        log.info("callback rejected", reason=error.reason)
        if error.reason == "size":
            return web.HTTPRequestEntityTooLarge(max_size=MAX_BODY, actual_size=MAX_BODY, text="")
        return web.HTTPForbidden()


async def body_of(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise CallbackRejected("size") from None
