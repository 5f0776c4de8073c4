"""Puts a backup back: database and files. The backup is verified first; what was there is kept aside.

Stop the site before. Where there is data already, --force is needed; the old data then lie in
before-restore-… in the data folder (a PostgreSQL database as a dump), until you delete them.
"""

import argparse
import datetime
import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xinlian.web.cli import archive, boot, databases
from xinlian.web.cli.console import Report, progress, say
from xinlian.web.cli.exits import OK, Missing, Stop, Usage
from xinlian.web.cli.paths import data

HELP = "put a backup back, keeping the old data aside"
EPILOG = """examples:
  ./xinlian restore var/backups/xinlian-20260102-030405.tar.zst
  ./xinlian restore backup.tar.zst --check        only verify it"""


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("file", type=Path, help="a file written by ./xinlian backup")
    parser.add_argument("--force", action="store_true", help="replace the data there are, keeping them aside")
    parser.add_argument("--check", action="store_true", help="only verify the file, change nothing")


def run(options: argparse.Namespace) -> int:
    """Verify, keep aside, put back."""
    if not options.file.is_file():
        raise Usage(f"there is no file {options.file}")
    boot.django()
    base = data()
    base.mkdir(parents=True, exist_ok=True)
    with (
        _site_stopped(),
        progress() as report,
        tempfile.TemporaryDirectory(prefix="restore-", dir=base) as folder,
    ):
        manifest = _verified(options.file, Path(folder), report)
        if options.check:
            print(f"{options.file}: whole; of {manifest.made_at}, version {manifest.version}, {manifest.engine}")
            return OK
        kept = _replace(Path(folder), options.force, report)
    if kept:
        print(f"the data that were there are kept in {kept}")
    print(f"restored: {options.file} of {manifest.made_at}. Now: ./xinlian doctor")
    return OK


def _verified(file: Path, folder: Path, report: Report) -> archive.Manifest:
    from django.conf import settings

    database = settings.DATABASES["default"]
    manifest = archive.read(file, folder, report)
    ours = "sqlite" if databases.is_sqlite(database) else "postgresql"
    if manifest.engine != ours:
        raise Stop(f"this backup is of {manifest.engine}, XINLIAN_DATABASE names {ours}. Nothing was changed")
    report("checking the database", 0, 0)
    databases.sound(database, folder / "database")
    return manifest


def _replace(folder: Path, force: bool, report: Report) -> Path | None:
    from django.conf import settings

    database = settings.DATABASES["default"]
    there = databases.exists(database) or any(_filled(data() / name) for name in archive.FOLDERS)
    if there and not force:
        raise Stop("there are data here already. With --force they are kept aside and replaced")
    kept = _keep_aside(report) if there else None
    report("putting back the database", 0, 0)
    databases.put_back(database, folder / "database")
    for name in archive.FOLDERS:
        if (folder / name).exists():
            shutil.move(folder / name, data() / name)
    return kept


def _keep_aside(report: Report) -> Path:
    from django.conf import settings

    database = settings.DATABASES["default"]
    moment = datetime.datetime.now()  # noqa: DTZ005  (the place's own time)
    kept = data() / f"before-restore-{moment:%Y%m%d-%H%M%S}"
    kept.mkdir(mode=0o700)
    if databases.exists(database):
        report("keeping the old data aside", 0, 0)
        databases.keep_aside(database, kept)
    for name in archive.FOLDERS:
        if (data() / name).exists():
            shutil.move(data() / name, kept / name)
    return kept


def _filled(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


@contextmanager
def _site_stopped() -> Iterator[None]:
    with boot.lock_file().open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Missing("the site is running on this data folder. Stop it first, then restore") from error
        say("xinlian: the site is stopped; verifying the backup")
        yield
