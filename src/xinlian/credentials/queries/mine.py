"""One's own pass, as its holder shows it and as the phone keeps it."""

import base64
import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.credentials.models import PassStep, Portrait, WorkPass
from xinlian.credentials.outcome_texts import why
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.queries.verifying import words
from xinlian.credentials.rules import codes
from xinlian.credentials.rules.colour import Colour, colour
from xinlian.engines.seals.text import as_address
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope
from xinlian.rows.days import day_words
from xinlian.sheets.qr import svg

COLOURS = {
    "green": gettext_lazy("可以上岗"),
    "yellow": gettext_lazy("暂时不能上岗"),
    "red": gettext_lazy("这张证不能用了"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A pass with all that its holder sees; `steps` are decisions about it, the newest first."""

    work_pass: WorkPass
    colour: Colour
    qr: str
    trades: tuple[tuple[str, str], ...]
    steps: tuple[PassStep, ...] = field(default=())

    @property
    def code(self) -> str:
        """The short code in groups."""
        return codes.shown(self.work_pass.code)

    @property
    def word(self) -> str:
        """What the colour means."""
        return str(COLOURS[self.colour.name])

    @property
    def reasons(self) -> list[str]:
        """Why it has its colour, and what will change it soon."""
        soon = _("有效期快到了，到%(day)s为止。请找工会换新证。") % {"day": day_words(self.work_pass.last_day)}
        return [*(why(code) for code in self.colour.reasons), *([soon] if self.colour.soon else [])]


def card_of(person: Person, now: datetime.datetime) -> Card | None:
    """The pass that stands, else the last one; None for who never had one."""
    rows = WorkPass.objects.filter(person=person).select_related("issuer", "portrait")
    standing = rows.filter(state__in=("valid", "suspended", "retrain")).order_by("-issued_at").first()
    return card(standing or rows.order_by("-issued_at").first(), now)


def card(found: WorkPass | None, now: datetime.datetime) -> Card | None:
    """A pass as its holder sees it."""
    if found is None or not found.token:
        return None
    shade = colour(state=found.state, begins_at=found.begins_at, ends_at=found.ends_at, now=now)
    steps = found.steps.exclude(why="").select_related("appeal").order_by("-at", "-id")
    drawing = svg(as_address(bytes(found.token), pass_host()))
    return Card(found, shade, drawing, words(found.trades), tuple(steps))


def kept(found: Card) -> dict[str, Any]:
    """The pass as plain JSON for the phone, with its photo inside so that it shows with no network."""
    row = found.work_pass
    return {
        "name": row.name,
        "code": found.code,
        "colour": found.colour.name,
        "word": found.word,
        "reasons": found.reasons,
        "qr": found.qr,
        "photo": _photo(row),
        "facts": [
            *([_("工种"), " · ".join(filter(None, pair)), ""] for pair in found.trades),
            [_("有效期"), f"{localdate(row.begins_at)} – {row.last_day}", ""],
            [_("发证工会"), row.issuer.name, "zh-Hans"],
        ],
    }


def _photo(row: WorkPass) -> str:
    if row.portrait is None:
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(picture(row.portrait)).decode()}"


def steps_of(person: Person) -> QuerySet[PassStep]:
    """What was decided about somebody's passes."""
    return PassStep.objects.filter(work_pass__person=person).select_related("work_pass")


def portraits(viewer: Viewer) -> QuerySet[Portrait]:
    """One's own photo, and those of one's part of the tree."""
    return scope(viewer, Portrait.objects.all())


def picture(portrait: Portrait) -> bytes:
    """The photo as it is kept, some 20 KB of JPEG."""
    with portrait.file.open("rb") as file:
        content: bytes = file.read()
    return content
