"""What the database's errors mean to whoever calls, and how many may call at once."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from storage.database import Database, in_savepoint
from storage.errors import Conflict, StorageUnavailable
from storage.schema import ticket_counter
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW, a_ticket


def twice_the_same_number(uow: UnitOfWork) -> None:
    uow.tickets.add(a_ticket(reporter="zhangsan"))
    uow.tickets.add(a_ticket(reporter="zhangsan"))


def nothing_where_something_must_be(uow: UnitOfWork) -> None:
    uow.connection.execute(insert(ticket_counter).values(tenant="acme", day=NOW.date(), last=None))


def test_a_key_that_is_taken_is_a_lost_race(database: Database) -> None:
    with pytest.raises(Conflict), database.unit_of_work("acme") as uow:
        twice_the_same_number(uow)
    with pytest.raises(Conflict), database.transaction() as connection:
        in_savepoint(connection, "acme", twice_the_same_number)


def test_a_lost_race_is_told_without_the_rows_values(database: Database) -> None:
    with pytest.raises(Conflict) as lost, database.unit_of_work("acme") as uow:
        twice_the_same_number(uow)
    assert "unique" in str(lost.value).lower()
    assert str(NOW.date()) not in str(lost.value)


def test_any_other_broken_rule_is_a_bug(database: Database) -> None:
    with pytest.raises(IntegrityError), database.unit_of_work("acme") as uow:
        nothing_where_something_must_be(uow)
    with pytest.raises(IntegrityError), database.transaction() as connection:
        in_savepoint(connection, "acme", nothing_where_something_must_be)


def test_whoever_stood_still_for_so_long_that_the_server_went_on_may_come_again(postgres_url: str) -> None:
    stands_still = Database(postgres_url)
    with pytest.raises(StorageUnavailable) as gone, stands_still.transaction() as connection:  # noqa: PT012  # in between
        connection.command("SET LOCAL idle_in_transaction_session_timeout = '1ms'")
        time.sleep(0.1)
        connection.execute(select(ticket_counter))
    assert gone.value.reason == "no connection"
    with stands_still.transaction() as connection:
        assert connection.execute(select(1)).scalar() == 1
    stands_still.close()


def test_when_all_connections_are_taken_it_says_so(postgres_url: str) -> None:
    crowded = Database(postgres_url, threads=1)
    with ExitStack() as held:
        held.callback(crowded.close)
        with pytest.raises(StorageUnavailable, match="in use"):
            any(held.enter_context(crowded.transaction()) is None for _ in range(100))


def test_every_thread_has_a_connection(postgres_url: str) -> None:
    wide = Database(postgres_url, threads=32)
    with ExitStack() as held:
        held.callback(wide.close)
        for _ in range(32):
            held.enter_context(wide.transaction())
