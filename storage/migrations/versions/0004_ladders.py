"""what reminded of an unclaimed ticket is the first step of its ladder"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("UPDATE timer SET kind = 'ladder' WHERE kind = 'unclaimed'")


def downgrade() -> None:
    """Another step than to claim is not known: it goes."""
    op.execute("DELETE FROM timer WHERE kind IN ('alert', 'standstill')")
    op.execute("UPDATE timer SET kind = 'unclaimed' WHERE kind = 'ladder'")
