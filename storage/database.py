"""The only place where a transaction begins and ends."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy
from sqlalchemy import Dialect, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.pool import ConnectionPoolEntry

from storage import ahead
from storage.ahead import Foreseen
from storage.connection import Connection
from storage.errors import Conflict, Held, StorageUnavailable
from storage.journeys import Distant
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

WAITS = "PRAGMA busy_timeout=2000"
"""WeCom gives up on a callback after five seconds: whoever waits behind a first one must be answered by then."""
_SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    # With group commit the full safety costs nothing that can be measured.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    WAITS,
    # A long log is brought over beside the commits (`storage/checkpoints.py`); this is for where nobody does.
    "PRAGMA wal_autocheckpoint=20000",
    # Or what a savepoint may have to undo goes through temporary files.
    "PRAGMA temp_store=MEMORY",
)
_SQLITE_KEY_TAKEN = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
}
_SQLITE_UNUSABLE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
"""The file is none of ours, or is damaged."""
_POSTGRESQL_KEY_TAKEN = "23505"
_POSTGRESQL_LOCK_TIMEOUT = "55P03"
_POSTGRESQL_NOT_ALLOWED = "42501"
_POSTGRESQL_STOOD_STILL = "25P03"
"""The server ended the session of a process that was frozen within a transaction."""
_POSTGRESQL_ROLLED_BACK = "40"
"""The class of SQLSTATEs for transactions that may be run again: deadlocks, serialization failures."""
PAUSE_SECONDS = 0.1
GROUP_WAITS = "50ms"


class Database:
    """`sqlite:///path` or `postgresql+psycopg://…`. Safe to share between threads; opens nothing until it is used.

    `threads`: how many use it all the time; a few more may look in.
    """

    def __init__(self, url: str, *, threads: int = 4) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = _engine(url, sqlite=self.is_sqlite, threads=threads)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def transaction(self, *begin: str) -> Iterator[Connection]:
        """Commits on leaving; raises `Conflict` or `StorageUnavailable` where the database says so.

        `begin`: what PostgreSQL is told with the beginning, as one journey.
        """
        with translated(self.engine.dialect), self.engine.connect() as inner:
            if begin:
                inner.execution_options(paidan_begin=["BEGIN", *begin])
            with inner.begin():
                connection = connected(inner)
                yield connection
                connection.flush()

    @contextmanager
    def group(self, foreseen: Sequence[Foreseen] = ()) -> Iterator[Connection]:
        """For several units of work that are committed together. Raises `Held` where they would have to wait long.

        Each of them locks what it needs, so two groups may come to wait for each other: neither does so for long.
        """
        with self._with_foresight(foreseen, f"SET LOCAL lock_timeout = '{GROUP_WAITS}'") as connection:
            yield connection

    @contextmanager
    def unit_of_work(self, tenant: str, foreseen: Sequence[Foreseen] = ()) -> Iterator[UnitOfWork]:
        with self._with_foresight(foreseen) as connection:
            yield UnitOfWork(connection, tenant)

    @contextmanager
    def reading(self, tenant: str) -> Iterator[UnitOfWork]:
        with self.look() as connection:
            yield UnitOfWork(connection, tenant)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A short one, that takes no write lock; what is written in it is undone."""
        with translated(self.engine.dialect), self.engine.connect() as inner:
            inner.execution_options(paidan_begin=["BEGIN"])
            with inner.begin() as transaction:
                yield connected(inner)
                transaction.rollback()

    @contextmanager
    def _with_foresight(self, foreseen: Sequence[Foreseen], *begin: str) -> Iterator[Connection]:
        """To ask SQLite beforehand saves nothing: it is no journey away, and locks itself as a whole."""
        if self.is_sqlite:
            begin, foreseen = (), ()
        if foreseen:
            begin = (*begin, ahead.locks(foreseen))
        with self.transaction(*begin) as connection:
            if foreseen and isinstance(connection, Distant):
                ahead.ask(connection, foreseen)
            yield connection


def is_there(url: str) -> bool:
    """Could there be anything in it? To open a file that is not there would make it."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or Path(parsed.database or "").exists()


def connected(inner: sqlalchemy.Connection) -> Connection:
    return Distant(inner) if inner.dialect.name == "postgresql" else Connection(inner)


def in_savepoint(connection: Connection, tenant: str, work: Callable[[UnitOfWork], T]) -> tuple[T, UnitOfWork]:
    """A unit of work within a transaction: fails alone."""
    uow = UnitOfWork(connection, tenant)
    with translated(connection.dialect):
        connection.command("SAVEPOINT one")
        try:
            result = work(uow)
            connection.flush()
        except BaseException:
            connection.forget()
            connection.command("ROLLBACK TO one")
            connection.command("RELEASE one")
            raise
        connection.command("RELEASE one")
    return result, uow


@contextmanager
def translated(dialect: Dialect) -> Iterator[None]:
    """The driver's errors as ours, whether they come through SQLAlchemy or straight."""
    try:
        yield
    except Exception as error:  # whatever is not the driver's is raised on as it is
        meaning = _meaning(error, dialect)
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: Exception, dialect: Dialect) -> Exception | None:
    """None: a bug, which no repetition mends."""
    if isinstance(error, NoneFree):
        return StorageUnavailable("all connections are in use")
    driver: Any = dialect.loaded_dbapi
    original: Any = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, driver.Error):
        return None
    if _lost_a_race(original):
        return Conflict(_words(original))
    state = getattr(original, "sqlstate", "")
    if state == _POSTGRESQL_LOCK_TIMEOUT:
        return Held(_words(original))
    if state == _POSTGRESQL_STOOD_STILL or isinstance(original, driver.OperationalError) or _is_unusable(original):
        # Of psycopg's errors those without an SQLSTATE are about the connection.
        lost = state in (None, _POSTGRESQL_STOOD_STILL)
        return StorageUnavailable(_words(original), "no connection" if lost else None)
    return None


def _is_unusable(error: Any) -> bool:
    if isinstance(error, sqlite3.Error):
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _SQLITE_UNUSABLE
    return bool(error.sqlstate == _POSTGRESQL_NOT_ALLOWED)


def _lost_a_race(error: Any) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _SQLITE_KEY_TAKEN
    state = error.sqlstate or ""
    return state == _POSTGRESQL_KEY_TAKEN or state.startswith(_POSTGRESQL_ROLLED_BACK)


def _words(error: Any) -> str:
    """What went wrong, without the details in which PostgreSQL quotes the row."""
    return str(error) if isinstance(error, sqlite3.Error) else error.diag.message_primary or str(error)


_encode = msgspec.json.Encoder().encode


def _to_json(value: object) -> str:
    return _encode(value).decode()


def _engine(url: str, *, sqlite: bool, threads: int) -> Engine:
    common: dict[str, Any] = {
        "json_serializer": _to_json,
        "json_deserializer": msgspec.json.decode,
        "hide_parameters": True,  # an error message must not carry people's words and numbers
        # Whichever was used last: it still knows the pages of SQLite's file. Another's commit makes it forget them.
        "pool_use_lifo": True,
    }
    if not sqlite:
        impatient = {"connect_timeout": 5, "options": "-c lock_timeout=4s -c idle_in_transaction_session_timeout=10s"}
        text = {"client_encoding": "utf8"}  # or of a server that knows no encoding the driver gives bytes
        pool = {"pool_size": threads, "max_overflow": 8, "pool_timeout": 2}
        engine = create_engine(url, connect_args={**impatient, **text}, **pool, **common)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "checkin", _note_the_time)
        event.listen(engine, "checkout", partial(_look_after_a_pause, engine.dialect))
        return engine
    engine = create_engine(url, connect_args={"check_same_thread": False}, **common)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _note_the_time(_: object, record: ConnectionPoolEntry) -> None:
    record.info["used_at"] = time.monotonic()


def _look_after_a_pause(dialect: Dialect, driver: Any, record: ConnectionPoolEntry, _: object) -> None:
    """Is the other end still there? To ask each time would cost as much as a small statement."""
    if time.monotonic() - record.info.get("used_at", math.inf) > PAUSE_SECONDS:
        try:
            dialect.do_ping(driver)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error  # all that stood idle go, and new ones are opened


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # The driver's own transaction handling would commit behind our back; BEGIN is ours to say.
    connection.isolation_level = None
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting)


def _begin_sqlite(connection: sqlalchemy.Connection) -> None:
    (begin,) = connection.get_execution_options().get("paidan_begin", ["BEGIN IMMEDIATE"])
    driver: Any = connection.connection.driver_connection
    driver.execute(begin)


def _begin_postgresql(connection: sqlalchemy.Connection) -> None:
    """The driver's own BEGIN would be a journey by itself."""
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    driver: Any = connection.connection.driver_connection
    if not driver.autocommit:
        driver.autocommit = True
    driver.execute("; ".join(options.get("paidan_begin", ["BEGIN"])), prepare=False)
