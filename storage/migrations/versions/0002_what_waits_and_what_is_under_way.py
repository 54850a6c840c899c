"""what waits and what is under way"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

UNPLACED = sa.text("draft_id IS NULL AND ticket_id IS NULL")
UNDER_WAY = sa.text("status <> 'done'")


def upgrade() -> None:
    op.create_index(
        "ix_message_unplaced",
        "message",
        ["tenant", "sender", "at"],
        sqlite_where=UNPLACED,
        postgresql_where=UNPLACED,
    )
    for person in ("reporter", "assignee"):
        op.create_index(
            f"ix_ticket_{person}", "ticket", ["tenant", person], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
        )


def downgrade() -> None:
    for person in ("reporter", "assignee"):
        op.drop_index(f"ix_ticket_{person}", table_name="ticket")
    op.drop_index("ix_message_unplaced", table_name="message")
