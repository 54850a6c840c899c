"""The database cannot be written: callbacks are refused so that WeCom keeps them, and everything goes on afterwards."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.crash.books import assert_balanced
from tests.crash.office import Office, delivered_again, says

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"
POSTPONED = "update postponed: the database cannot be written"
WAITING = "pump waits for the database"


@pytest.fixture(params=["sqlite"])
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@contextmanager
def no_room(office: Office) -> Iterator[None]:
    """The bot's process may not make any file longer than it can hardly be."""
    before = resource.prlimit(office.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(office.bot.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.prlimit(office.bot.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    other = sqlite3.connect(office.database.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize(("trouble", "reason"), [(no_room, "disk I/O error"), (locked, "database is locked")])
async def test_what_cannot_be_written_is_refused_and_goes_on_afterwards(office: Office, trouble, reason) -> None:
    await office.start()
    await office.person("staff1").says(REPORT)
    await office.settles()
    with trouble(office):
        refused = await says(office, "staff2", REPORT)
        assert refused.failure == "HTTP 500"
        assert reason in (await office.bot.ready())["database"]
        assert (await office.bot.get("/healthz"))[0] == 200
        assert (await office.bot.get("/metrics"))[0] == 200
    assert {each["why"] for each in office.bot.take_errors(POSTPONED)} == {reason}
    office.bot.take_errors(WAITING)

    await delivered_again(office, refused)
    assert refused.answered
    await office.drained()
    assert await office.bot.ready() == {}
    await office.person("staff1").sees_card("报修草稿")
    await office.person("staff2").sees_card("报修草稿")
    office.wecom.people.expect_problem("未被接受")
    office.wecom.assert_nothing_unexpected()
    assert_balanced(office)
