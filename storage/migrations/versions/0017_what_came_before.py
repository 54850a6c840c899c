"""which ticket a report follows on"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("draft", sa.Column("after", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("draft", "after")
