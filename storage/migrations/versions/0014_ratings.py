"""what people think of the work"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.types import Id, UtcDateTime

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("rater", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("rework", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=20), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("aspects", JSON, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint(
            "tenant", "ticket_id", "rater", "by", "rework", name=op.f("uq_rating_tenant_ticket_id_rater_by_rework")
        ),
    )


def downgrade() -> None:
    op.drop_table("rating")
