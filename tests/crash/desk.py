"""A bot that does not run, and a WeCom of a few lines: rounds are called one by one, on a clock that stands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import select, update

from bot.app import WORKS, Works, create_app
from bot.clock import Clock
from bot.config import load
from emulator.server import Emulator
from storage.access_tokens import Channel
from storage.errands import Errand, ErrandKind
from storage.schema import errand, metadata
from tests.crash.company import write_config, write_playbook
from tests.crash.office import TENANT
from tests.crash.process import PATIENCE
from tests.tooling.ports import free_port

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Wecom:
    """Answers each call as it is told; `asked` holds the bodies."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers = asyncio.Event()
        self.answers.set()
        self.errcode = 0
        self.hangs_up = False
        self.port = free_port()

    async def opens(self) -> None:
        app = web.Application()
        app.router.add_post("/cgi-bin/message/send", self._send)
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def closes(self) -> None:
        """Connections are refused."""
        await self._runner.cleanup()

    async def _send(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        await self.answers.wait()
        if self.hangs_up and request.transport is not None:
            request.transport.abort()
        return web.json_response({"errcode": self.errcode, "errmsg": "said so", "msgid": "1"})


class Desk:
    """A bot that does not run: what happens is called for."""

    def __init__(self, works: Works, wecom: Wecom) -> None:
        self.works = works
        self.wecom = wecom
        self.relay = works.tenants[TENANT].relay
        self._woken = asyncio.Event()
        self.relay.wake = self._woken.set

    def now(self) -> datetime:
        return self.works.clock.now()

    def passes(self, duration: timedelta) -> None:
        self.works.clock.travel_to(self.now() + duration)

    def add(self, **changes: Any) -> None:
        wanted = {"lane": "wang", "recipient": "wang", "data": {"text": "您好"}, **changes}
        with self.works.database.unit_of_work(TENANT) as uow:
            uow.outbox.add(Errand(kind=ErrandKind.TEXT, not_before=self.now(), **wanted), self.now())

    async def round(self) -> datetime | None:
        """Until all that it has begun has ended, and what that let begin; gives when it wants to be called again."""
        async with asyncio.timeout(PATIENCE):
            while True:
                following = await self.relay.drain()
                if not self.relay.busy:
                    return following
                await self._woken.wait()
                self._woken.clear()

    def change(self, **values: Any) -> None:
        with self.works.database.unit_of_work(TENANT) as uow:
            uow.connection.execute(update(errand).values(**values))

    def rows(self) -> list[Any]:
        with self.works.database.reading(TENANT) as uow:
            return list(uow.connection.execute(select(errand).order_by(errand.c.id)))

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]


@asynccontextmanager
async def opened(folder: Path, database_url: str) -> AsyncIterator[Desk]:
    wecom = Wecom()
    await wecom.opens()
    write_playbook(folder)
    corp = Emulator()
    corp.world.url = f"http://127.0.0.1:{wecom.port}"
    config = write_config(folder / "config.toml", corp, database_url=database_url, port=free_port())
    app = await create_app(load(config, {}), clock=Clock(lambda: NOON))
    works = app[WORKS]
    metadata.create_all(works.database.engine)
    with works.database.unit_of_work(TENANT) as uow:
        uow.access_tokens.save(Channel.WECOM, "a token", NOON + 10_000 * HOUR)
    works.writer.start()
    desk = Desk(works, wecom)
    yield desk
    await desk.relay.close()
    await works.writer.close()
    await works.session.close()
    works.database.close()
    await wecom.closes()
