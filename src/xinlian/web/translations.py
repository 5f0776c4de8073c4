"""Compiles .po files to .mo, so that no machine needs gettext's tools."""

from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent


def compile_stale(package: Path = PACKAGE) -> str:
    """Compile every django.po and djangojs.po that is newer than its .mo; a line that says so, or nothing."""
    stale = [po for po in sorted(package.glob("**/locale/**/*.po")) if _stale(po)]
    for po in stale:
        _compile(po)
    return f"compiled {len(stale)} translation files" if stale else ""


def _stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> None:
    # Written beside and moved, so that a running server never reads half a file.
    half = po.with_suffix(".mo.half")
    polib.pofile(str(po)).save_as_mofile(str(half))
    half.replace(po.with_suffix(".mo"))
