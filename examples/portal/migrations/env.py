from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

from portal import models  # noqa: F401  (fills the metadata)
from portal.config import Config
from portal.extensions import Base

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name, disable_existing_loggers=False)

# The tests set their own address
url = config.get_main_option("sqlalchemy.url") or Config.SQLALCHEMY_DATABASE_URI


def run_migrations_offline() -> None:
    context.configure(url=url, target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
