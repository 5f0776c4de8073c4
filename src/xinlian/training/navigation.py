"""Where the training base is found in the bars."""

from typing import Any

DESK: list[dict[str, Any]] = []
