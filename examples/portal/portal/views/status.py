import redis
from flask import Blueprint, current_app
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from ..extensions import db
from ..models import JobRun

bp = Blueprint("status", __name__)


def database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return False
    return True


def redis_answers() -> bool:
    try:
        with redis.from_url(current_app.config["REDIS_URL"], socket_timeout=2) as client:
            return client.ping()
    except redis.RedisError:
        current_app.logger.exception("redis does not answer")
        return False


@bp.get("/healthz")
def healthz():
    checks = {"database": database_answers(), "redis": redis_answers()}
    healthy = all(checks.values())
    return {"status": "ok" if healthy else "failing", **checks}, 200 if healthy else 503


@bp.get("/jobs")
def jobs():
    runs = db.session.scalars(select(JobRun).order_by(JobRun.job))
    return {"jobs": [run.as_dict() for run in runs]}
