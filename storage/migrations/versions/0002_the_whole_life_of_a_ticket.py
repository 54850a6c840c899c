"""the whole life of a ticket"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.types import UtcDateTime

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0002"
down_revision = "0001"

NOT_DONE = "status <> 'done'"
UNDER_WAY = "status NOT IN ('done', 'closed', 'cancelled')"


def upgrade() -> None:
    for column in _added():
        op.add_column("ticket", column)
    _index("reporter", NOT_DONE, UNDER_WAY)
    _index("assignee", NOT_DONE, UNDER_WAY)
    _index("group", None, UNDER_WAY)


def downgrade() -> None:
    """Of the states a ticket can be in, the program of then knows three: each goes to the nearest."""
    _index("group", UNDER_WAY, None)
    _index("assignee", UNDER_WAY, NOT_DONE)
    _index("reporter", UNDER_WAY, NOT_DONE)
    op.execute("UPDATE ticket SET status = 'done' WHERE status IN ('closed', 'cancelled')")
    op.execute("UPDATE ticket SET status = 'claimed' WHERE status IN ('travelling', 'on_site', 'waiting')")
    for column in reversed(_added()):
        op.drop_column("ticket", column.name)


def _index(column: str, before: str | None, after: str | None) -> None:
    """Of the rows for which `before` holds, from now on of those for which `after` does; None: there is none."""
    name = f"ix_ticket_{column}"
    if before is not None:
        op.drop_index(name, "ticket")
    if after is not None:
        where = sa.text(after)
        op.create_index(name, "ticket", ["tenant", column], sqlite_where=where, postgresql_where=where)


def _added() -> "tuple[sa.Column[object], ...]":
    return (
        sa.Column("source", sa.String(length=20), nullable=False, server_default="staff"),
        sa.Column("type", sa.String(length=40), nullable=False, server_default="general"),
        sa.Column("area", sa.String(length=40), nullable=True),
        sa.Column("priority", sa.String(length=10), nullable=False, server_default="normal"),
        sa.Column("life_safety", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("playbook_version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("owner", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("arrived_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("moved_at", UtcDateTime(), nullable=True),
        sa.Column("wait_until", UtcDateTime(), nullable=True),
        sa.Column("rest", JSON, nullable=False, server_default="{}"),
    )
