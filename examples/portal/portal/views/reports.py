from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from sqlalchemy import select

from ..extensions import db
from ..models import TURNAROUND_HOURS, Department, Report
from ..orders import InvalidOrder, place_order
from ..tasks import notify_department, summarise_report

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("")
def index():
    query = select(Report).order_by(Report.due_at)
    if status := request.args.get("status"):
        query = query.where(Report.status == status)
    if code := request.args.get("department"):
        query = query.where(Report.department.has(code=code))
    return render_template("reports/index.html", reports=db.paginate(query, per_page=50))


def order_form(fields, errors):
    departments = db.session.scalars(select(Department).order_by(Department.name))
    return render_template(
        "reports/new.html",
        departments=departments,
        priorities=TURNAROUND_HOURS,
        fields=fields,
        errors=errors,
    )


@bp.get("/new")
def new():
    return order_form(fields=request.args, errors={})


@bp.post("")
def create():
    try:
        report = place_order(request.form, by=session.get("initials", ""))
    except InvalidOrder as error:
        return order_form(request.form, error.errors), 422
    db.session.commit()
    flash(f"{report.number} was ordered.")
    return redirect(url_for(".show", report_id=report.id))


@bp.get("/<int:report_id>")
def show(report_id: int):
    return render_template("reports/show.html", report=db.get_or_404(Report, report_id))


@bp.post("/<int:report_id>/result")
def enter_result(report_id: int):
    report = db.get_or_404(Report, report_id)
    result = request.form.get("result", "").strip()
    if not result:
        flash("The result is empty.")
    else:
        report.finish(result)
        db.session.commit()
        notify_department.delay(report.id)
    return redirect(url_for(".show", report_id=report.id))


@bp.post("/<int:report_id>/summary")
def summarise(report_id: int):
    report = db.get_or_404(Report, report_id)
    task = summarise_report.delay(report.id)
    return {"task_id": task.id, "status_url": url_for("tasks.show", task_id=task.id)}, 202
