"""on whose word a ticket was closed"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ASK = """
    INSERT INTO timer (tenant, subject_kind, subject_id, kind, due_at, failures)
    SELECT tenant, 'ticket', id, 'acceptance', done_at, 0 FROM ticket WHERE status = 'done' AND done_at IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("ticket", sa.Column("acceptance", sa.String(length=20)))
    # So far only staff could close a ticket: on the customer's word, or so they said.
    op.execute("UPDATE ticket SET acceptance = 'told' WHERE status = 'closed'")
    # What is done waits for the customer from now on: looked at once, each gets the timer that is right for it.
    op.execute(ASK)


def downgrade() -> None:
    op.execute("DELETE FROM timer WHERE kind = 'acceptance'")
    op.drop_column("ticket", "acceptance")
