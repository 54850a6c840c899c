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

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def tenant() -> Column[str]:
    return Column("tenant", String(40), nullable=False)


def only_where(condition: TextClause) -> dict[str, Any]:
    """An index of the few rows that are looked for, not of all that ever were."""
    return {"sqlite_where": condition, "postgresql_where": condition}


def numbered() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)
