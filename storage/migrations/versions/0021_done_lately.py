"""what was done lately is found by when it was done"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    done = sa.text("status = 'done'")
    op.create_index("ix_ticket_done", "ticket", ["tenant", "done_at"], sqlite_where=done, postgresql_where=done)


def downgrade() -> None:
    op.drop_index("ix_ticket_done", "ticket")
