"""The state diagrams of credentials; `python -m xinlian.credentials.rules.diagrams FOLDER` writes them."""

import sys
from pathlib import Path

from xinlian.credentials.rules.states import MACHINES
from xinlian.rows import diagrams


def pages() -> dict[str, str]:
    """File name to content for every machine."""
    return diagrams.pages("credentials", MACHINES)


if __name__ == "__main__":
    diagrams.write(Path(sys.argv[1]), pages())
