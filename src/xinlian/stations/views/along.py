"""Along my route: a road by name, from one place to another, or a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import public
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations.queries import routes
from xinlian.stations.rules.wishes import Wishes
from xinlian.stations.shown import strip
from xinlian.stations.views.choices import choices
from xinlian.stations.views.worker import wishes_of

MODES = ("road", "way", "file")


@public
def along(request: HttpRequest) -> HttpResponse:
    """The road as a strip with the stations on it. A file's line is not stored: it goes along with each filter."""
    said = request.POST if request.method == "POST" else request.GET
    mode = said.get("by", "road") if said.get("by") in MODES else "road"
    wishes, now = wishes_of(request), timezone.now()
    context = _page(request, mode, wishes)
    try:
        route = _asked(request, mode)
        if route is None:
            return render(request, "stations/along.html", context)
        cards = routes.stations_on(route, wishes, now)
    except Refused as refused:
        context["problem"] = sentence(refused)
        return render(request, "stations/along.html", context, status=422)
    context["me"] = {"mark": route.mark or _("起点"), "words": _("从这里出发")}
    context |= {"route": route, "count": len(cards), "stops": strip(cards, now), "line": routes.packed(route)}
    return render(request, "stations/along.html", context)


def _asked(request: HttpRequest, mode: str) -> routes.Route | None:
    """The route that was asked for; None on the first visit."""
    if mode == "file":
        return _from_file(request)
    text = {name: request.GET.get(name, "").strip()[:40] for name in ("road", "from", "to")}
    if mode == "way":
        return routes.between(text["from"], text["to"]) if text["from"] or text["to"] else None
    if not text["road"]:
        return None
    return routes.on_road(text["road"], text["from"], text["to"], back=request.GET.get("back") == "1")


def _from_file(request: HttpRequest) -> routes.Route | None:
    if request.method != "POST":
        return None
    sent = request.FILES.get("file")
    if sent is not None:
        if sent.size and sent.size > routes.MAX_BYTES:
            raise Refused("route_too_big", {"megabytes": routes.MAX_BYTES // 1_000_000})
        return routes.of_file(sent.read(), str(sent.name)[:60])
    line = request.POST.get("line", "")
    if line:
        return routes.unpacked(line)
    raise Refused("route_missing")


def _page(request: HttpRequest, mode: str, wishes: Wishes) -> dict[str, Any]:
    labels = {"road": _("沿一条路"), "way": _("从哪到哪"), "file": _("路线文件")}
    here = reverse("stations:along")
    query = urlencode(wishes.query())
    modes = [
        {"url": f"{here}?by={one}{'&' + query if query else ''}", "label": labels[one], "active": one == mode}
        for one in MODES
    ]
    roads = routes.roads()
    return {
        "mode": mode,
        "modes": modes,
        "modes_label": _("怎么说路线"),
        "roads": roads,
        "road": request.GET.get("road") or (str(roads[0].uid) if roads else ""),
        "asked": {name: request.GET.get(name, "") for name in ("from", "to", "back")},
        "wishes": wishes,
        "choices": choices(wishes, request),
        "back": reverse("stations:near"),
    }
