"""No function of storage lets one tenant see or change what is another's.

The test is generated: whatever method a table's class has, it is called for tenant `b` with the ids of tenant `a`, and
neither may `a`'s rows change nor anything of them come back. A new method is covered the day it is written.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from storage.attachments import Attachment, Copy
from storage.cards import Card, Origin
from storage.database import Database
from storage.errors import Conflict
from storage.inbox import Arrival, Handled, Outcome
from storage.messages import Message
from storage.outbox import Errand, ErrandKind
from storage.schema import metadata
from storage.timers import DueTimer
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW, a_draft, a_ticket
from tickets.drafts import DraftStatus
from tickets.events import TicketClaimed
from tickets.notifications import Subject, SubjectKind
from tickets.ticket import Number
from tickets.timers import Timer, TimerKind

MARK = "mark-of-a"
"""Stands in every row of tenant `a`; must never come back to tenant `b`."""

NOT_TABLES = {"connection", "tenant"}
SUBJECT = Subject(SubjectKind.TICKET, 1)


def fill(uow: UnitOfWork) -> dict[str, int]:
    """One row, marked, in every table; gives the ids."""
    draft = uow.drafts.add(a_draft(text=MARK, status=DraftStatus.OPEN))
    uow.drafts.add(a_draft(text=MARK, status=DraftStatus.SUBMITTED))
    ticket = uow.tickets.add(replace(a_ticket(text=MARK), number=Number(NOW.date(), 1)))
    uow.tickets.next_number(NOW.date())
    uow.tickets.append(ticket, TicketClaimed(at=NOW, by=MARK))
    message = Message(update_id="m1", draft_id=draft, ticket_id=ticket, sender="lijing", kind="text", text=MARK, at=NOW)
    message_id = uow.messages.add(message)
    attachment = uow.attachments.add(
        Attachment(message_id=message_id, draft_id=draft, ticket_id=ticket, kind="image", media_id=MARK)
    )
    uow.inbox.remember(an_arrival("m1"), Handled(outcome=Outcome.ANSWERED, reason="chatter", reply=MARK))
    uow.inbox.remember_failure(an_arrival("failed"), MARK)
    uow.timers.replace(SUBJECT, [Timer(TimerKind.UNCLAIMED, NOW)])
    uow.outbox.add(an_errand(), NOW)
    uow.outbox.delivers("lijing", NOW)
    card = uow.cards.add(a_card(MARK))
    uow.cards.got_code(card, MARK, Origin.SEND, NOW)
    uow.access_tokens.save(MARK, NOW + timedelta(hours=1))
    uow.heartbeats.beat("relay", NOW)
    errand = uow.outbox.lease(NOW, until=NOW, most=1)[0].id
    return {"draft_id": draft, "ticket_id": ticket, "attachment_id": attachment, "card_id": card, "errand_id": errand}


def an_arrival(update_id: str) -> Arrival:
    return Arrival(id=update_id, kind="TextMessage", sender="lijing", received_at=NOW, raw=MARK)


def an_errand(**changes: Any) -> Errand:
    errand = Errand(kind=ErrandKind.TEXT, lane="l", recipient="lijing", data={"text": MARK}, not_before=NOW)
    return replace(errand, **changes)


def a_card(shown: str) -> Card:
    return Card(task_id="t1", member="lijing", subject=SUBJECT, shown=shown, sent_at=NOW)


def arguments_of_b(ids: dict[str, int]) -> dict[str, Any]:
    """By parameter name: what tenant `b` calls with. Its values carry no mark, its ids are `a`'s."""
    return {
        **ids,
        "arrival": replace(an_arrival("m1"), raw=None),
        "at": NOW,
        "attachment": Attachment(message_id=1, draft_id=None, ticket_id=None, kind="image", media_id="b"),
        "before": NOW + timedelta(days=1),
        "busy": [],
        "card": a_card("b"),
        "code": MARK,
        "copy": Copy(file="b", thumbnail=None, content_type="image/png", size=1, sha256="b"),
        "counted": True,
        "counter": 1,
        "day": NOW.date(),
        "day_of_month": NOW.day,
        "draft": a_draft(id=ids["draft_id"], version=1),
        "errand": an_errand(id=ids["errand_id"], attempts=1, data={}),
        "event": TicketClaimed(at=NOW, by="b"),
        "expires_at": NOW,
        "fresh": False,
        "handled": Handled(outcome=Outcome.IGNORED, reason="b"),
        "kind": TimerKind.UNCLAIMED,
        "limit": 10,
        "lock": False,
        "member": "lijing",
        "message": Message(update_id="m", draft_id=None, ticket_id=None, sender="b", kind="text", text="b", at=NOW),
        "message_id": 1,
        "month": NOW.month,
        "most": 10,
        "name": "relay",
        "not_before": NOW,
        "now": NOW,
        "origin": Origin.CLICK,
        "reason": "chatter",
        "reporter": "lijing",
        "request": {},
        "sender": "lijing",
        "settled_before": NOW + timedelta(days=1),
        "shown": "b",
        "since": NOW - timedelta(days=1),
        "subject": SUBJECT,
        "task_id": "t1",
        "ticket": a_ticket(id=ids["ticket_id"], version=1, number=Number(date(2026, 1, 1), 9)),
        "timer": DueTimer(SUBJECT, TimerKind.UNCLAIMED, NOW),
        "timers": [],
        "today": NOW.date(),
        "until": NOW + timedelta(days=1),
        "update_id": "m1",
        "userid": "lijing",
        "value": MARK,
        "why": "b",
    }


def methods() -> list[tuple[str, str]]:
    uow = UnitOfWork(None, "b")  # type: ignore[arg-type]  # looked at, not used
    return [
        (table, name)
        for table in sorted(vars(uow).keys() - NOT_TABLES)
        for name, attribute in vars(type(getattr(uow, table))).items()
        if callable(attribute) and not name.startswith("_")
    ]


def rows_of(uow: UnitOfWork, tenant: str) -> list[Any]:
    return [
        (table.name, tuple(row))
        for table in metadata.sorted_tables
        for row in uow.connection.execute(
            select(table).where(table.c.tenant == tenant).order_by(*table.primary_key.columns)
        )
    ]


def called(method: Callable[..., Any], available: dict[str, Any]) -> Any:
    parameters = inspect.signature(method).parameters
    unknown = set(parameters) - set(available)
    assert not unknown, f"tell arguments_of_b what to pass for {unknown}"
    return method(**{name: available[name] for name in parameters})


def test_every_table_has_a_tenant() -> None:
    assert [table.name for table in metadata.sorted_tables if "tenant" not in table.c] == []


@dataclass(frozen=True)
class Filled:
    database: Database
    ids: dict[str, int]
    before: list[Any]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """One database for all methods: what they must not change serves them all."""
    with ExitStack() as opened:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('tenants')}/paidan.db"
        else:
            url = opened.enter_context(request.getfixturevalue("postgres_server").database())
        database = Database(url)
        opened.callback(database.close)
        metadata.create_all(database.engine)
        with database.unit_of_work("a") as uow:
            ids = fill(uow)
            before = rows_of(uow, "a")
        yield Filled(database, ids, before)


@pytest.mark.parametrize(("table", "name"), methods())
def test_one_tenant_neither_sees_nor_changes_what_is_anothers(filled: Filled, table: str, name: str) -> None:
    with filled.database.engine.connect() as connection, connection.begin() as transaction:
        of_b = UnitOfWork(connection, "b")
        try:
            result = called(getattr(getattr(of_b, table), name), arguments_of_b(filled.ids))
        except Conflict:
            result = None  # there is nothing of that id to write to
        assert rows_of(of_b, "a") == filled.before
        transaction.rollback()
    assert MARK not in msgspec.json.encode(result).decode()
