"""The state diagrams of assessment; `python -m xinlian.assessment.rules.diagrams FOLDER` writes them."""

import sys
from pathlib import Path

from xinlian.assessment.rules.states import MACHINES
from xinlian.rows import diagrams


def pages() -> dict[str, str]:
    """File name to content for every machine."""
    return diagrams.pages("assessment", MACHINES)


if __name__ == "__main__":
    diagrams.write(Path(sys.argv[1]), pages())
