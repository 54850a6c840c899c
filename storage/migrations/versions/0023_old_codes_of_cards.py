"""old codes of cards are found by when they came"""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_index(op.f("ix_response_code_tenant_got_at"), "response_code", ["tenant", "got_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_response_code_tenant_got_at"), "response_code")
