"""Checks what somebody ordered, on the form or through the API."""

from collections.abc import Mapping

from sqlalchemy import select

from .extensions import db
from .models import TURNAROUND_HOURS, Department, Report


class InvalidOrder(Exception):
    def __init__(self, errors: dict[str, str]):
        super().__init__("; ".join(errors.values()))
        self.errors = errors


def place_order(fields: Mapping[str, str], by: str = "") -> Report:
    """Adds the report to the session; the caller commits."""
    patient = str(fields.get("patient", "")).strip()
    test = str(fields.get("test", "")).strip()
    priority = str(fields.get("priority", "routine"))
    code = str(fields.get("department", ""))
    department = db.session.scalar(select(Department).filter_by(code=code))

    errors = {}
    if not 0 < len(patient) <= 120:
        errors["patient"] = "The patient's name is needed, 120 characters at most."
    if not 0 < len(test) <= 120:
        errors["test"] = "The test is needed, 120 characters at most."
    if priority not in TURNAROUND_HOURS:
        errors["priority"] = "The priority is one of " + ", ".join(TURNAROUND_HOURS) + "."
    if department is None:
        errors["department"] = "There is no such department."
    if errors:
        raise InvalidOrder(errors)

    report = Report.order(department, patient, test, priority, by)
    db.session.add(report)
    return report
