"""one matter, one ticket: what tickets are looked for by, and what was made of reports that seem to repeat one"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.types import Id, UtcDateTime

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "ticket_key",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", "ticket_id", name=op.f("pk_ticket_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ticket_key_tenant_ticket_id"), "ticket_key", ["tenant", "ticket_id"])
    op.create_table(
        "link_offer",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("agreements", JSON, nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("found_at", UtcDateTime, nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_offer")),
        sa.UniqueConstraint("tenant", "draft_id", "ticket_id", name=op.f("uq_link_offer_tenant_draft_id_ticket_id")),
    )
    op.create_index(op.f("ix_link_offer_tenant_found_at"), "link_offer", ["tenant", "found_at"])


def downgrade() -> None:
    op.drop_table("link_offer")
    op.drop_table("ticket_key")
