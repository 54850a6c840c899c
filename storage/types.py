"""Column types that are the same value on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the key is INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC. `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite (texts would be slow to compare)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else DateTime(timezone=True))

    # The processors themselves: the usual way (`process_bind_param`) is one call more for each value of each row.
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _to_microseconds if dialect.name == "sqlite" else None

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], Any] | None:
        return _from_microseconds if dialect.name == "sqlite" else _in_utc


def _to_microseconds(value: datetime | None) -> int | None:
    return None if value is None else (value - EPOCH) // MICROSECOND


def _from_microseconds(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(microseconds=value)


def _in_utc(value: datetime | None) -> datetime | None:
    """The driver gives an aware datetime."""
    return None if value is None else value.astimezone(UTC)
