"""drafts that tell the same: what an open draft is found by"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "draft_key",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", "draft_id", name=op.f("pk_draft_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_draft_key_tenant_draft_id"), "draft_key", ["tenant", "draft_id"])


def downgrade() -> None:
    op.drop_table("draft_key")
