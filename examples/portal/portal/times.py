from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import current_app


def now() -> datetime:
    return datetime.now(UTC)


def as_utc(value: datetime) -> datetime:
    """SQLite, which the tests use, gives back times without a zone."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def local_time(value: datetime | None) -> str:
    if value is None:
        return "never"
    zone = ZoneInfo(current_app.config["TIMEZONE"])
    return as_utc(value).astimezone(zone).strftime("%d.%m.%Y %H:%M")
