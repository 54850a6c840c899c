"""What a page says when it cannot be shown, in words for whoever opened it."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.clock import Clock
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.visit import Company, wording_for
from storage.errors import Conflict, StorageUnavailable

log = structlog.get_logger()

SAID = {
    401: "wrong.login",
    403: "wrong.forbidden",
    404: "wrong.missing",
    405: "wrong.method",
    413: "wrong.large",
}


class Mistakes:
    """Whoever lands where nothing is learns whose page it would be, and whom to call."""

    def __init__(self, companies: Mapping[str, Company], clock: Clock) -> None:
        self._companies = companies
        self._clock = clock

    def astray(self, headers: Mapping[str, str]) -> Middleware:
        """Whatever no page of ours answers: people read our words, programs JSON, and the rest the bare status."""

        @web.middleware
        async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                return await handler(request)
            except web.HTTPException as error:
                wants = request.headers.get("Accept", "")
                if error.status not in SAID or not ("text/html" in wants or "application/json" in wants):
                    raise
                for_people = "text/html" in wants
                response = self._said(request, SAID[error.status], error.status) if for_people else _json(error)
                kept = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
                response.headers.update({**headers, **kept})
                return response

        return answer

    def forgiving(self, handler: Handler) -> Handler:
        """The edge: nothing goes out as a traceback, and nothing is left unsaid."""

        async def forgive(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except web.HTTPException as error:
                if error.status not in SAID:
                    raise
                return self._said(request, SAID[error.status], error.status)
            except (Conflict, StorageUnavailable) as error:
                log.error("page failed: the database or a file cannot be used", why=str(error))  # noqa: TRY400  # no bug
                return self._said(request, "wrong.busy", 503)
            except Exception:  # a bug: logged, and the page says that it is ours
                log.exception("page failed", method=request.method)
                return self._said(request, "wrong.ours", 500)

        return forgive

    def _said(self, request: web.Request, key: str, status: int) -> web.Response:
        company = self._companies.get(_slug_in(request.path))
        return page(
            "message.html",
            status=status,
            say=wording_for(request, self._clock.now()),
            company=company.name if company else "",
            phone=company.phone if company else None,
            heading=key,
            text=None,
            track=None,
        )


def _slug_in(path: str) -> str:
    """All pages stand under `/kind/tenant`, a link has its id behind that: `/t/tenant.id`."""
    parts = path.split("/", 3)
    return parts[2].partition(".")[0] if len(parts) > 2 else ""


def _json(error: web.HTTPException) -> web.Response:
    return web.json_response({"error": error.reason}, status=error.status)
