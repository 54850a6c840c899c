"""what reminded of an unclaimed ticket is the first step of its ladder"""

from alembic import op

revision = "0004"
down_revision = "0003"


UNDER_WAY = "status NOT IN ('done', 'closed', 'cancelled')"
TICKS = "SELECT 1 FROM timer WHERE timer.tenant = ticket.tenant AND subject_kind = 'ticket' AND subject_id = ticket.id"


def upgrade() -> None:
    """What nothing ticked for is looked at at once, and what ticks for it from now on is derived anew."""
    op.execute("UPDATE timer SET kind = 'ladder' WHERE kind = 'unclaimed'")
    op.execute(
        "INSERT INTO timer (tenant, subject_kind, subject_id, kind, due_at) "  # noqa: S608  # only words of ours
        f"SELECT tenant, 'ticket', id, 'ladder', opened_at FROM ticket WHERE {UNDER_WAY} AND NOT EXISTS ({TICKS})"
    )


def downgrade() -> None:
    """Another step than to claim is not known: it goes."""
    op.execute("DELETE FROM timer WHERE kind IN ('alert', 'standstill')")
    op.execute("UPDATE timer SET kind = 'unclaimed' WHERE kind = 'ladder'")
