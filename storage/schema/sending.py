"""What ticks, and what goes out: timers, errands, cards, tokens."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.base import Json, metadata, numbered, only_where, tenant
from storage.types import Id, UtcDateTime

timer = Table(
    "timer",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("subject_kind", String(10), primary_key=True),
    Column("subject_id", BigInteger, primary_key=True),
    Column("kind", String(30), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Index(None, "tenant", "due_at"),
    sqlite_with_rowid=False,
)

WAITING = text("state = 'waiting'")
WAITING_UNLEASED = text("state = 'waiting' AND leased_until IS NULL")

errand = Table(
    "errand",
    metadata,
    numbered(),
    tenant(),
    Column("kind", String(20), nullable=False),
    # Errands of one lane are done one after the other, in the order in which they were written.
    Column("lane", String(120), nullable=False),
    # Waiting errands with the same key are one errand.
    Column("key", String(120)),
    Column("recipient", String(64)),
    Column("subject_kind", String(10)),
    Column("subject_id", BigInteger),
    Column("data", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    # The request of an attempt whose fate is not known: it must be repeated to the letter, so that WeCom can tell.
    Column("request", Json),
    Column("reason", Text),
    Column("settled_at", UtcDateTime),
    Index("ix_errand_due", "tenant", "not_before", **only_where(WAITING)),
    Index("ix_errand_lane", "tenant", "lane", "id", **only_where(WAITING)),
    Index("ix_errand_settled", "tenant", "settled_at", **only_where(text("settled_at IS NOT NULL"))),
    Index("uq_errand_key", "tenant", "key", unique=True, **only_where(WAITING_UNLEASED)),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    tenant(),
    Column("member", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "tenant", "member", "at"),
    Index(None, "tenant", "at"),
)

card = Table(
    "card",
    metadata,
    numbered(),
    tenant(),
    Column("task_id", String(128), nullable=False),
    Column("member", String(64), nullable=False),
    Column("subject_kind", String(10), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("shown", String(64), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    UniqueConstraint("tenant", "task_id"),
    Index(None, "tenant", "subject_kind", "subject_id", "member"),
)

response_code = Table(
    "response_code",
    metadata,
    numbered(),
    tenant(),
    Column("card_id", BigInteger, nullable=False),
    Column("code", String(512), nullable=False),
    Column("origin", String(10), nullable=False),
    Column("got_at", UtcDateTime, nullable=False),
    Column("spent_at", UtcDateTime),
    Index(None, "tenant", "card_id"),
    Index(None, "tenant", "got_at"),
)

access_token = Table(
    "access_token",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("channel", String(10), primary_key=True),
    Column("value", String(600)),
    Column("expires_at", UtcDateTime),
    Column("leased_until", UtcDateTime),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
