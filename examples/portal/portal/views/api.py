from flask import Blueprint, abort, request
from sqlalchemy import select

from ..extensions import db
from ..models import Department, Report
from ..orders import InvalidOrder, place_order

bp = Blueprint("api", __name__, url_prefix="/api")


@bp.get("/departments")
def departments():
    rows = db.session.scalars(select(Department).order_by(Department.code))
    return {"departments": [row.as_dict() for row in rows]}


@bp.get("/departments/<code>")
def department(code: str):
    return db.one_or_404(select(Department).filter_by(code=code)).as_dict()


@bp.get("/reports")
def reports():
    query = select(Report).order_by(Report.id.desc()).limit(100)
    if status := request.args.get("status"):
        query = query.where(Report.status == status)
    return {"reports": [report.as_dict() for report in db.session.scalars(query)]}


@bp.post("/reports")
def order():
    fields = request.get_json()
    if not isinstance(fields, dict):
        abort(400)
    try:
        report = place_order(fields)
    except InvalidOrder as error:
        return {"errors": error.errors}, 422
    db.session.commit()
    return report.as_dict(), 201


@bp.get("/reports/<int:report_id>")
def report(report_id: int):
    return db.get_or_404(Report, report_id).as_dict()
