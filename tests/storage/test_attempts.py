"""What may be tried only so often."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Database
from tests.tickets.samples import NOW

MINUTE = timedelta(minutes=1)


def test_what_may_be_tried_so_often_is_not_counted_any_further(database: Database) -> None:
    """Whoever goes on trying would fill the table, and each try would take longer than the one before."""
    with database.unit_of_work("acme") as uow:

        def tries(at: datetime) -> bool:
            return uow.attempts.once_more("login", "203.0.113.5", at, most=2, within=MINUTE)

        assert [tries(NOW) for _ in range(4)] == [True, True, False, False]
        assert uow.attempts.count("login", "203.0.113.5", since=NOW - MINUTE) == 2
        assert tries(NOW + MINUTE)
