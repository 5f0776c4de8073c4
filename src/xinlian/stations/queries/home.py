"""What the station room puts on the worker's home."""

from django.http import HttpRequest
from django.utils import timezone

from xinlian.stations.queries import find
from xinlian.stations.queries.near import near
from xinlian.stations.rules.wishes import Wishes
from xinlian.stations.shown import told
from xinlian.stations.where import remembered

COUNT = 2


def home_cards(request: HttpRequest) -> list[dict[str, object]]:
    """The nearest stations one can enter now, where somebody looked last, and the roads that are held."""
    where = remembered(request)
    now = timezone.now()
    found = near(where.point, Wishes(open_now=True), now, COUNT) if where else []
    return [
        {"order": 10, "template": "stations/home_card.html", "where": where, "rows": told(found, now)},
        {"order": 20, "template": "stations/home_roads.html", "roads": find.roads()[:3]},
    ]
