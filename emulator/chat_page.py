"""The chat page: the routes of a browser in which one plays everybody who works here.

`GET /` the page · `GET /page/state` a snapshot · `GET /page/changes` what happens from then on, as server-sent events ·
`POST /page/<action>` what a person does (`chat_page_actions` and those beside it) ·
`GET /page/open` a link on a customer's phone · `GET /page/media/<id>` pictures and files.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web
from yarl import URL

from emulator.actions import NotPossible
from emulator.browsers import Browser
from emulator.chat_page_actions import ACTIONS, Action
from emulator.chat_page_contact_actions import CONTACT_ACTIONS
from emulator.chat_page_customer_actions import CUSTOMER_ACTIONS
from emulator.chat_page_files import serve_files
from emulator.chat_page_views import change_seen, snapshot
from emulator.undelivered import Undelivered
from emulator.windows import Windows

if TYPE_CHECKING:
    from emulator.server import Emulator  # which imports this module

MEDIA_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",  # a file somebody sent must not run as a page of ours
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=86400, immutable",
}
RECONNECT_AFTER = 1000  # milliseconds


def add_routes(app: web.Application, emulator: Emulator) -> None:
    page = ChatPage(emulator)
    serve_files(app)
    app.router.add_get("/page/state", page.state)
    app.router.add_get("/page/changes", page.changes)
    app.router.add_get("/page/media/{media_id}", page.media)
    app.router.add_get("/page/open", page.open)
    for name, action in {**ACTIONS, **CUSTOMER_ACTIONS, **CONTACT_ACTIONS}.items():
        app.router.add_post(f"/page/{name}", page.doing(action))
    app.on_shutdown.append(page.close)


class ChatPage:
    """`run` tells the numbers of this start from those of an earlier one, which an open page may still hold."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._world = emulator.world
        self._undelivered = Undelivered(emulator.world)
        self._run = secrets.token_hex(4)
        self._streams: set[asyncio.Task[None]] = set()
        self._windows = Windows(emulator.world)

    async def state(self, _: web.Request) -> web.Response:
        last = self._event_id(self._world.changes.last)
        return _json({"last": last, **snapshot(self._world, self._undelivered)})

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """Goes on after the `Last-Event-ID` of a browser that reconnects, or after `after` of one that begins."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        await response.write(f"retry: {RECONNECT_AFTER}\n\n".encode())
        seen = request.headers.get("Last-Event-ID") or request.query.get("after", "")
        stream = asyncio.create_task(self._write_changes(response, seen))
        self._streams.add(stream)
        stream.add_done_callback(self._streams.discard)
        with contextlib.suppress(asyncio.CancelledError, ConnectionResetError):  # we stop, or the page was closed
            await stream
        return response

    async def media(self, request: web.Request) -> web.Response:
        media = self._world.file(request.match_info["media_id"])
        if media is None:
            raise web.HTTPNotFound(text="没有这个文件")
        return web.Response(body=media.data, content_type=media.content_type, headers=MEDIA_HEADERS)

    async def open(self, request: web.Request) -> web.Response:
        """A link on somebody's phone: in WeCom, in WeChat or in the browser beside it."""
        query = request.query
        address, person, browser = URL(query.get("to", "")), query.get("as", ""), query.get("in", Browser.WECHAT)
        if address.scheme not in {"http", "https"} or not address.host:
            raise web.HTTPBadRequest(text="这个链接打不开")
        people = self._world.directory.members if browser == Browser.WECOM else self._world.wechat.customers
        if person not in people or browser not in set(Browser):
            raise web.HTTPBadRequest(text="没有这部手机")
        raise web.HTTPFound(await self._windows.open(person, Browser(browser), address))

    def doing(self, action: type[Action]) -> Callable[[web.Request], Awaitable[web.Response]]:
        """The handler of one action. 409 with the reason when WeCom would not let the person do it."""

        async def handle(request: web.Request) -> web.Response:
            wanted = await _decoded(request, action)
            try:
                callbacks = await wanted.perform(self._emulator)
            except NotPossible as reason:
                raise web.HTTPConflict(text=str(reason)) from None
            except (KeyError, ValueError) as wrong:
                raise web.HTTPBadRequest(text=f"没有这一项，或者值不对：{wrong}") from None
            for callback in callbacks:
                self._undelivered.watch(callback)
            if wanted.waits:
                await asyncio.gather(*(callback.done.wait() for callback in callbacks))
            return web.Response(status=204)

        return handle

    async def close(self, _: web.Application) -> None:
        """Open streams would hold the server's stop for its whole grace time."""
        for stream in self._streams:
            stream.cancel()
        await self._windows.close()

    async def _write_changes(self, response: web.StreamResponse, seen: str) -> None:
        run, _, number = seen.partition("-")
        if run != self._run or not number.isdigit():
            await response.write(b"event: reset\ndata: \n\n")
            return
        async for change in self._world.changes.follow(int(number)):
            if seen_now := change_seen(change, self._world, self._undelivered):
                data = msgspec.json.encode(seen_now)
                await response.write(b"id: %s\ndata: %s\n\n" % (self._event_id(change.seq).encode(), data))

    def _event_id(self, seq: int) -> str:
        return f"{self._run}-{seq}"


async def _decoded(request: web.Request, action: type[Action]) -> Action:
    """JSON only: a form on a foreign web site cannot send that without asking first."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="JSON, please")
    try:
        return msgspec.json.decode(await request.read(), type=action)
    except msgspec.MsgspecError as wrong:
        raise web.HTTPBadRequest(text=f"没有发出去，内容太长或者不对：{wrong}") from None


def _json(content: object) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(content),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
