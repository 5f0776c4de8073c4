"""Copying a whole database out and in: SQLite by its own snapshot, PostgreSQL by its own tools."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from xinlian.web.cli import postgres
from xinlian.web.cli.exits import Missing, Stop

EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


def snapshot(settings: dict[str, Any], target: Path) -> None:
    """Copy the database that Django's `settings` name into one file, without stalling those who write."""
    if is_sqlite(settings):
        with closing(sqlite3.connect(f"file:{settings['NAME']}?mode=ro", uri=True, timeout=60)) as database:
            database.execute("VACUUM INTO ?", (str(target),))
        sound(settings, target)
        return
    _tool("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    sound(settings, target)


def sound(settings: dict[str, Any], file: Path) -> None:
    """Raise Stop when the copy is not a whole database."""
    if is_sqlite(settings):
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
                verdict = [row[0] for row in database.execute("PRAGMA integrity_check")]
                orphans = database.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            raise Stop(f"the database copy cannot be read: {error}") from error
        if verdict != ["ok"] or orphans:
            raise Stop(f"the database copy is not sound: {verdict[0]}, {len(orphans)} rows that point nowhere")
        return
    _tool("pg_restore", None, "--list", str(file))


def put_back(settings: dict[str, Any], file: Path) -> None:
    """Replace the database's content by the copy: all of it or nothing."""
    if is_sqlite(settings):
        name = Path(settings["NAME"])
        name.parent.mkdir(parents=True, exist_ok=True)
        for extra in ("-wal", "-shm"):
            name.with_name(name.name + extra).unlink(missing_ok=True)
        file.replace(name)
        return
    script = file.with_suffix(".sql")
    _tool("pg_restore", None, "--no-owner", "--no-privileges", f"--file={script}", str(file))
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    # One transaction: whoever reads meanwhile sees the old data until the new are whole.
    _tool("psql", settings, *options, f"--command={EMPTY_SCHEMA}", f"--file={script}")


def keep_aside(settings: dict[str, Any], folder: Path) -> None:
    """Save the present database into a folder, even a damaged one: SQLite's files are moved, PostgreSQL is dumped."""
    if not is_sqlite(settings):
        _tool("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / 'database'}")
        return
    name = Path(settings["NAME"])
    for path in (name, name.with_name(f"{name.name}-wal"), name.with_name(f"{name.name}-shm")):
        if path.exists():
            shutil.move(path, folder / path.name)


def exists(settings: dict[str, Any]) -> bool:
    """Whether there is a database with tables in it, which a restore would replace."""
    if is_sqlite(settings):
        path = Path(settings["NAME"])
        return path.exists() and path.stat().st_size > 0
    count = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    return _tool("psql", settings, "--no-psqlrc", "--tuples-only", "--no-align", f"--command={count}").strip() != "0"


def is_sqlite(settings: dict[str, Any]) -> bool:
    """Whether Django's settings name SQLite."""
    return str(settings["ENGINE"]).endswith("sqlite3")


def _tool(name: str, settings: dict[str, Any] | None, *arguments: str) -> str:
    program = postgres.programs() / name
    if not program.exists():
        raise Missing(f"{name} is missing: apt-get install postgresql-client")
    environment = {**os.environ, **(_connection(settings) if settings else {})}
    done = subprocess.run(
        [str(program), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if name == "psql" and "--quiet" in arguments else subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"{name} failed, nothing was changed:\n{done.stderr.strip()}")
    return done.stdout or ""


def _connection(settings: dict[str, Any]) -> dict[str, str]:
    """libpq's variables: a password on a command line could be read by anybody on the machine."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {variable: str(settings[key]) for variable, key in names.items() if settings.get(key)}
