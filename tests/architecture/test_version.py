"""The changelog's first heading is the version."""

import re
from pathlib import Path

from xinlian import __version__


def test_changelog_begins_with_the_version() -> None:
    text = (Path(__file__).resolve().parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    match = re.search(r"^## (\S+)", text, re.MULTILINE)
    assert match is not None
    assert match.group(1) == __version__
