"""Papers as PDF: a room's typst template, filled with plain data, in one Chinese font of this machine.

The template reads its data by `json(bytes(sys.inputs.data))`; nothing of the data is ever read as typst.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import typst
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xinlian.rows.refusals import Refused
from xinlian.sheets.glyphs import characters

log = logging.getLogger(__name__)

NOTO = ("Noto Sans CJK SC", "NotoSansCJK-Regular.ttc")
WENQUANYI = ("WenQuanYi Zen Hei", "wqy-zenhei.ttc")
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
WRITTEN_WITHOUT_GLYPH = frozenset(map(ord, "\n\r\t\u00ad\u200b\u2009\ufeff"))


@lru_cache(maxsize=1)
def font() -> tuple[str, Path] | None:
    """(family, file) of the font that papers are set in: Noto's, else WenQuanYi's; None when the machine has neither."""
    for family, name in (NOTO, WENQUANYI):
        for folder in FOLDERS:
            found = next(iter(sorted(Path(folder).rglob(name))), None)
            if found is not None:
                return family, found
    return None


def missing(data: object) -> str:
    """The characters in `data` that the font cannot write, each once, in the order met."""
    held = font()
    if held is None:
        return ""
    known = characters(held[1]) | WRITTEN_WITHOUT_GLYPH
    return "".join(dict.fromkeys(c for text in _texts(data) for c in text if ord(c) not in known))


def _texts(data: object) -> Iterable[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)


def pdf(template: Path, data: Mapping[str, Any], standard: Literal["1.7", "a-3b"] = "1.7") -> bytes:
    """The paper as PDF. Raises Refused: paper_font when the machine has no Chinese font.

    `standard`: one that it must keep, such as "a-3b" for papers that are kept for long and carry files.
    A character that the font lacks is named in `data["missing"]`, so that the paper itself says so below.
    """
    held = font()
    if held is None:
        raise Refused("paper_font")
    family, file = held
    lacking = missing(data)
    if lacking:
        log.warning("%s: %d characters are not in %s", template.name, len(lacking), family)
    warning = _("这些字印不出来，请用笔写上：%(characters)s") % {"characters": " ".join(map(_code, lacking))}
    filled = json.dumps({**data, "font": family, "missing": lacking, "warning": warning}, ensure_ascii=False)
    return bytes(
        typst.compile(
            template,
            root=template.parent,
            font_paths=[file.parent],
            ignore_system_fonts=True,
            sys_inputs={"data": filled},
            format="pdf",
            pdf_standards=standard,
        )
    )


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def answer(name: str, template: Path, data: Mapping[str, Any]) -> HttpResponse:
    """A download of the paper, kept by nobody on the way."""
    response = HttpResponse(pdf(template, data), content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(name)}.pdf"
    response["Cache-Control"] = "no-store"
    return response
