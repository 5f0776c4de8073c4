"""What the room of trips holds about somebody."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding
from xinlian.trips.actions.coming import forget_health

UNION = _("办这次疗休养的工会干部")
SERVICE = _("向您提供工会服务所必需")
LAW = _("履行职务，事后能查证")
YEAR = 365


def withdrawn(*, person: Any, by: Any, at: datetime.datetime) -> None:
    """A yes taken back: the notes go with it."""
    forget_health(person=person, by=by, at=at)


ON_WITHDRAWN = {"health": withdrawn}

HOLDINGS = [
    Holding(
        model="trips.Trip",
        person="leader",
        fields=("batch", "gather_at", "leader_phone"),
        what=_("您带过的队，和您留给大家的电话"),
        purpose=_("让同行的人找得到领队"),
        basis=SERVICE,
        seen_by=_("这一批的人；办这次疗休养的工会干部"),
        since="gather_at",
        keep_days=YEAR,
        at_end="unlink",
        blanked=("leader_phone",),
    ),
    Holding(
        model="trips.Relative",
        person="application__person",
        fields=("name", "relation", "phone", "contract", "paid_on"),
        what=_("您带着一起去的家人"),
        purpose=_("给家人留位子、买保险"),
        basis=SERVICE,
        seen_by=UNION,
        since="",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="trips.HealthNote",
        person="application__person",
        fields=("text", "contact_name", "contact_phone", "given_at"),
        what=_("您写给领队的身体情况和紧急联系人"),
        purpose=_("路上照顾您"),
        basis=_("您的同意，随时可以收回"),
        seen_by=_("带这一批的领队，出发前三天到回来后一天"),
        since="given_at",
        keep_days=YEAR,
        at_end="erase",
    ),
    Holding(
        model="trips.Cost",
        person="entered_by",
        fields=("kind", "fen", "note", "at"),
        what=_("您记过的费用"),
        purpose=_("知道一笔账是谁记的"),
        basis=LAW,
        seen_by=UNION,
        since="at",
        keep_days=None,
        at_end="unlink",
    ),
]
