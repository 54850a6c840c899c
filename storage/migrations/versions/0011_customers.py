"""customers, and what can be sent to them"""

import sqlalchemy as sa
from alembic import op

from storage.types import Id, UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "customer",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_table(
        "customer_contact",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=128), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("proven_at", UtcDateTime(), nullable=True),
        sa.Column("lost_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "kind", "value", name=op.f("pk_customer_contact")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_customer_contact_tenant_customer_id"), "customer_contact", ["tenant", "customer_id"])
    op.create_table(
        "subscription",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "ticket_id", "customer_id", name=op.f("pk_subscription")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_subscription_tenant_customer_id"), "subscription", ["tenant", "customer_id"])
    op.create_table(
        "wechat_window",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("openid", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "openid", "by", name=op.f("pk_wechat_window")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place_code",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("scene", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=True),
        sa.Column("device", sa.String(length=64), nullable=True),
        sa.Column("serial", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "scene", name=op.f("pk_place_code")),
        sqlite_with_rowid=False,
    )
    op.add_column("draft", sa.Column("keeper", sa.String(length=64), nullable=True))
    kept = sa.text("keeper IS NOT NULL")
    columns = ["tenant", "keeper", "status"]
    op.create_index("ix_draft_keeper", "draft", columns, sqlite_where=kept, postgresql_where=kept)


def downgrade() -> None:
    op.drop_index("ix_draft_keeper", "draft")
    op.drop_column("draft", "keeper")
    for table in ("place_code", "wechat_window", "subscription", "customer_contact", "customer"):
        op.drop_table(table)
