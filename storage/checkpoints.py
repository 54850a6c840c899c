"""SQLite keeps what was committed in a log beside its file, and brings it over at a checkpoint: a thousand pages here
and there, and two waits for the disk. Left to itself, every hundredth commit does that while people wait for it.
"""

from __future__ import annotations

from typing import Any

from storage.database import WAITS, Database, translated

LONG_LOG = 8_000
"""Pages of four kilobytes. The log begins anew only when all of it is in the file; under load that never comes about by
chance.
"""
BRIEFLY = "PRAGMA busy_timeout=20"
"""Milliseconds. Whoever reads at that moment has it done next time."""


def checkpoint(database: Database) -> None:
    """Commits go on meanwhile; only where the log has grown long do they wait, for the little that is left then."""
    with translated(database.engine.dialect):
        connection = database.engine.raw_connection()
        try:
            driver: Any = connection.driver_connection
            _, pages, _ = driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if pages > LONG_LOG:
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                driver.execute(BRIEFLY)
                try:
                    driver.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
                finally:
                    driver.execute(WAITS)
        finally:
            connection.close()
