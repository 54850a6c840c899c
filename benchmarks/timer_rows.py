"""Pending timers: some with a ticket behind them that falls due when it is told to, and a multitude for later."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks import desk
from benchmarks.company import Company
from benchmarks.traffic import reports
from storage.database import Database
from storage.schema import timer
from tickets.notifications import SubjectKind
from tickets.timers import TimerKind

BEGINS = datetime(2026, 11, 20, 2, 0, 0, 500_000, tzinfo=UTC)
"""When the first one falls due. No full hour, from which timers keep clear."""
CLAIM_WITHIN = timedelta(minutes=30)
ALL_AT_ONCE = BEGINS + timedelta(hours=1)
LATER = timedelta(hours=2)
LATEST = timedelta(days=30)
FIRST_ID = 10_000_000
AT_ONCE = 20_000
OPENED_TOGETHER = 50
COMPANY = Company(areas=20, technicians=5, reporters=1000)


def open_tickets(url: str, moments: Sequence[datetime]) -> None:
    """Nobody claims them: the promise of each is over at its moment."""
    database = Database(url)
    known = desk.knowledge(database)
    texts = reports(seed=7)
    for first in range(0, len(moments), OPENED_TOGETHER):
        with database.unit_of_work(desk.TENANT) as uow:
            for number, due_at in enumerate(moments[first : first + OPENED_TOGETHER], first):
                at, text = due_at - CLAIM_WITHIN, next(texts)
                desk.opened(uow, known, reporter=f"staff{number}", text=text, at=at)
    database.close()


def add_pending(url: str, count: int, *, beginning_with: int = 0) -> None:
    """In bulk: each of a ticket of its own, which nobody will look at before its time comes."""
    database = Database(url)
    rows = _rows(beginning_with, count)
    while batch := list(itertools.islice(rows, AT_ONCE)):
        with database.transaction() as connection:
            connection.inner.execute(insert(timer), batch)
    count_rows(database, timer.name)
    database.close()


def count_rows(database: Database, table: str) -> None:
    """After so much at once PostgreSQL must be told to count, or wait a minute until it does so by itself."""
    if not database.is_sqlite:
        with database.transaction() as connection:
            connection.inner.exec_driver_sql(f"ANALYZE {table}")


def _rows(first: int, count: int) -> Iterator[dict[str, Any]]:
    for number in range(first, count):
        yield {
            "tenant": desk.TENANT,
            "subject_kind": SubjectKind.TICKET.value,
            "subject_id": FIRST_ID + number,
            "kind": TimerKind.STANDSTILL.value,
            "due_at": BEGINS + LATER + LATEST * number / count,
        }
