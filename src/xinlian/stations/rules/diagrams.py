"""The state diagrams of the room of stations; `python -m xinlian.stations.rules.diagrams FOLDER` writes them."""

import sys
from pathlib import Path

from xinlian.rows import diagrams
from xinlian.stations.rules.states import MACHINES


def pages() -> dict[str, str]:
    """File name to content for every machine."""
    return diagrams.pages("stations", MACHINES)


if __name__ == "__main__":
    diagrams.write(Path(sys.argv[1]), pages())
