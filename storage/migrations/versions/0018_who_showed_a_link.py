"""whoever did the work may have shown the customer the link by which they accept it"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("page_link", sa.Column("given_by", sa.String(length=64)))


def downgrade() -> None:
    op.drop_column("page_link", "given_by")
