"""A paper of sections, each a heading with words and a table: the data of `typst/sheet.typ`, for every room's lists and reports."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

SHEET = Path(__file__).parent / "typst" / "sheet.typ"


def paper(title: str, lead: str, *, wide: bool = False, foot: str = "", **more: Any) -> dict[str, Any]:
    """The data of a paper: facts are (label, value), sections come from `section`."""
    made = _("%(when)s 打印") % {"when": timezone.localtime().strftime("%Y-%m-%d %H:%M")}
    return {"title": title, "lead": lead, "wide": wide, "foot": foot, "made": made, "facts": [], "sections": [], **more}


def section(
    heading: str,
    headers: Sequence[str] = (),
    rows: Iterable[Sequence[object]] = (),
    widths: Sequence[int] = (),
    numbers: Sequence[int] = (),
    words: str = "",
) -> dict[str, Any]:
    """A heading with words and a table: widths as shares (0: as wide as needed), `numbers` are columns set right."""
    columns = [
        {"label": header, "width": widths[place] if widths else 1, "num": place in numbers}
        for place, header in enumerate(headers)
    ]
    return {
        "heading": heading,
        "words": words,
        "columns": columns,
        "rows": [["" if cell is None else str(cell) for cell in row] for row in rows],
    }
