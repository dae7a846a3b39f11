import os
from datetime import timedelta

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")


class Config:
    SECRET_KEY = os.environ.get("SECRET_KEY", "not-a-secret")
    HOSPITAL_NAME = os.environ.get("HOSPITAL_NAME", "Harrow Vale Hospital")
    TIMEZONE = os.environ.get("PORTAL_TIMEZONE", "Europe/Berlin")
    LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")

    # How long somebody stays signed on at a desk
    PERMANENT_SESSION_LIFETIME = timedelta(minutes=int(os.environ.get("SESSION_MINUTES", "30")))
    SESSION_COOKIE_SAMESITE = "Lax"

    SQLALCHEMY_DATABASE_URI = os.environ.get(
        "DATABASE_URL", "postgresql+psycopg://portal:portal@localhost:5432/portal"
    )
    SQLALCHEMY_ENGINE_OPTIONS = {"pool_pre_ping": True}

    REDIS_URL = REDIS_URL
    CELERY = {
        "broker_url": os.environ.get("CELERY_BROKER_URL", "redis://localhost:6379/1"),
        "result_backend": os.environ.get("CELERY_RESULT_BACKEND", REDIS_URL),
        "result_expires": timedelta(days=1),
        "task_track_started": True,
        "timezone": TIMEZONE,
        "broker_connection_retry_on_startup": True,
        "beat_schedule": {
            "mark-overdue": {"task": "portal.tasks.mark_overdue", "schedule": 30.0},
        },
    }

    # Without a server, messages are only written to the log
    MAIL_SERVER = os.environ.get("MAIL_SERVER", "")
    MAIL_PORT = int(os.environ.get("MAIL_PORT", "25"))
    MAIL_SENDER = os.environ.get("MAIL_SENDER", "lab-portal@harrowvale.example")
