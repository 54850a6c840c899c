"""What is handled together ends as what is handled one after the other: whatever it is about, and whoever said it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Table, select

import handlers
from handlers.context import Context, Desk
from handlers.hearing import foresee
from handlers.updates import MediaKind, MediaMessage, TextMessage, Update
from nlp import read
from storage.database import Database
from storage.inbox import Arrival, Handled
from storage.schema import draft, errand, inbox, message, metadata, ticket, ticket_event, timer
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW, minimal_playbook
from tickets.drafts import CapturePolicy

SENDERS = ("lijing", "wanggong", "sunban")
TEXTS = (
    "滨江花园3幢501厨房漏水，王女士13800001111",
    "金色家园1幢电梯门关不上，13900002222",
    "电话改成13700003333",
    "地址是滨江花园8幢",
    "不急",
    "好的",
    "里面有老人",
    "空调不制冷",
    "明天上午来",
    "我的工单",
)
TABLES = (inbox, draft, message, errand, timer, ticket, ticket_event)
NUMBERED = {"tenant", "id", "draft_id", "ticket_id", "subject_id", "hash"}
"""What says which row it is, by numbers that may have been given to nobody in between."""


def arrivals(seed: int) -> Iterator[Update]:
    """Some of them twice."""
    choose = random.Random(seed)  # noqa: S311  # the same in each run
    for number in range(24):
        update_id, sender = f"u{choose.randrange(number + 1)}", choose.choice(SENDERS)
        if choose.random() < 0.1:
            yield MediaMessage(id=update_id, sender=sender, at=NOW, kind=MediaKind.IMAGE, media_id="m")
        else:
            yield TextMessage(id=update_id, sender=sender, at=NOW, text=choose.choice(TEXTS))


def handle(uow: UnitOfWork, desk: Desk, update: Update) -> None:
    if uow.inbox.seen(update.id) is not None:
        return
    answer = handlers.handle(Context(uow, desk, NOW), update)
    arrival = Arrival(id=update.id, kind=type(update).__name__, sender=update.sender, received_at=NOW)
    uow.inbox.remember(arrival, Handled(outcome=answer.outcome, reason=answer.reason, draft_id=answer.draft_id))


def rows_of(database: Database, tenant: str) -> dict[str, list[str]]:
    with database.reading(tenant) as uow:
        return {table.name: sorted(_rows(uow, table)) for table in TABLES}


def _rows(uow: UnitOfWork, table: Table) -> Iterator[str]:
    for row in uow.connection.execute(select(table).where(table.c.tenant == uow.tenant)):
        said = {name: value for name, value in row._asdict().items() if name not in NUMBERED}
        yield re.sub(r"(draft|media|attachment)\W+\d+", r"\1", repr(said))


@pytest.mark.parametrize("seed", range(6))
def test_what_is_handled_together_ends_as_what_is_handled_one_by_one(database_url: str, seed: int) -> None:
    database = Database(database_url)
    metadata.create_all(database.engine)
    desk = Desk(playbook=minimal_playbook(), capture=CapturePolicy(), read=read)
    updates = list(arrivals(seed))
    for update in updates:
        with database.unit_of_work("apart") as uow:
            handle(uow, desk, update)
    with database.group([foresee("together", desk, update) for update in updates]) as connection:
        for update in updates:
            handle(UnitOfWork(connection, "together"), desk, update)
    apart, together = rows_of(database, "apart"), rows_of(database, "together")
    database.close()
    assert together == apart
    assert apart["draft"]
