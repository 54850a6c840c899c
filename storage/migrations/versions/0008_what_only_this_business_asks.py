"""what only this business asks for, and where a report came from"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("draft", sa.Column("own", JSON, nullable=False, server_default="{}"))
    op.add_column("draft", sa.Column("source", sa.String(length=20), nullable=False, server_default="staff"))


def downgrade() -> None:
    op.drop_column("draft", "source")
    op.drop_column("draft", "own")
