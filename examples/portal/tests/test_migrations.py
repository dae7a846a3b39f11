from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text

ROOT = Path(__file__).parent.parent


@pytest.fixture
def alembic_config(tmp_path):
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{tmp_path / 'portal.db'}")
    return config


def test_up_fills_the_departments_and_down_leaves_nothing(alembic_config):
    engine = create_engine(alembic_config.get_main_option("sqlalchemy.url"))
    command.upgrade(alembic_config, "head")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM departments WHERE code = 'OPD'")) == "Outpatient Clinic"

    command.downgrade(alembic_config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_the_migrations_make_what_the_models_say(alembic_config):
    command.upgrade(alembic_config, "head")
    command.check(alembic_config)
