"""What a page says when it cannot be shown, in words for whoever opened it."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.visit import wording_for
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()

SAID = {403: "wrong.forbidden", 404: "wrong.missing", 401: "wrong.login", 413: "wrong.large"}


def forgiving(handler: Handler, clock: Clock) -> Handler:
    """The edge: nothing goes out as a traceback, and nothing is left unsaid."""

    async def forgive(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status not in SAID:
                raise
            return _said(request, clock, SAID[error.status], error.status)
        except (Conflict, StorageUnavailable) as error:
            log.error("page failed: the database cannot be used", why=str(error))  # noqa: TRY400  # no bug
            return _said(request, clock, "wrong.busy", 503)
        except Exception:  # a bug: logged, and the page says that it is ours
            log.exception("page failed", method=request.method)
            return _said(request, clock, "wrong.ours", 500)

    return forgive


def _said(request: web.Request, clock: Clock, key: str, status: int) -> web.Response:
    say = wording_for(request, clock.now())
    return page("message.html", status=status, say=say, company="", heading=key, text=None, track=None)
