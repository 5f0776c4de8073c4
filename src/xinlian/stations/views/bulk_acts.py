"""The acts that can be done on many stations at once, and what is said about them."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person
from xinlian.stations.actions import publishing, reviews
from xinlian.stations.queries.bulk import Planned

TITLES = {
    "publish": _("公布这些驿站"),
    "ask": _("请管理员确认这些驿站"),
    "review": _("开始这些驿站的年度评价"),
}
DONE = {
    "publish": _("公布了 %(n)d 个驿站，大家现在就能找到。"),
    "ask": _("请了 %(n)d 个驿站的管理员去看一看，他们打开“我管的驿站”就会看到。"),
    "review": _("开始了 %(n)d 个驿站的年度评价。"),
}


def run(act: str, planned: Sequence[Planned], *, by: Person, at: datetime.datetime) -> None:
    """Do it for every station that the plan says can be reached; each is a transaction of its own."""
    stations = [one.station for one in planned if one.decision.ok]
    if act == "review":
        reviews.begin(by=by, at=at, stations=stations, year=at.year)
        return
    single = {"publish": publishing.publish, "ask": publishing.ask_to_confirm}[act]
    for station in stations:
        single(by=by, at=at, station=station)
