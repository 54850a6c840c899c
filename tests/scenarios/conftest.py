"""The whole product in one process: a real database, real HTTP, real encryption; only WeCom and the clock stand in."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import func, select, text

from bot.app import Works
from bot.chores import watchdog
from bot.clock import Clock
from bot.commands.serve import serving
from bot.wechat.door import Mode
from emulator.courier import CallbackUrlRefused
from emulator.directory import Member
from emulator.people import Person
from emulator.server import Emulator
from emulator.staff import demo_members
from emulator.wechat.person import CustomerPerson
from storage import database as storage
from storage import migrate
from storage.schema import errand, metadata
from storage.unit_of_work import UnitOfWork
from tests.scenarios.operator import Operator
from tests.scenarios.settings import official_account, settings_for
from tests.tickets.samples import MINIMAL
from tests.tooling.databases import PostgresServer
from tests.tooling.ports import free_port

FRIDAY_MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""09:00 in China."""
PATIENCE = 10.0
LOOKS = 2
"""Each is several questions, and PostgreSQL may answer them from different moments."""
LEASED = select(func.min(errand.c.not_before)).where(errand.c.state == "waiting", errand.c.leased_until.is_not(None))


@dataclass
class Desk:
    """The bot, the WeCom that stands in, and the clock of both; `url` is where the bot listens."""

    wecom: Emulator
    works: Works
    clock: Clock
    url: str
    running: AsyncExitStack

    @property
    def li(self) -> Person:
        return self.wecom.person("lijing")

    @property
    def wang(self) -> Person:
        return self.wecom.person("wanggong")

    @property
    def zhao(self) -> Person:
        return self.wecom.person("zhaogong")

    @property
    def sun(self) -> Person:
        return self.wecom.person("sunban")

    @property
    def today(self) -> datetime:
        return self.clock.now() - timedelta(hours=12)

    @property
    def long_ago(self) -> datetime:
        return FRIDAY_MORNING - timedelta(days=1)

    @property
    def tomorrow(self) -> datetime:
        return self.clock.now() + timedelta(hours=12)

    async def passes(self, **duration: float) -> None:
        """Time goes by, and whatever is due then is done."""
        await self.wecom.advance(timedelta(**duration))
        await self.settles()

    async def stands_still(self, **duration: float) -> None:
        """The bot ends, time goes by without it, and it is started again."""
        settings, follows = self.works.settings, self.wecom.time_travel_url
        await self.running.aclose()
        self.wecom.time_travel_url = ""
        self.clock.travel_to(await self.wecom.advance(timedelta(**duration)))
        self.wecom.time_travel_url = follows
        self.works = await self.running.enter_async_context(serving(settings, self.clock))
        await self.settles()

    async def settles(self) -> None:
        """Until nothing is due and nothing is under way."""
        async with asyncio.timeout(PATIENCE):
            idle = 0
            while idle < LOOKS:
                await asyncio.sleep(0.01)
                idle = 0 if self._is_busy() else idle + 1

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """What the database holds now."""
        return self.works.database.reading("demo")

    async def metrics(self) -> str:
        async with ClientSession() as session, session.get(f"{self.url}/metrics") as response:
            return await response.text()

    def _is_busy(self) -> bool:
        with self.works.database.reading("demo") as uow:
            # What a timer writes is there when the timer is gone, so it is asked after that.
            times = (uow.timers.next_due(), uow.outbox.next_due(), uow.connection.execute(LEASED).scalar())
        return any(time is not None and time <= self.clock.now() for time in times) or any(
            tenant.relay.busy for tenant in self.works.tenants.values()
        )


def create_tables(database_url: str) -> None:
    database = storage.Database(database_url)
    migrate.upgrade(database)
    database.close()


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "paidan.db"
    create_tables(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_with_tables: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_with_tables, tmp_path)}"


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_server: PostgresServer) -> Iterator[storage.Database]:
    with postgres_server.database() as url:
        create_tables(url)
        database = storage.Database(url)
        yield database
        database.close()


@pytest.fixture
def postgres_url(postgres_with_tables: storage.Database) -> Iterator[str]:
    """Emptied after each test: that takes a tenth of making another database."""
    yield postgres_with_tables.engine.url.render_as_string(hide_password=False)
    tables = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    with postgres_with_tables.transaction() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))


@pytest.fixture
def playbook() -> Path:
    """A file of scenarios may have its own."""
    return MINIMAL


@pytest.fixture
def begins_at() -> datetime:
    """When a file's stories begin."""
    return FRIDAY_MORNING


@pytest.fixture
def besides() -> dict[str, Any]:
    """Settings that a file of scenarios wants otherwise."""
    return {}


@pytest.fixture
def staff_reports() -> bool:
    """Whether customers hear by SMS of what staff reported for them."""
    return False


@pytest.fixture
def wechat_mode() -> Mode:
    """How the official account's messages come."""
    return "secure"


@pytest.fixture
def without() -> tuple[str, ...]:
    """What leads to customers that the company does not have: wechat, sms."""
    return ()


@pytest.fixture
def members() -> list[Member]:
    """Who is in WeCom's directory."""
    return demo_members()


async def _saved(set_url: Callable[[str], Awaitable[None]], url: str) -> None:
    """As an operator does it: an answer that took longer than a second, on a busy machine, is asked for once more."""
    try:
        await set_url(url)
    except CallbackUrlRefused:
        await set_url(url)


@pytest.fixture
async def desk(
    database_url: str,
    tmp_path: Path,
    playbook: Path,
    members: list[Member],
    begins_at: datetime,
    besides: dict[str, Any],
    *,
    staff_reports: bool,
    wechat_mode: Mode,
    without: tuple[str, ...],
) -> AsyncIterator[Desk]:
    """At the end it fails on anything that nobody expected."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"

    def morning() -> datetime:
        return begins_at

    clock = Clock(morning)
    time_travel_url = f"{url}/demo/clock"
    async with Emulator(
        members=members,
        now=morning,
        time_travel_url=time_travel_url,
        patience=PATIENCE,
        outside=official_account(),
    ) as wecom:
        settings = settings_for(
            wecom, database_url, tmp_path, port, playbook, staff_reports=staff_reports, wechat_mode=wechat_mode
        )
        left_out: dict[str, Any] = dict.fromkeys(without)
        tenants = tuple(replace(each, **left_out) for each in settings.tenants)
        settings = replace(settings, tenants=tenants, **besides)
        async with AsyncExitStack() as running:
            works = await running.enter_async_context(serving(settings, clock))
            await _saved(wecom.set_callback_url, f"{url}/wecom/demo")
            if "wechat" not in without:
                await _saved(wecom.set_wechat_callback_url, f"{url}/wechat/demo")
            at_the_desk = Desk(wecom, works, clock, url, running)
            yield at_the_desk
            await at_the_desk.settles()
        wecom.assert_nothing_unexpected()


@pytest.fixture
def operator(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Operator:
    monkeypatch.setattr(watchdog, "SURE_AFTER_SECONDS", 0)
    return Operator(desk)


@pytest.fixture
def wang(desk: Desk) -> CustomerPerson:
    return desk.wecom.customer("王女士")
