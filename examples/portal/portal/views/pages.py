from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from sqlalchemy import func, select

from ..extensions import db
from ..models import Department, JobRun, Report

bp = Blueprint("pages", __name__)


@bp.get("/")
def home():
    waiting = (
        select(
            Department,
            func.count(Report.id).filter(Report.status == "pending"),
            func.count(Report.id).filter(Report.status == "overdue"),
        )
        .outerjoin(Report)
        .group_by(Department.id)
        .order_by(Department.name)
    )
    return render_template(
        "home.html",
        departments=db.session.execute(waiting).all(),
        last_check=db.session.get(JobRun, "mark-overdue"),
    )


@bp.post("/desk")
def sign_on():
    """Who sits at this desk: initials only, the account is the workstation's business."""
    initials = request.form.get("initials", "").strip().upper()
    if initials.isalpha() and len(initials) <= 4:
        session.permanent = True
        session["initials"] = initials
    else:
        session.pop("initials", None)
        flash("Initials are one to four letters.")
    return redirect(url_for("pages.home"))
