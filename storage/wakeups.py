"""Word to the other processes on the same PostgreSQL that something wants to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import text

from storage.connection import Connection
from storage.database import Database

CHANNEL = "paidan"
_NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', :word)")


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`by` is whoever wrote it; `wakes`: when what was written for a tenant is due."""

    by: str
    wakes: Mapping[str, datetime]


def send(connection: Connection, word: Word) -> None:
    """Goes out with the commit, or not at all."""
    connection.execute(_NOTIFY, {"word": msgspec.json.encode(word).decode()})


def read(words: str) -> Word | None:
    """None: it is not ours."""
    try:
        return msgspec.json.decode(words, type=Word)
    except msgspec.DecodeError:
        return None


def address(database: Database) -> str:
    """For the driver itself."""
    return database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
