"""the first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.types import Id, UtcDateTime

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "access_token",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=600), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_access_token")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("media_id", sa.String(length=600), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.Column("file", sa.String(length=255), nullable=True),
        sa.Column("thumbnail", sa.String(length=255), nullable=True),
        sa.Column("content_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment") as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_tenant_draft_id"), ["tenant", "draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_tenant_ticket_id"), ["tenant", "ticket_id"], unique=False)

    op.create_table(
        "card",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("task_id", sa.String(length=128), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("tenant", "task_id", name=op.f("uq_card_tenant_task_id")),
    )
    with op.batch_alter_table("card") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_card_tenant_subject_kind_subject_id_member"),
            ["tenant", "subject_kind", "subject_id", "member"],
            unique=False,
        )

    op.create_table(
        "delivery",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery") as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_tenant_at"), ["tenant", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_tenant_member_at"), ["tenant", "member", "at"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pictures", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(length=20), nullable=True),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_tenant_sender_status_last_at"), ["tenant", "sender", "status", "last_at"], unique=False
        )

    op.create_table(
        "errand",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("lane", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("recipient", sa.String(length=64), nullable=True),
        sa.Column("subject_kind", sa.String(length=10), nullable=True),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("request", JSON, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
    )
    with op.batch_alter_table("errand") as batch_op:
        batch_op.create_index(
            "ix_errand_due",
            ["tenant", "not_before"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(
            "ix_errand_lane",
            ["tenant", "lane", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(
            "ix_errand_settled",
            ["tenant", "settled_at"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NOT NULL"),
            postgresql_where=sa.text("settled_at IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_errand_key",
            ["tenant", "key"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting' AND leased_until IS NULL"),
            postgresql_where=sa.text("state = 'waiting' AND leased_until IS NULL"),
        )

    op.create_table(
        "heartbeat",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "inbox",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=600), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("draft_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_tenant_received_at"), ["tenant", "received_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inbox_tenant_sender_received_at"), ["tenant", "sender", "received_at"], unique=False
        )

    op.create_table(
        "message",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("update_id", sa.String(length=600), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", JSON, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message") as batch_op:
        batch_op.create_index(batch_op.f("ix_message_tenant_draft_id"), ["tenant", "draft_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_message_tenant_ticket_id"),
            ["tenant", "ticket_id"],
            unique=False,
            sqlite_where=sa.text("ticket_id IS NOT NULL"),
            postgresql_where=sa.text("ticket_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_message_unplaced",
            ["tenant", "sender", "at"],
            unique=False,
            sqlite_where=sa.text("draft_id IS NULL AND ticket_id IS NULL"),
            postgresql_where=sa.text("draft_id IS NULL AND ticket_id IS NULL"),
        )

    op.create_table(
        "response_code",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=512), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("got_at", UtcDateTime(), nullable=False),
        sa.Column("spent_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_code")),
    )
    with op.batch_alter_table("response_code") as batch_op:
        batch_op.create_index(batch_op.f("ix_response_code_tenant_card_id"), ["tenant", "card_id"], unique=False)

    op.create_table(
        "ticket",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reporter", sa.String(length=64), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("assignee", sa.String(length=64), nullable=True),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("tenant", "day", "counter", name=op.f("uq_ticket_tenant_day_counter")),
    )
    with op.batch_alter_table("ticket") as batch_op:
        batch_op.create_index(
            "ix_ticket_assignee",
            ["tenant", "assignee"],
            unique=False,
            sqlite_where=sa.text("status <> 'done'"),
            postgresql_where=sa.text("status <> 'done'"),
        )
        batch_op.create_index(
            "ix_ticket_reporter",
            ["tenant", "reporter"],
            unique=False,
            sqlite_where=sa.text("status <> 'done'"),
            postgresql_where=sa.text("status <> 'done'"),
        )

    op.create_table(
        "ticket_counter",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "day", name=op.f("pk_ticket_counter")),
    )
    op.create_table(
        "ticket_event",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "ticket_id", "position", name=op.f("pk_ticket_event")),
    )
    op.create_table(
        "timer",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("tenant", "subject_kind", "subject_id", "kind", name=op.f("pk_timer")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("timer") as batch_op:
        batch_op.create_index(batch_op.f("ix_timer_tenant_due_at"), ["tenant", "due_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("timer") as batch_op:
        batch_op.drop_index(batch_op.f("ix_timer_tenant_due_at"))

    op.drop_table("timer")
    op.drop_table("ticket_event")
    op.drop_table("ticket_counter")
    with op.batch_alter_table("ticket") as batch_op:
        batch_op.drop_index(
            "ix_ticket_reporter", sqlite_where=sa.text("status <> 'done'"), postgresql_where=sa.text("status <> 'done'")
        )
        batch_op.drop_index(
            "ix_ticket_assignee", sqlite_where=sa.text("status <> 'done'"), postgresql_where=sa.text("status <> 'done'")
        )

    op.drop_table("ticket")
    with op.batch_alter_table("response_code") as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_code_tenant_card_id"))

    op.drop_table("response_code")
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_index(
            "ix_message_unplaced",
            sqlite_where=sa.text("draft_id IS NULL AND ticket_id IS NULL"),
            postgresql_where=sa.text("draft_id IS NULL AND ticket_id IS NULL"),
        )
        batch_op.drop_index(
            batch_op.f("ix_message_tenant_ticket_id"),
            sqlite_where=sa.text("ticket_id IS NOT NULL"),
            postgresql_where=sa.text("ticket_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_message_tenant_draft_id"))

    op.drop_table("message")
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_tenant_sender_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbox_tenant_received_at"))

    op.drop_table("inbox")
    op.drop_table("heartbeat")
    with op.batch_alter_table("errand") as batch_op:
        batch_op.drop_index(
            "uq_errand_key",
            sqlite_where=sa.text("state = 'waiting' AND leased_until IS NULL"),
            postgresql_where=sa.text("state = 'waiting' AND leased_until IS NULL"),
        )
        batch_op.drop_index(
            "ix_errand_settled",
            sqlite_where=sa.text("settled_at IS NOT NULL"),
            postgresql_where=sa.text("settled_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_errand_lane", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )
        batch_op.drop_index(
            "ix_errand_due", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )

    op.drop_table("errand")
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_tenant_sender_status_last_at"))

    op.drop_table("draft")
    with op.batch_alter_table("delivery") as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_tenant_member_at"))
        batch_op.drop_index(batch_op.f("ix_delivery_tenant_at"))

    op.drop_table("delivery")
    with op.batch_alter_table("card") as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_tenant_subject_kind_subject_id_member"))

    op.drop_table("card")
    with op.batch_alter_table("attachment") as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_tenant_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_tenant_draft_id"))

    op.drop_table("attachment")
    op.drop_table("access_token")
