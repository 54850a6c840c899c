"""Work that has piled up, as after an outage, is begun as quickly as a single piece of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.outbox import Errand, ErrandKind

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
FEW, MANY = 20, 3000
LEASED_TOGETHER = 10


def pile_up(database: Database, tenant: str, count: int) -> None:
    """No statistics of the database know of it yet."""
    with database.unit_of_work(tenant) as uow:
        for number in range(count):
            lane = f"staff{number}"
            uow.outbox.add(Errand(kind=ErrandKind.TEXT, lane=lane, recipient=lane, not_before=NOW), NOW)


def lease_takes(database: Database, tenant: str) -> float:
    with database.unit_of_work(tenant) as uow:
        begun = time.perf_counter()
        assert len(uow.outbox.lease(NOW, until=LATER, most=LEASED_TOGETHER)) == LEASED_TOGETHER
        assert uow.outbox.next_due() is not None
        return time.perf_counter() - begun


def test_of_thousands_a_lease_takes_hardly_longer_than_of_a_few(database: Database) -> None:
    for tenant, count in (("warmup", FEW), ("few", FEW), ("many", MANY)):
        pile_up(database, tenant, count)
    lease_takes(database, "warmup")
    few, many = lease_takes(database, "few"), min(lease_takes(database, "many") for _ in range(5))
    assert many < 20 * few
