"""The only place where a transaction begins and ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from storage.errors import Conflict, StorageUnavailable
from storage.unit_of_work import UnitOfWork

_SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    # With group commit the full safety costs nothing that can be measured.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-65536",
)


class Database:
    """`sqlite:///path` or `postgresql+psycopg://…`. Safe to share between threads; opens nothing until it is used."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = _engine(url, sqlite=self.is_sqlite)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Commits on leaving; raises `Conflict` or `StorageUnavailable` where the database says so."""
        with translated(self.engine.dialect), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def unit_of_work(self, tenant: str) -> Iterator[UnitOfWork]:
        with self.transaction() as connection:
            yield UnitOfWork(connection, tenant)

    @contextmanager
    def reading(self, tenant: str) -> Iterator[UnitOfWork]:
        """A short look that takes no write lock; what is written in it is undone."""
        with translated(self.engine.dialect), self.engine.connect() as connection:
            reader = connection.execution_options(paidan_reading=True)
            yield UnitOfWork(reader, tenant)
            reader.rollback()


@contextmanager
def savepoint(connection: Connection, tenant: str) -> Iterator[UnitOfWork]:
    """One unit of work among several that are committed together: fails alone."""
    driver: Any = connection.connection.driver_connection
    with translated(connection.dialect):
        driver.execute("SAVEPOINT one")
        try:
            yield UnitOfWork(connection, tenant)
        except BaseException:
            driver.execute("ROLLBACK TO one")
            driver.execute("RELEASE one")
            raise
        driver.execute("RELEASE one")


@contextmanager
def translated(dialect: Dialect) -> Iterator[None]:
    """The driver's errors as ours, whether they come through SQLAlchemy or straight."""
    driver: Any = dialect.loaded_dbapi
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        meaning = _meaning(error.orig if isinstance(error, DBAPIError) else error, driver)
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: BaseException | None, driver: Any) -> Exception | None:
    """A broken unique key is a race that somebody else won, as is whatever has an SQLSTATE of class 40."""
    if isinstance(error, driver.IntegrityError) or (getattr(error, "sqlstate", None) or "").startswith("40"):
        return Conflict(str(error))
    if isinstance(error, driver.OperationalError):
        return StorageUnavailable(str(error))
    return None


_encode = msgspec.json.Encoder().encode


def _to_json(value: object) -> str:
    return _encode(value).decode()


def _engine(url: str, *, sqlite: bool) -> Engine:
    json: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": msgspec.json.decode}
    if not sqlite:
        return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8, **json)
    engine = create_engine(url, connect_args={"timeout": 5, "check_same_thread": False}, **json)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # The driver's own transaction handling would commit behind our back; BEGIN is ours to say.
    connection.isolation_level = None
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting)


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("paidan_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
