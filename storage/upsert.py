"""INSERT … ON CONFLICT is the same SQL on both databases, but SQLAlchemy has it once for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def upserts(table: Table, build: Callable[[Any], Executable]) -> Mapping[str, Executable]:
    """`build` is given an insert of either dialect; the result is looked up by the connection's dialect name."""
    return {"sqlite": build(sqlite.insert(table)), "postgresql": build(postgresql.insert(table))}
