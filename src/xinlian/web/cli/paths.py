"""Where things lie: the checkout, its sources, and the folder of data."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
SOURCES = PACKAGE.parent
ROOT = SOURCES.parent


def data() -> Path:
    """The folder of the database, media and keys: XINLIAN_DATA, else var/ in the checkout."""
    return Path(os.environ.get("XINLIAN_DATA", "").strip() or ROOT / "var").resolve()
