"""what confirmed tickets taught, and what is offered of it"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.types import UtcDateTime

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "category_tally",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("won", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "category", name=op.f("pk_category_tally")),
    )
    op.create_table(
        "category_pair",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("pair", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "pair", "category", name=op.f("pk_category_pair")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "acquaintance",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("profile", JSON, nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "kind", "number", name=op.f("pk_acquaintance")),
        sqlite_with_rowid=False,
    )
    op.add_column("draft", sa.Column("offers", JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("draft", "offers")
    op.drop_table("acquaintance")
    op.drop_table("category_pair")
    op.drop_table("category_tally")
