"""A station's card as a picture: 1080 x 1440, drawn with a Chinese font of this machine where it has one."""

import io
import re
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from xinlian.places.facilities import KINDS
from xinlian.sheets import qr
from xinlian.stations.queries.station import StationPage

WIDTH, HEIGHT, EDGE = 1080, 1440, 84
PAPER, INK, SOFT, RED, LINE = "#faf7f2", "#1d1a16", "#4d473f", "#a3121a", "#e4ddd1"
CODE_SIDE = 360
LINES_OF_THINGS = 5
WORDS = re.compile(
    r"[^·]{1,12} · |[\u3000-\uffef]|[^\u3000-\uffef\s]+\s*|\s"
)  # things stay whole, names break anywhere

Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=2)
def _font_file(weight: int) -> tuple[str, int] | None:
    """A font that holds Chinese, as fontconfig names it; None where there is none."""
    fc_match = shutil.which("fc-match")
    if not fc_match:
        return None
    asked = [fc_match, "-f", "%{file}\n%{index}\n%{lang}", f"Noto Sans CJK SC:lang=zh-cn:weight={weight}"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 (found here, no shell)
    parts = done.stdout.split("\n")
    if len(parts) != 3 or "zh-cn" not in parts[2] or not Path(parts[0]).is_file():
        return None
    return parts[0], int(parts[1])


def can_draw() -> bool:
    """Whether this machine has a font for the picture."""
    return _font_file(80) is not None


def _font(size: int, bold: bool = False) -> Font:
    found = _font_file(200 if bold else 80)
    if found is None:
        raise LookupError("no Chinese font on this machine")
    return ImageFont.truetype(found[0], size, index=found[1])


def png(page: StationPage, site: str) -> bytes | None:
    """The card, or nothing on a machine without a Chinese font."""
    if not can_draw():
        return None
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, WIDTH, 20), fill=RED)
    y = _text(draw, EDGE + 10, page.card.kind_words, _font(40), RED, 1)
    y = _text(draw, y + 8, page.station.place.name, _font(84, bold=True), INK, 2)
    for line in _facts(page):
        y = _text(draw, y + 14, line, _font(42), SOFT, 2)
    draw.line((EDGE, y + 40, WIDTH - EDGE, y + 40), fill=LINE, width=3)
    _text(draw, y + 66, _things(page), _font(46), INK, LINES_OF_THINGS)
    _foot(sheet, draw, page, site)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _facts(page: StationPage) -> list[str]:
    place = page.station.place
    where = " ".join(page.way.marks[:1]) or " ".join(filter(None, [place.road_ref, page.card.mark]))
    return [text for text in (where, place.address, place.phone, _hours(page)) if text]


def _hours(page: StationPage) -> str:
    """The hours when they are the same every day; a picture lies in a chat for weeks and cannot say "today"."""
    if page.card.standing.always:
        return _("24 小时开放")
    times = {day.times for day in page.week}
    return _("每天 %(times)s") % {"times": "、".join(times.pop())} if len(times) == 1 and () not in times else ""


def _things(page: StationPage) -> str:
    words = [
        f"{KINDS[one.chip.code].name} {one.chip.count}" if one.chip.count else str(KINDS[one.chip.code].name)
        for one in page.things
    ]
    return " · ".join(words)


def _text(draw: ImageDraw.ImageDraw, y: float, text: str, font: Font, fill: str, lines: int) -> int:
    """Write a text into at most so many lines; the y below it."""
    for line in _wrapped(draw, text, font, lines):
        draw.text((EDGE, y), line, font=font, fill=fill)
        y += font.size * 1.35
    return round(y)


def _wrapped(draw: ImageDraw.ImageDraw, text: str, font: Font, lines: int) -> list[str]:
    """Broken where the line is full; the last line ends with dots when there was more."""
    room = WIDTH - 2 * EDGE
    found = [""]
    for word in WORDS.findall(text):
        if draw.textlength(found[-1] + word.rstrip(" ·"), font=font) > room:
            found[-1] = found[-1].rstrip(" ·")
            found.append("")
        found[-1] += word if found[-1] else word.lstrip(" ·")
    return found if len(found) <= lines else [*found[: lines - 1], f"{found[lines - 1][:-1]}…"]


def _foot(sheet: Image.Image, draw: ImageDraw.ImageDraw, page: StationPage, site: str) -> None:
    """The square code with what it is for."""
    code = qr.image(site + page.short, CODE_SIDE)
    top = HEIGHT - EDGE - code.height
    sheet.paste(code.convert("RGB"), (WIDTH - EDGE - code.width, top))
    draw.text((EDGE, top + 40), _("扫一扫"), font=_font(60, bold=True), fill=INK)
    draw.text((EDGE, top + 130), _("看现在开没开"), font=_font(46), fill=SOFT)
    draw.text((EDGE, top + 200), _("怎么走，有什么"), font=_font(46), fill=SOFT)
    draw.rectangle((EDGE, HEIGHT - EDGE - 52, EDGE + 40, HEIGHT - EDGE - 12), fill=RED)
    draw.text((EDGE + 58, HEIGHT - EDGE - 64), f"{_('心连')}  {page.station.code}", font=_font(42), fill=INK)
