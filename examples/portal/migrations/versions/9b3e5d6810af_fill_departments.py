"""fill departments

Revision ID: 9b3e5d6810af
Revises: 4c1f0a92d7be
Create Date: 2025-03-11 09:15:50.718842

"""

import sqlalchemy as sa
from alembic import op

revision = "9b3e5d6810af"
down_revision = "4c1f0a92d7be"
branch_labels = None
depends_on = None

departments = sa.table(
    "departments",
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("floor", sa.Integer),
    sa.column("email", sa.String),
)

ROWS = [
    ("CARD", "Cardiology", 3),
    ("EMER", "Emergency Department", 0),
    ("ICU", "Intensive Care", 2),
    ("NEPH", "Nephrology and Dialysis", 4),
    ("OPD", "Outpatient Clinic", 1),
    ("PAED", "Paediatrics", 5),
]


def upgrade() -> None:
    op.bulk_insert(
        departments,
        [
            {"code": code, "name": name, "floor": floor, "email": f"{code.lower()}@harrowvale.example"}
            for code, name, floor in ROWS
        ],
    )


def downgrade() -> None:
    codes = [code for code, _, _ in ROWS]
    op.execute(departments.delete().where(departments.c.code.in_(codes)))
