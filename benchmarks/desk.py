"""A desk without a wire: a real database, the real writer and inbox, and no WeCom."""

from __future__ import annotations

import itertools
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import handlers
from bot import logs
from bot.clock import Clock
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.writer import Writer
from handlers.context import Context
from handlers.context import Desk as Knowledge
from handlers.keys import Button, Key
from handlers.reading import reader_for
from handlers.updates import CardClick, TextMessage
from storage import migrate
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tickets.drafts import CapturePolicy
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import parse
from tickets.playbook.values import Playbook

TENANT = "demo"


@dataclass(frozen=True)
class Desk:
    database: Database
    writer: Writer
    inbox: Inbox
    clock: Clock


def prepared(url: str, playbook: str, now: datetime) -> None:
    """Tables, and the playbook in force."""
    database = Database(url)
    migrate.upgrade(database)
    with database.unit_of_work(TENANT) as uow:
        uow.playbooks.apply(playbook, by="benchmark", now=now)
    database.close()


def knowledge(database: Database) -> Knowledge:
    """What the handlers know."""
    with database.reading(TENANT) as uow:
        applied = uow.playbooks.newest()
    assert applied is not None, "the database was prepared"
    book: Playbook = replace(parse(applied.text), version=applied.version)
    return Knowledge(playbook=book, capture=CapturePolicy(), read=reader_for(book))


@asynccontextmanager
async def desk(url: str, clock: Clock, metrics: Metrics, **of_writer: Any) -> AsyncIterator[Desk]:
    logs.configure(level="warning", style="console", stream=sys.stderr)
    database = Database(url)
    known = knowledge(database)
    writer = Writer(database, **of_writer)
    desks: Mapping[str, Any] = {TENANT: lambda _: known}
    writer.start()
    yield Desk(database, writer, Inbox(writer, clock, desks, metrics), clock)
    await writer.close()
    database.close()


_numbers = itertools.count(1)


def opened(uow: UnitOfWork, known: Knowledge, *, reporter: str, text: str, at: datetime) -> int:
    """A report comes in and is submitted at once, in the past if need be; gives the ticket's id. It is a matter of its
    own, whatever it is like: who is asked submits it once more.
    """
    ctx, number = Context(uow, known, at), next(_numbers)
    told = handlers.handle(ctx, TextMessage(id=f"report-{number}", sender=reporter, at=at, text=text))
    assert told.draft_id is not None, text
    key = Key(Button.SUBMIT, Subject(SubjectKind.DRAFT, told.draft_id)).pack()
    click = CardClick(id=f"submit-{number}", sender=reporter, at=at, task_id="", key=key, response_code="")
    ticket_id = handlers.handle(ctx, click).ticket_id or handlers.handle(ctx, click).ticket_id
    assert ticket_id is not None, text
    return ticket_id
