"""No function of storage lets one tenant see or change what is another's.

The test is generated: whatever method a table's class has, it is called for tenant `b` with the ids of tenant `a`, once
where `a` has rows of every sort and once where there are none: it must end alike, and `a`'s rows may not change. A new
method is covered the day it is written.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from storage.database import Database, connected
from storage.errors import Conflict
from storage.schema import metadata
from storage.unit_of_work import UnitOfWork
from tests.storage.rows import arguments_of_b, fill
from tests.storage.samples import MARK

NOT_TABLES = {"wakes_at"}


def methods() -> list[tuple[str, str, bool]]:
    """Table, name, `lock`; those that can lock stand here twice."""
    uow = UnitOfWork(None, "b")  # type: ignore[arg-type]  # looked at, not used
    return [
        (table, name, lock)
        for table in sorted(name for name in vars(UnitOfWork).keys() - NOT_TABLES if not name.startswith("_"))
        for name, attribute in vars(type(getattr(uow, table))).items()
        if callable(attribute) and not name.startswith("_")
        for lock in ([False, True] if "lock" in inspect.signature(attribute).parameters else [False])
    ]


def rows_of(uow: UnitOfWork, tenant: str, *, ids: bool = True) -> list[Any]:
    """`ids`: with the numbers that the database gives."""
    return [
        (table.name, tuple(row))
        for table in metadata.sorted_tables
        for row in uow.connection.execute(
            select(*(column for column in table.columns if ids or column.autoincrement is not True))
            .where(table.c.tenant == tenant)
            .order_by(*table.primary_key.columns)
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
class Databases:
    filled: Database
    empty: Database
    ids: dict[str, int]
    """Of the rows in the filled one."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The same two for all methods: what they must not change serves them all."""
    with ExitStack() as opened:

        def a_database() -> Database:
            if request.param == "sqlite":
                url = f"sqlite:///{tmp_path_factory.mktemp('tenants')}/paidan.db"
            else:
                url = opened.enter_context(request.getfixturevalue("postgres_server").database())
            database = Database(url)
            opened.callback(database.close)
            metadata.create_all(database.engine)
            return database

        filled = a_database()
        with filled.unit_of_work("a") as uow:
            ids = fill(uow)
        yield Databases(filled, a_database(), ids)


@dataclass(frozen=True)
class Ending:
    """What came back, and what stands in the tenant's rows then, but for numbers that the database gives."""

    result: Any
    rows: list[Any]


NEW_IDS = {"add", "say"}
"""What these give is the number that comes next."""


def ending_for_b(database: Database, table: str, name: str, arguments: dict[str, Any]) -> Ending:
    """All is undone again; fails where it changes a row of `a`."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        of_b = UnitOfWork(connected(connection), "b")
        before = rows_of(of_b, "a")
        try:
            result = called(getattr(getattr(of_b, table), name), arguments)
            of_b.connection.flush()
        except Conflict:
            result = "there is nothing of that id to write to"
        assert rows_of(of_b, "a") == before
        ending = Ending(None if name in NEW_IDS else result, rows_of(of_b, "b", ids=False))
        transaction.rollback()
    return ending


@pytest.mark.parametrize(("table", "name", "lock"), methods())
def test_one_tenant_neither_sees_nor_changes_what_is_anothers(
    databases: Databases, table: str, name: str, *, lock: bool
) -> None:
    arguments = {**arguments_of_b(databases.ids), "lock": lock}
    ending = ending_for_b(databases.filled, table, name, arguments)
    assert ending == ending_for_b(databases.empty, table, name, arguments)
    assert MARK not in msgspec.json.encode(ending.result).decode()
