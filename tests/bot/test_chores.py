"""What is to be done now and then, by whoever is on duty."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.chores import Chore, Chores
from bot.clock import Clock
from storage.database import Database
from storage.duty import Duty
from storage.errors import StorageUnavailable

HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/paidan.db")
    yield opened
    opened.close()


class Process:
    """One that counts what it did."""

    def __init__(self, database: Database) -> None:
        self.system_time = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
        self.clock = Clock(lambda: self.system_time)
        self.chores = Chores(Duty(database), self.clock)
        self.done: list[str] = []

    def has(self, name: str, every: timedelta, *errors: Exception) -> None:
        pending = list(errors)

        async def work() -> None:
            self.done.append(name)
            if pending:
                raise pending.pop()

        self.chores.add(Chore(name, every, work))

    async def goes_round(self) -> datetime | None:
        following = await self.chores.go_round()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return following


async def test_each_is_done_at_once_and_then_when_its_time_comes(database):
    process = Process(database)
    process.has("often", HOUR)
    process.has("seldom", 3 * HOUR)
    assert await process.goes_round() == process.clock.now() + HOUR
    await process.goes_round()
    assert process.done == ["often", "seldom"]
    process.clock.travel_to(process.clock.now() + HOUR)
    await process.goes_round()
    assert process.done == ["often", "seldom", "often"]
    await process.chores.close()


async def test_only_one_process_does_them_and_another_takes_over(database):
    first, second = Process(database), Process(database)
    for process in (first, second):
        process.has("chore", HOUR)
        await process.goes_round()
    assert (first.done, second.done) == (["chore"], [])
    await first.chores.close()
    await second.goes_round()
    assert second.done == ["chore"]
    await second.chores.close()


async def test_one_without_a_database_for_the_moment_holds_up_nobody_and_comes_again(database):
    process = Process(database)
    process.has("unlucky", HOUR, StorageUnavailable("gone"))
    process.has("other", HOUR)
    await process.goes_round()
    process.clock.travel_to(process.clock.now() + HOUR)
    await process.goes_round()
    assert process.done == ["unlucky", "other", "unlucky", "other"]
    await process.chores.close()


async def test_a_clock_that_is_set_back_keeps_none_of_them_waiting(database):
    process = Process(database)
    process.has("chore", HOUR)
    await process.goes_round()
    process.system_time -= timedelta(days=1)
    assert await process.goes_round() == process.clock.now() + HOUR
    assert process.done == ["chore", "chore"]
    await process.chores.close()
