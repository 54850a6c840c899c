"""What all tables share. Each has `tenant`, and every key and index begins with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    MetaData,
    String,
    TextClause,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.types import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FOUND_BY = "found_by"
"""In a table's `info`: the columns by which a `Prepared` question finds its rows. A row that has in these none of the
values asked for is no answer: it makes no difference whether it is written before or afterwards.
"""

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def tenant() -> Column[str]:
    return Column("tenant", String(40), nullable=False)


def only_where(condition: TextClause) -> dict[str, Any]:
    """An index of the few rows that are looked for, not of all that ever were."""
    return {"sqlite_where": condition, "postgresql_where": condition}


def numbered() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)
