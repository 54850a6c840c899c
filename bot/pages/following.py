"""`/t/{token}/live`: a page that is open is told when there is something new."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.clock import Clock
from bot.pages.callers import caller_of
from bot.pages.live import Live, TooMany
from bot.pages.looks import Looks, may
from bot.pages.security import Handler
from bot.pages.visit import Company, visit_of

ALIVE_SECONDS = 20
OPEN_SECONDS = 1800
"""Then the browser asks again, and is told again whether the link still opens anything."""


class FollowingPages:
    def __init__(self, companies: Mapping[str, Company], looks: Looks, live: Live, clock: Clock) -> None:
        self._companies = companies
        self._looks = looks
        self._live = live
        self._clock = clock

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [("GET", "/t/{token}/live", self.follow)]

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """Tells the page when there is something new, for as long as it is open."""
        visit = visit_of(request, self._companies, self._clock)
        link = await self._looks.at(visit, lambda ctx, link: link if may(ctx, link, visit) else None)
        if link is None:
            raise web.HTTPForbidden
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        try:
            caller = caller_of(request)
            async with self._live.watching(visit.tenant, link.ticket_id, link=link.id, caller=caller) as changed:
                await response.prepare(request)
                await self._tell(response, visit.tenant, link.ticket_id, changed)
        except TooMany as error:
            refused = web.HTTPTooManyRequests if error.theirs else web.HTTPServiceUnavailable
            raise refused(headers={"Retry-After": "60"}) from None
        except ConnectionResetError:
            pass  # the page was closed
        return response

    async def _tell(self, response: web.StreamResponse, tenant: str, ticket_id: int, changed: asyncio.Event) -> None:
        await response.write(b"retry: 5000\n\n")
        ends = asyncio.get_running_loop().time() + OPEN_SECONDS
        while not self._live.is_closing and asyncio.get_running_loop().time() < ends:
            try:
                async with asyncio.timeout(ALIVE_SECONDS):
                    await changed.wait()
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            changed.clear()
            if not self._live.is_closing and (state := await self._live.state(tenant, ticket_id)) is not None:
                await response.write(f"data: {state}\n\n".encode())
