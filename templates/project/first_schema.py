"""Says whether the database is still without a table. Exit code 0: it is; 3: it has one; anything else: it cannot be told.

The migrate service asks it before a command that makes the schema, since such a command may drop tables first. It looks at
SCHEMA_DATABASE_URL, which docker-compose.yml sets where the project has a PostgreSQL, and at every SQLite file of the
project, whatever its name: a file that is missed would be a file that is lost.
"""

import os
import pathlib
import sqlite3
import sys

NO_TABLE, HAS_TABLE = 0, 3
ELSEWHERE = {".git", "node_modules", ".venv", "venv"}


def sqlite_files():
    for folder, folders, files in os.walk("."):
        folders[:] = [name for name in folders if name not in ELSEWHERE]
        for path in (pathlib.Path(folder, name) for name in files):
            if path.is_file():
                with path.open("rb") as file:
                    if file.read(16) == b"SQLite format 3\0":
                        yield path


def sqlite_has_table(path):
    with sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True) as connection:
        return connection.execute("select 1 from sqlite_master where type = 'table' limit 1").fetchone()


def postgres_has_table(url):
    try:
        from psycopg import connect
    except ImportError:
        from psycopg2 import connect
    with connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1")
        return cursor.fetchone()


def main():
    url = os.environ.get("SCHEMA_DATABASE_URL")
    found = (url and postgres_has_table(url)) or any(sqlite_has_table(path) for path in sqlite_files())
    return HAS_TABLE if found else NO_TABLE


if __name__ == "__main__":
    sys.exit(main())
