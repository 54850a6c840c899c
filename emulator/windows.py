"""What is on a phone's screen, shown in a real browser: pages go through here, so that they meet the phone's browser,
with its cookies and its name. Each has an address of its own on this machine.
"""

from __future__ import annotations

from contextlib import suppress

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, web
from yarl import URL

from emulator.browsers import Browser, session_of
from emulator.world import World

LARGEST_FORM = 32 << 20
MOST_TURNS = 10
OPEN = ClientTimeout(total=None, sock_connect=10)
"""A page may go on being told of news."""
PASSED_ON = ("Accept", "Accept-Language", "Content-Type", "Last-Event-ID", "Sec-Fetch-Site", "Sec-Fetch-Mode")
KEPT_BACK = frozenset(
    {"connection", "content-encoding", "content-length", "keep-alive", "location", "set-cookie", "transfer-encoding"}
)
"""Of an answer: what is the phone's, or what is said anew."""


class Window:
    """`site` is where the page is from: one at a time."""

    def __init__(self, person: str, browser: Browser, logins: str) -> None:
        self._session: ClientSession = session_of(person, browser, logins)
        self._site = URL()
        self._here = URL()
        self._runner: web.AppRunner | None = None

    async def open(self, address: URL) -> URL:
        """Where a real browser finds it."""
        if self._runner is None:
            self._runner, self._here = await self._listen()
        self._site = address.origin()
        return self._here.join(address.relative())

    async def close(self) -> None:
        await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _listen(self) -> tuple[web.AppRunner, URL]:
        app = web.Application(client_max_size=LARGEST_FORM)
        app.router.add_route("*", "/{path:.*}", self._show)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner, URL(f"http://127.0.0.1:{runner.addresses[0][1]}")

    async def _show(self, request: web.Request) -> web.StreamResponse:
        try:
            answer = await self._asked(request)
        except (ClientError, TimeoutError) as error:
            raise web.HTTPBadGateway(text=f"打不开 {self._site}：{type(error).__name__}") from None
        async with answer:
            return await self._passed_on(request, answer)

    async def _asked(self, request: web.Request) -> ClientResponse:
        """The answer at the end of all that leads elsewhere; what leads within the site the real browser follows."""
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        method, address, body = request.method, self._site.join(request.rel_url), await request.read() or None
        answer = await self._session.request(
            method, address, headers=headers, data=body, allow_redirects=False, timeout=OPEN
        )
        for _ in range(MOST_TURNS):
            leads = _leads_to(answer)
            if leads is None or leads.origin() == self._site:
                break
            answer.release()
            answer = await self._session.get(leads, headers=headers, allow_redirects=False, timeout=OPEN)
        return answer

    async def _passed_on(self, request: web.Request, answer: ClientResponse) -> web.StreamResponse:
        leads = _leads_to(answer)
        if leads is None and answer.url.origin() != self._site:
            leads = answer.url
        if leads is not None:
            self._site = leads.origin()
            return web.Response(status=303, headers={"Location": str(leads.relative())})
        kept = [(name, value) for name, value in answer.headers.items() if name.lower() not in KEPT_BACK]
        shown = web.StreamResponse(status=answer.status, headers=kept)
        await shown.prepare(request)
        with suppress(ClientError, ConnectionResetError):  # either has gone
            async for chunk in answer.content.iter_any():
                await shown.write(chunk)
        return shown


class Windows:
    """Of all phones."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._windows: dict[tuple[str, Browser], Window] = {}

    async def open(self, person: str, browser: Browser, address: URL) -> URL:
        if (person, browser) not in self._windows:
            self._windows[person, browser] = Window(person, browser, self._world.url)
        return await self._windows[person, browser].open(address)

    async def close(self) -> None:
        for window in self._windows.values():
            await window.close()


def _leads_to(answer: ClientResponse) -> URL | None:
    address = answer.headers.get("Location")
    if answer.status not in {301, 302, 303, 307, 308} or address is None:
        return None
    return answer.url.join(URL(address, encoded=True))
