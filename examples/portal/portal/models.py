from datetime import datetime, timedelta

from sqlalchemy import DateTime, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .extensions import db
from .times import as_utc, now

# Hours that the laboratory has to report a result
TURNAROUND_HOURS = {"emergency": 1, "urgent": 4, "routine": 24}


class Department(db.Model):
    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    floor: Mapped[int]
    email: Mapped[str] = mapped_column(String(120))

    reports: Mapped[list["Report"]] = relationship(back_populates="department")

    def as_dict(self) -> dict:
        return {"code": self.code, "name": self.name, "floor": self.floor}


class Report(db.Model):
    """A laboratory test that a department has ordered, and its result."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient: Mapped[str] = mapped_column(String(120))
    test: Mapped[str] = mapped_column(String(120))
    priority: Mapped[str] = mapped_column(String(12), default="routine")
    status: Mapped[str] = mapped_column(String(12), default="pending", index=True)
    entered_by: Mapped[str] = mapped_column(String(8), default="")
    ordered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reported_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    result: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str | None] = mapped_column(Text)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)

    department: Mapped[Department] = relationship(back_populates="reports", lazy="joined")

    @classmethod
    def order(cls, department: Department, patient: str, test: str, priority: str, by: str = ""):
        ordered_at = now()
        return cls(
            department=department,
            patient=patient,
            test=test,
            priority=priority,
            entered_by=by,
            ordered_at=ordered_at,
            due_at=ordered_at + timedelta(hours=TURNAROUND_HOURS[priority]),
        )

    @property
    def number(self) -> str:
        return f"L{self.id:06d}"

    def finish(self, result: str) -> None:
        self.result = result
        self.status = "final"
        self.reported_at = now()

    def as_dict(self) -> dict:
        return {
            "id": self.id,
            "number": self.number,
            "department": self.department.code,
            "patient": self.patient,
            "test": self.test,
            "priority": self.priority,
            "status": self.status,
            "due_at": as_utc(self.due_at).isoformat(),
            "result": self.result,
            "summary": self.summary,
        }


class JobRun(db.Model):
    """The last run of each periodic job, so that the home page shows when one stands still."""

    __tablename__ = "job_runs"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    runs: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    last_run_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    def as_dict(self) -> dict:
        return {
            "job": self.job,
            "runs": self.runs,
            "changed": self.changed,
            "last_run_at": as_utc(self.last_run_at).isoformat(),
        }
