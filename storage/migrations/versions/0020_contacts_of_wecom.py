"""customers whom members have as contacts of WeCom, and the unionids that show who they are"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "unionid",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=128), nullable=False),
        sa.Column("unionid", sa.String(length=64), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "kind", "value", name=op.f("pk_unionid")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_unionid_tenant_unionid"), "unionid", ["tenant", "unionid"])
    op.create_table(
        "wecom_contact",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "external_id", "member", name=op.f("pk_wecom_contact")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_wecom_contact_tenant_member"), "wecom_contact", ["tenant", "member"])


def downgrade() -> None:
    """Contacts of a kind that nobody knows then go too."""
    op.drop_table("wecom_contact")
    op.drop_table("unionid")
    op.execute("DELETE FROM customer_contact WHERE kind = 'external'")
