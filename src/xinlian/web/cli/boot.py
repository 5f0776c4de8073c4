"""Starting Django inside a command, and the steps that make a checkout ready to serve."""

import os
import sys
from pathlib import Path

from xinlian.web import translations, vendor
from xinlian.web.cli.console import say
from xinlian.web.cli.exits import Missing, Stop
from xinlian.web.cli.paths import ROOT, data


def assets_and_words() -> None:
    """Copy what pages carry from npm and compile translations, where they are stale."""
    try:
        for line in (vendor.copy(ROOT / "node_modules"), translations.compile_stale()):
            if line:
                say(f"xinlian: {line}")
    except OSError as error:
        raise Missing(f"files could not be written: {error}. Is the checkout writable?") from error


def django() -> None:
    """Load Django with the settings of the environment; a wrong setting ends the command in plain words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlian.web.settings")
    from django.core.exceptions import ImproperlyConfigured

    try:
        import django as framework

        framework.setup()
    except ImproperlyConfigured as error:
        raise Stop(f"{error}. docs/settings.md lists every setting") from error
    except PermissionError as error:
        raise Missing(f"{error}. Set XINLIAN_DATA to a folder that may be written") from error


def child(*words: str) -> list[str]:
    """The command line of another command of ours, as a process of its own."""
    return [*python("xinlian.web.cli"), *words]


def lock_file() -> Path:
    """Held while the site runs on this data folder, so that a restore does not pull the floor away."""
    folder = data()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "running.lock"


def python(module: str) -> list[str]:
    """The command line that runs a module of the environment."""
    return [sys.executable, "-P", "-m", module]
