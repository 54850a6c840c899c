"""Who else works on this database.

Each process holds a lock for as long as it lives, and the operating system or PostgreSQL takes it back however the
process ends. So whoever finds nobody else here knows that what is leased was leased by the dead.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import text

from storage.database import Database, translated

_KEY = "hashtextextended('paidan:running', 0)"
STAY = f"SELECT pg_advisory_lock_shared({_KEY})"
"""As a command of PostgreSQL's: for a session that is made again when it was cut off, as this one is not."""
_ALONE = text(f"SELECT pg_try_advisory_lock({_KEY})")
_WITH_OTHERS = text(STAY)
_NO_LONGER_ALONE = text(f"SELECT pg_advisory_unlock({_KEY})")


def presence(database: Database, when_alone: Callable[[], None]) -> AbstractContextManager[None]:
    """`when_alone` runs before anybody else can enter. Raises `StorageUnavailable`."""
    if database.is_sqlite:
        return _in_file(Path(database.engine.url.database or ""), when_alone)
    return _in_server(database, when_alone)


@contextmanager
def _in_file(database: Path, when_alone: Callable[[], None]) -> Iterator[None]:
    # A file of its own: closing the database's would end the locks that SQLite has on it.
    with database.with_name(f"{database.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            when_alone()
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextmanager
def _in_server(database: Database, when_alone: Callable[[], None]) -> Iterator[None]:
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with translated(engine.dialect):
        connection = engine.connect()
    with connection as session:
        session.detach()  # closed at the end, not lent to somebody else with our lock on it
        with translated(session.dialect):
            alone = session.execute(_ALONE).scalar()
        if alone:
            when_alone()
        with translated(session.dialect):
            session.execute(_WITH_OTHERS)
            if alone:
                session.execute(_NO_LONGER_ALONE)
        yield
