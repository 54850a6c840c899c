"""An office with a WeCom that stands in, a bot in a process of its own, and a look into the bot's database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.config import Settings, load
from emulator.actions import Actions
from emulator.callback import Callback
from emulator.people import Person
from emulator.server import Emulator
from storage.database import Database
from storage.errands import State
from storage.schema import errand
from storage.unit_of_work import UnitOfWork
from tests.crash.company import write_config
from tests.crash.process import LOOK_AGAIN, PATIENCE, BotProcess
from tests.tooling.ports import free_port

TENANT = "demo"


class Office:
    def __init__(self, wecom: Emulator, database_url: str, folder: Path) -> None:
        self.wecom = wecom
        self.database_url = database_url
        self.folder = folder
        self.database = Database(database_url)
        self.bots: list[BotProcess] = []
        self._moved = False

    @property
    def bot(self) -> BotProcess:
        return self.bots[0]

    @property
    def actions(self) -> Actions:
        return self.wecom.actions

    def now(self) -> datetime:
        return self.wecom.world.clock.now()

    def person(self, userid: str) -> Person:
        return self.wecom.person(userid)

    def new_bot(self) -> BotProcess:
        """Callbacks go to the first one."""
        port = free_port()
        name = f"config{len(self.bots)}.toml"
        config = write_config(self.folder / name, self.wecom, database_url=self.database_url, port=port)
        bot = BotProcess(config, port)
        self.bots.append(bot)
        if bot is self.bot:
            self.wecom.world.app.callback_url = f"{bot.url}/wecom/{TENANT}"
        return bot

    def settings(self) -> Settings:
        return load(self.bot.config, {})

    async def start(self) -> None:
        for bot in self.bots:
            if not bot.running:
                await bot.start()
        if self._moved:
            await self.passes(seconds=1)  # a new process knows nothing of time travel

    async def passes(self, **duration: float) -> None:
        self._moved = True
        now = await self.wecom.advance(timedelta(**duration))
        for bot in self.bots:
            if bot.running and not bot.frozen:
                await bot.travel_to(now)

    async def until(self, condition: Callable[[], Any]) -> None:
        """Waits for something that shows in the database or at a person's."""
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110  # what another process does is only seen by looking
                await asyncio.sleep(LOOK_AGAIN)

    async def happens(self, condition: Callable[[], Any]) -> None:
        """Waits for something that happens at WeCom."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.wecom.world.changes.next()

    async def settles(self) -> None:
        """Until the bot has done all that it can do now."""
        await self.until(lambda: not self._can_go_on())

    async def drained(self) -> None:
        """Until nothing waits, however much time has to pass."""
        while True:
            await self.settles()
            with self.look() as uow:
                following = uow.outbox.next_due()
            if following is None:
                return
            await self.passes(seconds=max((following - self.now()).total_seconds(), 0) + 1)

    @contextmanager
    def look(self) -> Iterator[UnitOfWork]:
        """What the database holds now."""
        with self.database.reading(TENANT) as uow:
            yield uow

    def rows(self, statement: Any) -> list[Any]:
        with self.look() as uow:
            return list(uow.connection.execute(statement))

    def calls(self, path: str) -> list[Any]:
        """What the bots asked of WeCom, oldest first."""
        return [record for record in self.wecom.log if record.path == f"/cgi-bin/{path}"]

    async def close(self) -> None:
        for bot in self.bots:
            await bot.kill()
        self.database.close()

    def _can_go_on(self) -> bool:
        leased = select(func.count()).where(errand.c.state == State.WAITING.value, errand.c.leased_until.is_not(None))
        with self.look() as uow:
            due = (uow.outbox.next_due(), uow.timers.next_due())
            return any(at is not None and at <= self.now() for at in due) or bool(
                uow.connection.execute(leased).scalar()
            )


async def delivered_again(office: Office, callback: Callback) -> None:
    """As WeCom does for a while, to the letter."""
    callback.done.clear()
    office.wecom.world.send_callback(callback)
    await callback.done.wait()


async def says(office: Office, userid: str, text: str) -> Callback:
    """Gives the callback when the bot has answered it, or has not for long enough."""
    callback = office.actions.says(userid, text)
    await callback.done.wait()
    return callback
