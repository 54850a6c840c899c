"""What a page says when it cannot be shown, in words for whoever opened it."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.clock import Clock
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.visit import wording_for
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()

SAID = {
    401: "wrong.login",
    403: "wrong.forbidden",
    404: "wrong.missing",
    405: "wrong.method",
    413: "wrong.large",
}


def astray(clock: Clock, said: Mapping[str, str]) -> Middleware:
    """Whatever no page of ours answers: people read our words, programs JSON, and the rest the bare status."""

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            wants = request.headers.get("Accept", "")
            if error.status not in SAID or not ("text/html" in wants or "application/json" in wants):
                raise
            response = _for_people(request, clock, error) if "text/html" in wants else _for_programs(error)
            kept = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
            response.headers.update({**said, **kept})
            return response

    return answer


def _for_people(request: web.Request, clock: Clock, error: web.HTTPException) -> web.Response:
    return _said(request, clock, SAID[error.status], error.status)


def _for_programs(error: web.HTTPException) -> web.Response:
    return web.json_response({"error": error.reason}, status=error.status)


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
