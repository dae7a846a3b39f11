"""summaries and job runs

Revision ID: e27a41c05f93
Revises: 9b3e5d6810af
Create Date: 2025-06-24 16:03:29.551907

"""

import sqlalchemy as sa
from alembic import op

revision = "e27a41c05f93"
down_revision = "9b3e5d6810af"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("summary", sa.Text(), nullable=True))
    op.create_table(
        "job_runs",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_job_runs")),
    )


def downgrade() -> None:
    op.drop_table("job_runs")
    op.drop_column("reports", "summary")
