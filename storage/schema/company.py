"""The company as WeCom last showed it, who is away, and its playbooks."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from storage.schema.base import Json, metadata, numbered, tenant
from storage.types import UtcDateTime

availability = Table(
    "availability",
    metadata,
    numbered(),
    tenant(),
    Column("userid", String(64), nullable=False),
    Column("away", Boolean, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    # Null: until something else is said.
    Column("until", UtcDateTime),
    Column("why", String(200), nullable=False),
    Column("said_by", String(64), nullable=False),
    Index(None, "tenant", "userid"),
)

# The company as WeCom last showed it.
member = Table(
    "member",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("userid", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("departments", Json, nullable=False),
    Column("status", Integer, nullable=False),
    Column("left_at", UtcDateTime),
)

# What customers may see of somebody, since when they allow it; nothing stands here of who does not.
portrait = Table(
    "portrait",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("userid", String(64), primary_key=True),
    Column("picture", LargeBinary, nullable=False),
    Column("mark", String(32), nullable=False),
    Column("agreed_at", UtcDateTime, nullable=False),
)

department = Table(
    "department",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("parent_id", BigInteger, nullable=False),
    Column("leaders", Json, nullable=False),
)

playbook = Table(
    "playbook",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("applied_at", UtcDateTime, nullable=False),
    Column("applied_by", String(64), nullable=False),
)
