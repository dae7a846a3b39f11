"""Says whether the database is still without a table: exit code 0 when it is, 1 when it is not.

Run by the migrate service before a command that makes the schema, since such a command may drop tables first.
Looks at DATABASE_URL where it is set, and at every SQLite file of the project otherwise.
"""

import os
import pathlib
import sqlite3
import sys


def sqlite_files():
    for pattern in ("instance/**/*", "*"):
        for path in pathlib.Path(".").glob(pattern):
            if path.is_file() and path.suffix in {".sqlite", ".sqlite3", ".db"}:
                yield path


def has_table(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return connection.execute("select count(*) from sqlite_master where type = 'table'").fetchone()[0] > 0


def main():
    url = os.environ.get("DATABASE_URL") or os.environ.get("SQLALCHEMY_DATABASE_URI")
    if url and not url.startswith("sqlite"):
        try:
            import sqlalchemy

            return 1 if sqlalchemy.inspect(sqlalchemy.create_engine(url)).get_table_names() else 0
        except ImportError:
            pass
        try:
            import psycopg as driver
        except ImportError:
            import psycopg2 as driver
        with driver.connect(url.replace("+psycopg2", "").replace("+psycopg", "")) as connection:
            cursor = connection.cursor()
            cursor.execute("select count(*) from information_schema.tables where table_schema = 'public'")
            return 1 if cursor.fetchone()[0] else 0
    return 1 if any(has_table(path) for path in sqlite_files()) else 0


if __name__ == "__main__":
    sys.exit(main())
