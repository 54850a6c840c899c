"""What was learned from tickets, and what a second reader cost."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from storage.schema.base import Json, metadata, numbered, tenant
from storage.types import UtcDateTime

category_tally = Table(
    "category_tally",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("category", String(40), primary_key=True),
    Column("examples", Integer, nullable=False),
    Column("pairs", Integer, nullable=False),
    Column("won", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
)

category_pair = Table(
    "category_pair",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("pair", String(8), primary_key=True),
    Column("category", String(40), primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)

llm_usage = Table(
    "llm_usage",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
)

acquaintance = Table(
    "acquaintance",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("number", String(64), primary_key=True),
    Column("profile", Json, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

misreading = Table(
    "misreading",
    metadata,
    numbered(),
    tenant(),
    Column("draft_id", BigInteger, nullable=False),
    Column("ticket_id", BigInteger),
    Column("field", String(40), nullable=False),
    Column("read", Json),
    Column("said", Text),
    Column("text", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("playbook_version", Integer, nullable=False),
    Index(None, "tenant", "draft_id"),
)
