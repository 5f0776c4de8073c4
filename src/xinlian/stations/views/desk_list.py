"""The desk's list of stations: filtered, sorted, chosen from, taken out."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.people.scope import Viewer
from xinlian.sheets.writing import comma_separated, excel
from xinlian.stations.actions import filters as filter_actions
from xinlian.stations.forms.desk import FilterForm, SaveFilterForm
from xinlian.stations.queries import bulk, desk, exports
from xinlian.stations.tables import stations_table
from xinlian.stations.views.bulk_acts import DONE, TITLES, run
from xinlian.stations.who import READERS

PAGE = 50


def _filter(request: HttpRequest, who: Viewer) -> FilterForm:
    return FilterForm(request.GET, unions=desk.unions(who))


def _found(request: HttpRequest, who: Viewer, form: FilterForm) -> Any:
    found = desk.filtered(desk.stations(who, timezone.now()), form.wanted())
    return desk.ordered(found, request.GET.get("sort", "code"))


@staff(*READERS)
def stations(request: HttpRequest) -> HttpResponse:
    """The list, fifty a page, with sums over everything that was filtered."""
    who, now = viewer(request), timezone.now()
    form = _filter(request, who)
    found = _found(request, who, form)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    totals = desk.totals(found, now)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "totals": totals,
        "table": stations_table(page, totals, now, query.urlencode()),
        "query": query.urlencode(),
        "filtered": any(value for key, value in form.cleaned_data.items()),
        "saved": desk.saved_filters(who),
        "kept": [(key, value) for key, value in request.GET.items() if key not in ("page", "datum")],
        "save_form": SaveFilterForm(initial={"query": query.urlencode()}),
        "officer": bool(who.paths(("officer",))),
    }
    return render(request, "stations/desk/list.html", context)


@staff(*READERS)
def station_map(request: HttpRequest) -> HttpResponse:
    """The same filter on a map, with the list beside it."""
    who = viewer(request)
    form = _filter(request, who)
    found = _found(request, who, form)
    context = {
        "form": form,
        "stations": found[:300],
        "count": found.count(),
        "query": request.GET.urlencode(),
        "legend": desk.legend(),
        "tiles": settings.TILE_URL,
    }
    return render(request, "stations/desk/map.html", context)


@staff(*READERS)
def map_data(request: HttpRequest) -> JsonResponse:
    """What the map draws: points with state, roads and towns to know where one is."""
    who, now = viewer(request), timezone.now()
    found = _found(request, who, _filter(request, who))
    points = [
        {
            "lat": station.place.lat,
            "lon": station.place.lon,
            "name": station.place.name,
            "url": reverse("stations:desk_station", args=[station.uid]),
            "state": desk.map_state(station, now),
        }
        for station in found
    ]
    return JsonResponse({"points": points, **desk.landmarks([(one["lat"], one["lon"]) for one in points])})


@staff(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """What is filtered as Excel, CSV, GeoJSON or the map companies' table; positions in the datum asked for."""
    who = viewer(request)
    found = _found(request, who, _filter(request, who)).iterator(chunk_size=500)
    datum = request.GET.get("datum", "wgs84")
    if datum not in exports.DATUMS:
        datum = "wgs84"
    name = f"{_('驿站')}-{timezone.localdate():%Y%m%d}-{datum}"
    if form == "xlsx":
        return excel(name, exports.HEADERS, exports.rows(found, datum))
    if form == "csv":
        return comma_separated(name, exports.HEADERS, exports.rows(found, datum))
    if form == "maps":
        return comma_separated(f"{_('报图商')}-{name}", exports.MAP_HEADERS, exports.for_maps(found))
    if form == "geojson":
        answer = JsonResponse(exports.collection(found, datum), content_type="application/geo+json")
        answer["Content-Disposition"] = f'attachment; filename="stations-{datum}.geojson"'
        return answer
    raise Http404


@staff(*READERS)
@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    """Give the present filter a name."""
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        return redirect("stations:desk_stations")
    person, now = the_person(request), timezone.now()
    data = form.cleaned_data
    return attempt(
        request,
        lambda: filter_actions.keep_filter(by=person, at=now, name=data["name"], query=data["query"]),
        _("记下了这个筛选。地址栏里的地址可以直接发给同事。"),
        "stations:desk_stations",
    )


@staff(*READERS)
@require_POST
def drop_filter(request: HttpRequest, uid: str) -> HttpResponse:
    """Forget a filter of one's own."""
    person, now = the_person(request), timezone.now()
    kept = get_object_or_404(desk.saved_filters(viewer(request)), uid=uid)
    return attempt(
        request,
        lambda: filter_actions.drop_filter(by=person, at=now, kept=kept),
        _("删掉了这个筛选。"),
        "stations:desk_stations",
    )


@staff(*READERS)
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """An act on the chosen stations: first what it would do, then, with `go`, done."""
    who, now, act = viewer(request), timezone.now(), request.POST.get("act", "")
    if act not in bulk.ACTS:
        raise Http404
    everything = request.POST.get("all") == "1"
    chosen = bulk.chosen(_found(request, who, _filter(request, who)), request.POST.getlist("ids"), everything)
    planned = bulk.plan(who, act, chosen, now)
    if request.POST.get("go"):
        return attempt(
            request,
            lambda: run(act, planned, by=the_person(request), at=now),
            DONE[act] % {"n": sum(one.decision.ok for one in planned)},
            "stations:desk_stations",
        )
    context = {
        "act": act,
        "title": TITLES[act],
        "planned": planned,
        **bulk.summary(planned),
        "everything": everything,
        "query": request.GET.urlencode(),
    }
    return render(request, "stations/desk/many.html", context)
