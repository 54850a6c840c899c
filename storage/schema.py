"""Every table, on one page. Each has `tenant`, and every key and index begins with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.types import Id, UtcDateTime

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

department = Table(
    "department",
    metadata,
    Column("tenant", String(40), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("parent_id", BigInteger, nullable=False),
    Column("leaders", Json, nullable=False),
)

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
