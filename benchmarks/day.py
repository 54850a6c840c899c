"""A simulated day of a whole company, through a WeCom that stands in: `python -m benchmarks day`.

The bot is a process of its own, on SQLite, reached over HTTP with real encryption; time is moved to whatever happens
next. At the end the books must balance: every update with an ending, every ticket remembered, every message sent once
and every card showing what is true. Exits with 1 if anything does not, or an error was logged.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from sqlalchemy import func, select

from benchmarks import servers
from benchmarks.company import Company
from benchmarks.day_account import Day, figures, unbalanced
from benchmarks.desk import TENANT
from benchmarks.diary import Diary
from benchmarks.town import Town
from benchmarks.traffic import AES_KEY, AGENT_ID, CORP_ID, TOKEN
from bot.clock import system_time
from bot.commands import account
from bot.config import load
from emulator.corp import App, Corp
from emulator.directory import ROOT, Department, Member
from emulator.server import Emulator
from storage.database import Database
from storage.errands import State
from storage.schema import errand
from storage.unit_of_work import UnitOfWork
from tickets.calendar import LOCAL

T = TypeVar("T")

GRID = timedelta(seconds=30)
"""What people do within so much time they do at once; timers fire when they are due."""
DISTRICTS = 20
PATIENCE_SECONDS = 120
MOST_TOLD = 40
LEASED = select(func.count()).where(errand.c.state == State.WAITING.value, errand.c.leased_until.is_not(None))


@dataclass(frozen=True)
class Sizes:
    tickets: int
    company: Company


FULL = Sizes(tickets=5_000, company=Company(areas=200, technicians=5, reporters=3_799))
SMALL = Sizes(tickets=12, company=Company(areas=3, technicians=3, reporters=8))


def main(*, small: bool = False) -> int:
    return asyncio.run(_lived(SMALL if small else FULL))


async def _lived(sizes: Sizes) -> int:
    day = datetime.combine(system_time().astimezone(LOCAL).date() + timedelta(days=1), datetime.min.time(), LOCAL)
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        office = await opened.enter_async_context(_office(folder, sizes.company))
        await office.wecom.travel_to(day)
        Diary(office.town, office.wecom, sizes.company, Random(7)).write(sizes.tickets, day)  # noqa: S311  # no secret
        begun = time.perf_counter()
        await office.live(until=day + timedelta(days=1))
        seconds = time.perf_counter() - begun
        return _print(office, sizes, day, seconds)


class Office:
    def __init__(self, wecom: Emulator, town: Town, database: Database, log: Path, config: Path) -> None:
        self.wecom = wecom
        self.town = town
        self.database = database
        self.log = log
        self.config = config

    async def live(self, *, until: datetime) -> None:
        """Up to then, whatever happens next; at that moment everything that was due has been done."""
        while (moment := self._next()) is not None and moment < until:
            await self.wecom.travel_to(max(moment, self._now))
            await asyncio.gather(*(act() for act in self.town.due()))
            await self._settles()
            self.town.look()
        await self.wecom.travel_to(until - timedelta(seconds=1))
        await self._settles()

    @property
    def _now(self) -> datetime:
        return self.wecom.world.clock.now()

    def _next(self) -> datetime | None:
        with self.database.reading(TENANT) as uow:
            errand_at, timer_at = uow.outbox.next_due(), uow.timers.next_due()
        people = (_on_grid(at) for at in (self.town.next_at, errand_at) if at is not None)
        return min((*people, *((timer_at,) if timer_at else ())), default=None)

    async def _settles(self) -> None:
        """Until the bot has done all that it can do now."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                before = self.wecom.world.changes.last
                await asyncio.sleep(0.004)
                if self.wecom.world.changes.last == before and not self._can_go_on():
                    return

    def _can_go_on(self) -> bool:
        with self.database.reading(TENANT) as uow:
            return _is_due(uow, self._now) or bool(uow.connection.execute(LEASED).scalar())


def _is_due(uow: UnitOfWork, now: datetime) -> bool:
    return any(at is not None and at <= now for at in (uow.outbox.next_due(), uow.timers.next_due()))


def _on_grid(at: datetime) -> datetime:
    """The next round moment; it is never before the time itself."""
    seconds = GRID.total_seconds()
    return datetime.fromtimestamp((at.timestamp() // seconds + 1) * seconds, tz=at.tzinfo)


@asynccontextmanager
async def _office(folder: Path, company: Company) -> AsyncIterator[Office]:
    playbook = folder / "playbook.toml"
    playbook.write_text(company.playbook(), encoding="utf-8")
    url = f"sqlite:///{folder}/day.db"
    app = App(agent_id=AGENT_ID, secret="benchmark", token=TOKEN, encoding_aes_key=AES_KEY)  # noqa: S106  # worthless
    corp = Corp(corp_id=CORP_ID, apps=[app], account_cap=5_000)
    async with (
        Emulator(corp=corp, members=_members(company), departments=_departments()) as wecom,
        AsyncExitStack() as opened,
    ):
        log = opened.enter_context((folder / "bot.log").open("w"))
        api = int(wecom.url.rpartition(":")[2])
        bot = servers.bot(folder, url, capture=("2s", "90s"), wecom=api, playbook=playbook, log=log)
        port, _ = await opened.enter_async_context(_in_thread(bot))
        wecom.time_travel_url = f"http://127.0.0.1:{port}/demo/clock"
        await wecom.set_callback_url(f"http://127.0.0.1:{port}/wecom/{TENANT}")
        database = Database(url)
        opened.callback(database.close)
        town = Town(wecom, Random(11))  # noqa: S311  # people's whims
        yield Office(wecom, town, database, folder / "bot.log", folder / f"config-{port}.toml")


@asynccontextmanager
async def _in_thread(manager: AbstractContextManager[T]) -> AsyncIterator[T]:
    """It waits for a process, to which WeCom must answer meanwhile."""
    value = await asyncio.to_thread(manager.__enter__)
    try:
        yield value
    finally:
        await asyncio.to_thread(manager.__exit__, None, None, None)


def _members(company: Company) -> list[Member]:
    return [
        Member(userid=userid, name=userid.upper(), departments=[2 + number % DISTRICTS])
        for number, userid in enumerate(company.everybody)
    ]


def _departments() -> list[Department]:
    districts = [Department(id=2 + number, name=f"{number + 1}区", parent=ROOT) for number in range(DISTRICTS)]
    return [Department(id=ROOT, name="安居物业"), *districts]


def _print(office: Office, sizes: Sizes, day: datetime, seconds: float) -> int:
    with office.database.reading(TENANT) as uow:
        lived = Day(sizes.company, office.town, sizes.tickets, office.wecom, uow, office.log)
        found, wrong = figures(lived), list(unbalanced(lived))
    print("\n| a day of 24 hours | |\n|---|---|")
    print(f"| took | {seconds:,.0f} s: {86_400 / seconds:,.0f} times faster than real time |")
    for name, figure in found.items():
        print(f"| {name} | {figure} |")
    print()
    balanced = account.run(load(office.config, {}), day=day.date(), tenant=None) == 0
    for line in islice(wrong, MOST_TOLD):
        print(f"  !! {line}")
    print(f"{len(wrong)} things do not balance" if wrong or not balanced else "everything balances")
    return 0 if balanced and not wrong else 1
