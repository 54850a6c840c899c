"""What was said, what became of it, and what people thought of it: inbox, drafts, tickets, ratings."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.schema.base import FOUND_BY, Json, metadata, numbered, only_where, tenant
from storage.types import UtcDateTime

inbox = Table(
    "inbox",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("id", String(600), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    # Null while nobody could handle it: the account asks after these.
    Column("outcome", String(20)),
    Column("reason", String(200)),
    Column("reply", Text),
    Column("draft_id", BigInteger),
    Column("ticket_id", BigInteger),
    Column("failures", Integer, nullable=False, server_default="0"),
    # What arrived, kept only where it could not be worked with.
    Column("raw", Text),
    Index(None, "tenant", "received_at"),
    Index(None, "tenant", "sender", "received_at"),
    info={FOUND_BY: ("id", "sender")},
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    metadata,
    numbered(),
    tenant(),
    Column("version", Integer, nullable=False),
    Column("sender", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("fields", Json, nullable=False),
    Column("text", Text, nullable=False),
    Column("pictures", Integer, nullable=False),
    Column("asked", String(20)),
    Column("reminded", Boolean, nullable=False),
    Column("offers", Json, nullable=False, server_default="{}"),
    Column("own", Json, nullable=False, server_default="{}"),
    Column("source", String(20), nullable=False, server_default="staff"),
    # Who of the front desk looks after a customer's.
    Column("keeper", String(64)),
    # A ticket that was closed too long ago to be opened again.
    Column("after", BigInteger),
    Column("ticket_id", BigInteger),
    Index(None, "tenant", "sender", "status", "last_at"),
    Index("ix_draft_keeper", "tenant", "keeper", "status", **only_where(text("keeper IS NOT NULL"))),
    info={FOUND_BY: ("sender", "keeper")},
)

UNPLACED = text("draft_id IS NULL AND ticket_id IS NULL")

message = Table(
    "message",
    metadata,
    numbered(),
    tenant(),
    Column("update_id", String(600), nullable=False),
    Column("draft_id", BigInteger),
    Column("ticket_id", BigInteger),
    Column("sender", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("data", Json),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "tenant", "draft_id"),
    Index(None, "tenant", "ticket_id", **only_where(text("ticket_id IS NOT NULL"))),
    Index("ix_message_unplaced", "tenant", "sender", "at", **only_where(UNPLACED)),
    info={FOUND_BY: ("sender",)},
)

attachment = Table(
    "attachment",
    metadata,
    numbered(),
    tenant(),
    Column("message_id", BigInteger, nullable=False),
    Column("draft_id", BigInteger),
    Column("ticket_id", BigInteger),
    Column("kind", String(20), nullable=False),
    Column("media_id", String(600), nullable=False),
    Column("name", String(255)),
    Column("file", String(255)),
    Column("thumbnail", String(255)),
    Column("content_type", String(100)),
    Column("size", Integer),
    Column("sha256", String(64)),
    Index(None, "tenant", "draft_id"),
    Index(None, "tenant", "ticket_id"),
)

UNDER_WAY = text("status NOT IN ('done', 'closed', 'cancelled')")
DONE = text("status = 'done'")
FAR_FROM_HOME = text("status = 'open' AND reach <> 'home'")

ticket = Table(
    "ticket",
    metadata,
    numbered(),
    tenant(),
    Column("version", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("facts", Json, nullable=False),
    Column("text", Text, nullable=False),
    Column("source", String(20), nullable=False, server_default="staff"),
    Column("type", String(40), nullable=False, server_default="general"),
    Column("area", String(40)),
    Column("priority", String(10), nullable=False, server_default="normal"),
    Column("life_safety", Boolean, nullable=False, server_default=false()),
    Column("playbook_version", Integer, nullable=False, server_default="0"),
    Column("reporter", String(64), nullable=False),
    Column("owner", String(64), nullable=False, server_default=""),
    Column("group", String(40), nullable=False),
    Column("assignee", String(64)),
    Column("draft_id", BigInteger, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("arrived_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("moved_at", UtcDateTime),
    Column("reminded_at", UtcDateTime),
    Column("wait_until", UtcDateTime),
    Column("reach", String(10), nullable=False, server_default="home"),
    # On whose word it was closed.
    Column("acceptance", String(20)),
    # What is read with the ticket and never looked for by itself.
    Column("rest", Json, nullable=False, server_default="{}"),
    UniqueConstraint("tenant", "day", "counter"),
    Index("ix_ticket_reporter", "tenant", "reporter", **only_where(UNDER_WAY)),
    Index("ix_ticket_assignee", "tenant", "assignee", **only_where(UNDER_WAY)),
    Index("ix_ticket_group", "tenant", "group", **only_where(UNDER_WAY)),
    Index("ix_ticket_claims", "tenant", "group", "claimed_at", **only_where(text("claimed_at IS NOT NULL"))),
    Index("ix_ticket_done", "tenant", "done_at", **only_where(DONE)),
    Index("ix_ticket_far_from_home", "tenant", "id", **only_where(FAR_FROM_HOME)),
)

ticket_counter = Table(
    "ticket_counter",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("last", Integer, nullable=False),
)

ticket_event = Table(
    "ticket_event",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("ticket_id", BigInteger, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(64)),
    Column("data", Json, nullable=False),
    Column("hash", String(64), nullable=False),
)

rating = Table(
    "rating",
    metadata,
    numbered(),
    tenant(),
    Column("ticket_id", BigInteger, nullable=False),
    Column("rater", String(10), nullable=False),
    Column("by", String(80), nullable=False),
    # How often the ticket had been reworked by then: each time is judged anew.
    Column("rework", Integer, nullable=False),
    Column("because", String(20), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("stars", Integer),
    Column("aspects", Json, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", UtcDateTime),
    UniqueConstraint("tenant", "ticket_id", "rater", "by", "rework"),
)

# What a ticket under way is found by when the same matter is reported again.
ticket_key = Table(
    "ticket_key",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("ticket_id", BigInteger, primary_key=True, autoincrement=False),
    # How few other tickets are likely to have it too.
    Column("weight", Integer, nullable=False),
    Index(None, "tenant", "ticket_id"),
    sqlite_with_rowid=False,
)

# The same for a draft that is open, since somebody saw its card.
draft_key = Table(
    "draft_key",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("draft_id", BigInteger, primary_key=True, autoincrement=False),
    Column("weight", Integer, nullable=False),
    Index(None, "tenant", "draft_id"),
    sqlite_with_rowid=False,
)

link_offer = Table(
    "link_offer",
    metadata,
    numbered(),
    tenant(),
    Column("draft_id", BigInteger, nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    # In percent.
    Column("score", Integer, nullable=False),
    Column("agreements", Json, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("decision", String(10)),
    Column("decided_by", String(80)),
    Column("decided_at", UtcDateTime),
    UniqueConstraint("tenant", "draft_id", "ticket_id"),
    Index(None, "tenant", "found_at"),
)
