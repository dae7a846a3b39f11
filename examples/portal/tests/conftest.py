import pytest

from portal import create_app
from portal.extensions import db
from portal.models import Department, Report


@pytest.fixture
def app(monkeypatch):
    # Celery takes these two before anything that the app configures
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    monkeypatch.delenv("CELERY_RESULT_BACKEND", raising=False)
    app = create_app(
        {
            "TESTING": True,
            "HOSPITAL_NAME": "Test Hospital",
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
            "REDIS_URL": "redis://redis.invalid/0",
            "MAIL_SERVER": "",
            "TIMEZONE": "Europe/Berlin",
            "CELERY": {
                "broker_url": "memory://",
                "result_backend": "cache+memory://",
                "task_always_eager": True,
                "task_eager_propagates": True,
                "task_store_eager_result": True,
            },
        }
    )
    with app.app_context():
        db.create_all()
        db.session.add(Department(code="ICU", name="Intensive Care", floor=7, email="icu@test.example"))
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def report_id(app):
    with app.app_context():
        department = db.session.scalars(db.select(Department)).one()
        report = Report.order(department, "Elin Marwick", "Blood count", "urgent")
        db.session.add(report)
        db.session.commit()
        return report.id
