"""Writes everything but the keys into one file: the database as of now, photos, videos and uploaded tables.

The site may go on running. The keys (var/keys.json, or your environment) are needed to read what is encrypted:
keep them apart from the backups. docs/runbooks/backup.md says how often, where to, and how to practise.
"""

import argparse
import datetime
import tempfile
from pathlib import Path

from xinlian import __version__
from xinlian.web.cli import archive, boot, databases
from xinlian.web.cli.console import Report, progress
from xinlian.web.cli.exits import OK, Missing, Stop
from xinlian.web.cli.paths import data

HELP = "write database and files into one verified file"
EPILOG = """examples:
  ./xinlian backup
  ./xinlian backup /mnt/disk/xinlian.tar.zst"""


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("file", nargs="?", type=Path, help="default: backups/ in the data folder, named by the time")


def run(options: argparse.Namespace) -> int:
    """Back up; prints the file's path."""
    boot.django()
    target = options.file or data() / "backups" / default_name()
    with progress() as report:
        path, count = make(target, report)
    print(f"{path}: database and {count} files, {path.stat().st_size / 1e6:,.1f} MB, verified")
    return OK


def default_name() -> str:
    """A name by the moment, so that names sort by time."""
    return f"xinlian-{datetime.datetime.now():%Y%m%d-%H%M%S}{archive.SUFFIX}"  # noqa: DTZ005  (the place's own time)


def make(target: Path, report: Report) -> tuple[Path, int]:
    """Write the backup to `target`; its path and how many files are in it beside the database."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not databases.exists(database):
        raise Stop("there is no database yet, so there is nothing to back up")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
            return target, _pack(target, Path(folder), report)
    except OSError as error:
        raise Missing(f"the backup could not be written: {error}") from error


def _pack(target: Path, folder: Path, report: Report) -> int:
    from django.conf import settings

    report("copying the database", 0, 0)
    copy = folder / "database"
    databases.snapshot(settings.DATABASES["default"], copy)
    about = {
        "version": __version__,
        "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "engine": "sqlite" if databases.is_sqlite(settings.DATABASES["default"]) else "postgresql",
    }
    files = {"database": copy} | _given_files()
    archive.write(target, about, files, report)
    report("reading the backup again", 0, 0)
    archive.read(target, folder / "again", report)
    return len(files) - 1


def _given_files() -> dict[str, Path]:
    base = data()
    found = [path for name in archive.FOLDERS for path in sorted((base / name).rglob("*")) if path.is_file()]
    return {str(path.relative_to(base)): path for path in found}
