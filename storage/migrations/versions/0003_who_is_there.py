"""who is there: availability, members, departments; how far a dispatch went"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.types import Id, UtcDateTime

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "availability",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("userid", sa.String(length=64), nullable=False),
        sa.Column("away", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("said_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
    )
    op.create_index(op.f("ix_availability_tenant_userid"), "availability", ["tenant", "userid"])
    op.create_table(
        "member",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("userid", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("departments", JSON, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "userid", name=op.f("pk_member")),
    )
    op.create_table(
        "department",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("leaders", JSON, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_department")),
    )
    op.add_column("ticket", sa.Column("reach", sa.String(length=10), nullable=False, server_default="home"))
    _partial("ix_ticket_claims", ["tenant", "group", "claimed_at"], "claimed_at IS NOT NULL")
    _partial("ix_ticket_far_from_home", ["tenant", "id"], "status = 'open' AND reach <> 'home'")


def downgrade() -> None:
    op.drop_index("ix_ticket_far_from_home", "ticket")
    op.drop_index("ix_ticket_claims", "ticket")
    op.drop_column("ticket", "reach")
    op.drop_table("department")
    op.drop_table("member")
    op.drop_table("availability")


def _partial(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "ticket", columns, sqlite_where=where, postgresql_where=where)
