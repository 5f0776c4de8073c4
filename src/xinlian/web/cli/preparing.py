"""What every start needs first: files, translations, the database and static files up to date."""

import hashlib
from pathlib import Path

from xinlian.web.cli import boot
from xinlian.web.cli.console import say
from xinlian.web.cli.exits import Missing


def prepare() -> None:
    """Bring files, translations, the database and static files up to date."""
    boot.assets_and_words()
    boot.django()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise Missing(f"the database does not answer: {error}. Check XINLIAN_DATABASE") from error
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        say(f"xinlian: bringing the database up to date ({waiting} migrations)")
        call_command("migrate", interactive=False, verbosity=0)
    _collect_static()


def _collect_static() -> None:
    """Hash and compress static files, when one of them changed: this takes longer than all the rest of a start."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            stat = Path(storage.path(name)).stat()
            found.update(f"{name} {stat.st_mtime_ns} {stat.st_size}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != found.hexdigest():
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found.hexdigest())
