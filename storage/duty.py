"""What one process does for all of them: whoever holds the lock is on duty.

The operating system takes a file's lock back however the process ends, and PostgreSQL the one of a session. A session
that says nothing for a while is ended by the server: so a process that hangs is relieved as well, and finds that out
before it does anything on duty again. On SQLite one that hangs stays on duty.
"""

from __future__ import annotations

import fcntl
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database, translated
from storage.errors import StorageUnavailable

SILENCE = timedelta(seconds=10)
"""Whoever is on duty asks more often than this whether they still are."""

_TAKE = text("SELECT pg_try_advisory_lock(hashtextextended('paidan:duty', 0))")
_GIVE_UP = text("SELECT pg_advisory_unlock(hashtextextended('paidan:duty', 0))")
_STILL_THERE = text("SELECT 1")
_END_THE_SILENT = text(
    "SELECT set_config('idle_session_timeout', :milliseconds, false)"
    " WHERE current_setting('server_version_num')::int >= 140000"
)


class Duty:
    """Not for several threads at once."""

    def __init__(self, database: Database, *, silence: timedelta = SILENCE) -> None:
        self._database = database
        self._silence = silence
        self._file: IO[str] | None = None
        self._session: Connection | None = None
        self._driver: Any = None

    def is_mine(self) -> bool:
        """Takes it where nobody has it. Raises `StorageUnavailable`: then it is not."""
        return self._in_file() if self._database.is_sqlite else self._in_server()

    def give_up(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self._drop_session()

    def _in_file(self) -> bool:
        if self._file is not None:
            return True
        database = Path(self._database.engine.url.database or "")
        file = database.with_name(f"{database.name}.duty").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def _in_server(self) -> bool:
        try:
            if self._session is not None:
                with translated(self._session.dialect):
                    self._session.execute(_STILL_THERE)
                return True
        except StorageUnavailable:
            self._drop_session()
        return self._take_session()

    def _take_session(self) -> bool:
        engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with translated(engine.dialect), ExitStack() as closing:
            session = closing.enter_context(engine.connect())
            if not session.execute(_TAKE).scalar():
                return False
            driver = session.connection.driver_connection
            session.detach()  # closed at the end, not lent to somebody else with our lock on it
            milliseconds = int(self._silence.total_seconds() * 1000)
            session.execute(_END_THE_SILENT, {"milliseconds": str(milliseconds)})
            closing.pop_all()
        self._session, self._driver = session, driver
        return True

    def _drop_session(self) -> None:
        """However it stands with it: nobody may find our lock on it."""
        if self._session is None:
            return
        session, self._session = self._session, None
        with suppress(SQLAlchemyError), session:
            session.execute(_GIVE_UP)
        # Of a session that is broken SQLAlchemy lets go without closing it.
        self._driver.close()
