"""what pages need: links, attempts, codes sent to phones, where a technician is"""

import sqlalchemy as sa
from alembic import op

from storage.types import Id, UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "page_link",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_page_link")),
    )
    op.create_index("ix_page_link_tenant_ticket_id", "page_link", ["tenant", "ticket_id"])
    op.create_index("ix_page_link_tenant_expires_at", "page_link", ["tenant", "expires_at"])
    op.create_table(
        "attempt",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_tenant_kind_key_at", "attempt", ["tenant", "kind", "key", "at"])
    op.create_index("ix_attempt_tenant_at", "attempt", ["tenant", "at"])
    op.create_table(
        "phone_code",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_code")),
    )
    op.create_index("ix_phone_code_tenant_phone_made_at", "phone_code", ["tenant", "phone", "made_at"])
    op.create_index("ix_phone_code_tenant_expires_at", "phone_code", ["tenant", "expires_at"])
    op.create_table(
        "position",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("latitude", sa.Float(precision=53), nullable=False),
        sa.Column("longitude", sa.Float(precision=53), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "ticket_id", name=op.f("pk_position")),
    )


def downgrade() -> None:
    op.drop_table("position")
    op.drop_table("phone_code")
    op.drop_table("attempt")
    op.drop_table("page_link")
