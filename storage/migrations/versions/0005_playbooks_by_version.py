"""playbooks by version"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "playbook",
        sa.Column("tenant", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("applied_at", UtcDateTime(), nullable=False),
        sa.Column("applied_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "version", name=op.f("pk_playbook")),
    )
    # The first one to be applied is the one that they were opened under.
    op.execute("UPDATE ticket SET playbook_version = 1 WHERE playbook_version = 0")


def downgrade() -> None:
    op.drop_table("playbook")
