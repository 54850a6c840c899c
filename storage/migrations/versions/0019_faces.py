"""pictures of members, by their own leave"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "portrait",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("userid", sa.String(length=64), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("agreed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "userid", name=op.f("pk_portrait")),
    )


def downgrade() -> None:
    op.drop_table("portrait")
