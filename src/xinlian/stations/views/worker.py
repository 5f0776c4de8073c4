"""Near me, and a station's own page."""

import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import person_of, public, viewer
from xinlian.people.offline import kept_offline
from xinlian.places.facilities import KINDS
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations import where as places
from xinlian.stations.cardfile import can_draw
from xinlian.stations.models import Report, Station
from xinlian.stations.queries import find
from xinlian.stations.queries import station as stations
from xinlian.stations.queries.near import near as nearest_stations
from xinlian.stations.rules import wishes as rules
from xinlian.stations.shown import told
from xinlian.stations.views.choices import choices, less

STEP, MOST = 10, 100


def wishes_of(request: HttpRequest) -> rules.Wishes:
    """What the address (or a form sent again) asks for."""
    said = request.POST if request.method == "POST" else request.GET
    return rules.read(said.getlist("need"), said.dict(), list(KINDS))


@public
def near(request: HttpRequest) -> HttpResponseBase:
    """Stations near the phone or a town. A position comes by POST and stays out of every address."""
    if request.method == "POST":
        return _placed(request)
    now, wishes = timezone.now(), wishes_of(request)
    asked, found = request.GET.get("near", "").strip()[:40], []
    where = None
    if asked:
        found = find.spots(asked, request.GET.get("in", ""))
        where = places.Where((found[0].lat, found[0].lon), found[0].name, found[0].within) if len(found) == 1 else None
    else:
        where = places.here(request) or places.remembered(request)
    count = min(max(_number(request.GET.get("n", "")), STEP), MOST)
    rows = nearest_stations(where.point, wishes, now, count + 1) if where else []
    context = {
        "where": where,
        "asked": asked,
        "spots": found if len(found) != 1 else [],
        "named": find.stations_named(asked) if asked else [],
        "rows": told(rows[:count], now),
        "more": count + STEP if len(rows) > count and count < MOST else 0,
        "last": count - STEP + 1,
        "wishes": wishes,
        "choices": choices(wishes, request),
        "less": f"?{less(wishes, asked)}",
    }
    response = render(request, "stations/near.html", context)
    if where and where.town:
        places.keep_town(request, response, where)
    if wishes.truck_m:
        places.keep_truck(request, response, wishes.truck_m)
    return response


def _placed(request: HttpRequest) -> HttpResponse:
    """A position or words, turned into a place to look from; a name goes into the address, a position never."""
    query = urlencode(wishes_of(request).query())
    back = reverse("stations:near")
    words = request.POST.get("q", "").strip()[:60]
    try:
        point = places.pair(request.POST.get("lat", ""), request.POST.get("lon", "")) or find.coordinates(words)
    except Refused as refused:
        context = {"problem": sentence(refused), "q": words, "asked": "", "wishes": rules.Wishes()}
        return render(request, "stations/near.html", context, status=422)
    if point:
        response = redirect(f"{back}?{query}" if query else back)
        places.keep_here(request, response, *point)
        return response
    named = urlencode([("near", words)]) if words else ""
    return redirect("?".join([back, "&".join(part for part in (named, query) if part)]).rstrip("?"))


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 5 else 0


def station_or_404(request: HttpRequest, uid: uuid.UUID) -> Station:
    """A station this viewer may see."""
    found = stations.find(uid, viewer(request))
    if found is None:
        raise Http404
    return found


def done(request: HttpRequest) -> str:
    """What to say to somebody who comes back from having said something."""
    later = _("答复会出现在这一页，您登录后就能看到。") if person_of(request) else ""
    words = {
        "report": _("收到了，谢谢您告诉后面的人。"),
        "visit": _("签到了，欢迎您。您这一扫，后面的人就知道这里开着。"),
        "thanks": _("收到了，谢谢您。工会看过以后就挂出来。"),
        "complaint": _("收到了，工会会去处理。") + later,
        "fault": _("报上去了，工会会安排人来修。"),
        "media": _("收到了，谢谢您。工会看过以后就展示出来。"),
    }
    return words.get(request.GET.get("done", ""), "")


@public
@kept_offline
def station(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open or not, how fresh, what is there, how to get there, what people say."""
    now = timezone.now()
    page = stations.page(station_or_404(request, uid), now)
    person = person_of(request)
    context = {
        "page": page,
        "station": page.station,
        "place": page.station.place,
        "card": told([page.card], now)[0],
        "codes": [(code, label, REPORT_ICONS[code]) for code, label in Report.CODES],
        "mine": stations.mine(page.station, person) if person else [],
        "sent": stations.sent(page.station, person) if person else [],
        "now": now,
        "done": done(request),
        "site": settings.SITE_URL,
        "picture": can_draw(),
        "back": reverse("stations:near"),
    }
    return render(request, "stations/station.html", context)


@public
@kept_offline
def banners(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Every banner of thanks at a station."""
    found = station_or_404(request, uid)
    context = {"station": found, "place": found.place, "banners": stations.banners_of(found)}
    return render(request, "stations/banners.html", {**context, "back": reverse("stations:station", args=[uid])})


@public
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The short address on signs and cards."""
    found = stations.by_code(code)
    if found is None:
        raise Http404
    return redirect("stations:station", uid=found.uid)


REPORT_ICONS = {
    "still_open": "door-open",
    "full": "users",
    "closed": "door-closed",
    "no_hot_water": "thermometer-snowflake",
    "wrong_position": "map-pin-off",
}
