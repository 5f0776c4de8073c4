"""Joins tokens.css and worker.css into app.css, the one stylesheet of a worker page: `python -m xinlian.web.styles`."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "web"
PARTS = ("tokens.css", "worker.css")


def joined() -> str:
    """The content app.css must have: both parts without their comments, a rule a line."""
    text = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in PARTS)
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", text, flags=re.S).splitlines())
    return "\n".join(line for line in lines if line).replace(";\n}", "}").replace(";\n", ";") + "\n"


def main() -> None:
    """Writes app.css; a test compares it with its parts."""
    (FOLDER / "app.css").write_text(joined(), encoding="utf-8")


if __name__ == "__main__":
    main()
