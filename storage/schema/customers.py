"""Customers, the ways that lead to them, and their pages."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
)

from storage.schema.base import metadata, numbered, tenant
from storage.types import UtcDateTime

page_link = Table(
    "page_link",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("ticket_id", BigInteger, nullable=False),
    Column("customer_id", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("given_by", String(64)),
    Index(None, "tenant", "ticket_id"),
    Index(None, "tenant", "expires_at"),
)

attempt = Table(
    "attempt",
    metadata,
    numbered(),
    tenant(),
    Column("kind", String(20), nullable=False),
    Column("key", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "tenant", "kind", "key", "at"),
    Index(None, "tenant", "at"),
)

phone_code = Table(
    "phone_code",
    metadata,
    numbered(),
    tenant(),
    Column("phone", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_at", UtcDateTime),
    Index(None, "tenant", "phone", "made_at"),
    Index(None, "tenant", "expires_at"),
)

position = Table(
    "position",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("ticket_id", BigInteger, primary_key=True, autoincrement=False),
    Column("latitude", Float(53), nullable=False),
    Column("longitude", Float(53), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

customer = Table(
    "customer",
    metadata,
    numbered(),
    tenant(),
    Column("name", String(64)),
)

customer_contact = Table(
    "customer_contact",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("value", String(128), primary_key=True),
    Column("customer_id", BigInteger, nullable=False),
    Column("how", String(20), nullable=False),
    # Null: somebody said so, nobody has shown it.
    Column("proven_at", UtcDateTime),
    Column("lost_at", UtcDateTime),
    Index(None, "tenant", "customer_id"),
    sqlite_with_rowid=False,
)

# Who somebody is behind an openid or an external id, as WeChat says. Null: it was asked, and did not say.
unionid = Table(
    "unionid",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("value", String(128), primary_key=True),
    Column("unionid", String(64)),
    Column("asked_at", UtcDateTime, nullable=False),
    Index(None, "tenant", "unionid"),
    sqlite_with_rowid=False,
)

# Whom a member has as a contact of WeCom, or had.
wecom_contact = Table(
    "wecom_contact",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("external_id", String(64), primary_key=True),
    Column("member", String(64), primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index(None, "tenant", "member"),
    sqlite_with_rowid=False,
)

subscription = Table(
    "subscription",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("ticket_id", BigInteger, primary_key=True, autoincrement=False),
    Column("customer_id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", UtcDateTime, nullable=False),
    Column("how", String(20), nullable=False),
    Column("ended_at", UtcDateTime),
    Index(None, "tenant", "customer_id"),
    sqlite_with_rowid=False,
)

# One for each kind of thing that opens one: they differ in how much may be written, and how long.
wechat_window = Table(
    "wechat_window",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("openid", String(64), primary_key=True),
    Column("by", String(10), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("sent", Integer, nullable=False),
    sqlite_with_rowid=False,
)

template_message = Table(
    "template_message",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("customer_id", BigInteger, nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Index(None, "tenant", "sent_at"),
)

place_code = Table(
    "place_code",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("scene", String(64), primary_key=True),
    Column("address", String(255)),
    Column("device", String(64)),
    Column("serial", String(64)),
    sqlite_with_rowid=False,
)
