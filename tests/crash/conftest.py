"""Real processes and real databases; only WeCom stands in, with its own clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emulator.server import Emulator
from storage import migrate
from storage.database import Database
from tests.crash.company import members, write_playbook
from tests.crash.desk import Desk, opened
from tests.crash.office import Office
from tests.crash.process import PATIENCE

MOST_SECONDS = 300
"""For one test, which may start several processes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here:
            item.add_marker(pytest.mark.timeout(MOST_SECONDS))


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(tmp_path, database_url) as desk:
        yield desk


@pytest.fixture
async def office(database_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Its bot is not running yet. At the end no bot may have logged an error that the test did not take away."""
    async with Emulator(members=members(), patience=PATIENCE) as wecom:
        wecom.switches.retry_after = 0.2
        write_playbook(tmp_path)
        database = Database(database_url)
        migrate.upgrade(database)
        database.close()
        office = Office(wecom, database_url, tmp_path)
        office.new_bot()
        yield office
        await office.close()
        assert [complaint for bot in office.bots for complaint in bot.complaints()] == []
