"""Handlers on a real database, without the edge."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from msgspec import structs

import handlers
from handlers.context import Context, Desk
from handlers.replies import Answer
from handlers.updates import CardClick, LocationMessage, MediaKind, MediaMessage, TextMessage, Update
from nlp import read
from storage.database import Database
from storage.inbox import Arrival, Handled
from storage.schema import metadata
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW, minimal_playbook
from tickets.drafts import CapturePolicy
from tickets.errors import DomainError


@dataclass
class Office:
    """Hands updates to the handlers as the inbox does; time passes when told to."""

    database: Database
    desk: Desk
    now: datetime = NOW
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def passes(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def reads_as(self, reader: Callable[..., object]) -> None:
        self.desk = structs.replace(self.desk, read=reader)

    def handle(self, update: Update) -> Answer:
        try:
            return self._in_one_transaction(update, handlers.handle)
        except DomainError as error:
            return self._in_one_transaction(update, partial(_refuse, error))

    def says(self, text: str, sender: str = "lijing") -> Answer:
        return self.handle(TextMessage(id=self._id(), sender=sender, at=self.now, text=text))

    def sends(self, kind: MediaKind = MediaKind.IMAGE, sender: str = "lijing", text: str | None = None) -> Answer:
        media = MediaMessage(id=self._id(), sender=sender, at=self.now, kind=kind, media_id="m", text=text)
        return self.handle(media)

    def shares(self, label: str, sender: str = "lijing") -> Answer:
        update = LocationMessage(
            id=self._id(), sender=sender, at=self.now, latitude=30.25, longitude=120.21, label=label
        )
        return self.handle(update)

    def presses(self, key: str, sender: str = "lijing", **changes: object) -> Answer:
        click = CardClick(id=self._id(), sender=sender, at=self.now, task_id="t", key=key, response_code="rc")
        return self.handle(replace(click, **changes))  # type: ignore[arg-type]  # a test's shorthand

    def look(self, question: Callable[[UnitOfWork], object]):
        with self.database.reading("demo") as uow:
            return question(uow)

    def _id(self) -> str:
        return f"u{next(self.numbers)}"

    def _in_one_transaction(self, update: Update, handle: Callable[[Context, Update], Answer]) -> Answer:
        with self.database.unit_of_work("demo") as uow:
            answer = handle(Context(uow, self.desk, self.now), update)
            arrival = Arrival(id=update.id, kind=type(update).__name__, sender=update.sender, received_at=self.now)
            handled = Handled(
                outcome=answer.outcome, reason=answer.reason, draft_id=answer.draft_id, ticket_id=answer.ticket_id
            )
            uow.inbox.remember(arrival, handled)
        return answer


def _refuse(error: DomainError, ctx: Context, update: Update) -> Answer:
    return handlers.refuse(ctx, update, error)


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    database = Database(sqlite_url)
    metadata.create_all(database.engine)
    yield Office(database, Desk(playbook=minimal_playbook(), capture=CapturePolicy(), read=read))
    database.close()
