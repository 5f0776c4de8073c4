"""Pictures of the stations on the desk's first page."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.scope import Viewer
from xinlian.stations.queries import visits
from xinlian.stations.who import READERS

BUSIEST = 6


def desk_panels(viewer: Viewer) -> list[dict[str, Any]]:
    """How many came in the last 30 days, and where most: {"template", ...}."""
    if not viewer.paths(READERS):
        return []
    wanted = visits.window("day", timezone.localdate())
    days = visits.series(viewer, wanted)
    if not any(count for _day, count in days):
        return []
    return [
        {
            "template": "stations/desk/panel.html",
            "labels": [f"{day:%m-%d}" for day, _count in days],
            "series": {_("来访"): [count for _day, count in days]},
            "busiest": [
                (row["name"], row["n"], "", f"/desk/stations/{row['uid']}/")
                for row in visits.by_station(viewer, wanted, BUSIEST)
            ],
        }
    ]
