"""What the log tells of an update: whose it was, which, and how it ended."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec import structs

from bot.clock import Clock
from bot.config import Server, Settings
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.tenants import desk_for
from bot.writer import Writer
from handlers.context import Desk
from handlers.updates import TextMessage
from nlp.reading import Reading
from storage.database import Database
from storage.schema import metadata
from tests.tickets.samples import minimal_playbook
from tests.tooling.strictness import Log

NewInbox = Callable[[Desk], Inbox]
REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"


@pytest.fixture
def desk() -> Desk:
    return desk_for(minimal_playbook(), Settings(server=Server(public_url="http://127.0.0.1:9"), tenants=()))


@pytest.fixture
async def new_inbox(sqlite_url: str) -> AsyncIterator[NewInbox]:
    database = Database(sqlite_url)
    metadata.create_all(database.engine)
    writer = Writer(database)
    writer.start()
    yield lambda desk: Inbox(writer, Clock(), {"east": lambda _: desk}, Metrics())
    await writer.close()
    database.close()


def says(text: str) -> TextMessage:
    return TextMessage(id="7012", sender="lijing", at=datetime.now(UTC), text=text)  # noqa: TID251  # as the wire would


async def test_each_update_that_was_handled_is_one_line(new_inbox: NewInbox, desk: Desk, logged: Log):
    await new_inbox(desk).receive("east", says(REPORT))

    assert [each for each in logged if "update" in each] == [
        {
            "event": "update handled",
            "level": "info",
            "tenant": "east",
            "update": "7012",
            "outcome": "asked",
            "reason": "draft",
            "draft": 1,
            "ticket": None,
        }
    ]


async def test_one_that_could_not_be_handled_is_named(new_inbox: NewInbox, desk: Desk, logged: Log, allow_errors):
    allow_errors("update failed")

    def broken(text: str, _: datetime) -> Reading:
        raise RuntimeError(text)

    with pytest.raises(RuntimeError):
        await new_inbox(structs.replace(desk, read=broken)).receive("east", says(REPORT))
    (failed,) = logged.about("update failed")

    assert (failed["tenant"], failed["update"]) == ("east", "7012")
    assert REPORT in failed["exception"]


async def test_what_comes_afterwards_is_not_about_it(new_inbox: NewInbox, desk: Desk, logged: Log):
    inbox = new_inbox(desk)
    await inbox.receive("east", says("在吗"))
    await inbox.receive("east", replace(says("在吗"), id="7013"))

    assert [each["update"] for each in logged.about("update handled")] == ["7012", "7013"]
