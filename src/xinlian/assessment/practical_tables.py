"""Tables of practical tests, for the page and for Excel."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.assessment.models import Practical

TONES = {"open": "info", "locked": "warn", "published": "ok"}


def practicals_table(several: Sequence[Practical]) -> dict[str, Any]:
    """All practical tests."""
    return {
        "title": _("实操考核"),
        "count": len(several),
        "columns": [
            {"key": "title", "label": _("叫什么"), "zh": True},
            {"key": "sheet", "label": _("评分表"), "zh": True},
            {"key": "on", "label": _("哪一天")},
            {"key": "union", "label": _("哪个工会办的"), "zh": True},
            {"key": "state", "label": _("状态")},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "url": reverse("assessment:desk_practical", args=[one.uid]),
                "cells": {
                    "title": one.title,
                    "sheet": one.sheet.title,
                    "on": one.on.isoformat(),
                    "union": one.union.name,
                    "state": {"text": one.get_state_display(), "state": TONES[one.state]},
                },
            }
            for one in several
        ],
        "empty": _("还没有实操考核"),
        "empty_words": _("先有一份评分表，再安排考核。"),
    }


def excel_rows(rows: Iterable[dict[str, Any]]) -> Iterator[Sequence[object]]:
    """A row for each entrant: code, name, the marks of each judge, the result."""
    for row in rows:
        one = row["one"]
        cells = [_cell(cell) for cell in row["cells"]]
        result = one.together.result
        yield [one.entrant.code, one.entrant.person.name, *cells, float(result) if result is not None else None]


def _cell(cell: dict[str, Any]) -> object:
    if cell["state"] == "none":
        return None
    return _("回避") if cell["state"] == "recused" else float(cell["total"])
