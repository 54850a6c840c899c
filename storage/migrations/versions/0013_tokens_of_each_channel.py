"""tokens of each channel"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """A token is worth two hours at most: it is asked for anew."""
    op.drop_table("access_token")
    _create(sa.Column("channel", sa.String(length=10), nullable=False))


def downgrade() -> None:
    op.drop_table("access_token")
    _create()


def _create(*more: sa.Column[str]) -> None:
    op.create_table(
        "access_token",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        *more,
        sa.Column("value", sa.String(length=600), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", *(column.name for column in more), name=op.f("pk_access_token")),
    )
