from celery import shared_task
from flask import current_app
from sqlalchemy import update

from . import mail
from .extensions import db
from .models import JobRun, Report
from .times import as_utc, now


@shared_task
def summarise_report(report_id: int) -> dict:
    """Counts the values of a result and names those that the analyser flagged H or L."""
    report = db.session.get_one(Report, report_id)
    lines = [line.strip() for line in report.result.splitlines() if line.strip()]
    flagged = [line for line in lines if line.split()[-1] in ("H", "L")]

    if report.reported_at is None:
        report.summary = f"{report.test}: no result yet"
    else:
        taken = as_utc(report.reported_at) - as_utc(report.ordered_at)
        minutes = round(taken.total_seconds() / 60)
        report.summary = (
            f"{report.test}: {len(flagged)} of {len(lines)} values outside the range, after {minutes} min"
        )
    db.session.commit()
    return {"number": report.number, "summary": report.summary, "flagged": flagged}


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=5)
def notify_department(report_id: int) -> str:
    """The message holds the number alone: mail leaves the clinical network."""
    report = db.session.get_one(Report, report_id)
    hospital = current_app.config["HOSPITAL_NAME"]
    mail.send(
        to=report.department.email,
        subject=f"Laboratory report {report.number} is final",
        body=f"{report.number} can be read in the laboratory portal.\n\n{hospital}\n",
    )
    return report.department.email


@shared_task
def mark_overdue() -> int:
    late = (
        update(Report)
        .where(Report.status == "pending", Report.due_at < now())
        .values(status="overdue")
        .execution_options(synchronize_session=False)
    )
    changed = db.session.execute(late).rowcount

    run = db.session.get(JobRun, "mark-overdue")
    if run is None:
        run = JobRun(job="mark-overdue", runs=0)
        db.session.add(run)
    run.runs += 1
    run.changed = changed
    run.last_run_at = now()
    db.session.commit()
    return changed
