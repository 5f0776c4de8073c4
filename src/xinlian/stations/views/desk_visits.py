"""Who came: charts with the tables behind them, and Excel."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xinlian.people.access import staff, today, viewer
from xinlian.sheets.writing import excel
from xinlian.stations.queries import desk, visits
from xinlian.stations.who import READERS

LABELS = {"day": "%m-%d", "week": "%m-%d", "month": "%Y-%m"}


def _window(request: HttpRequest) -> visits.Window:
    union = request.GET.get("union", "")
    known = {path for path, _name in desk.unions(viewer(request))}
    return visits.window(request.GET.get("step", "day"), today(), union if union in known else "")


@staff(*READERS)
def page(request: HttpRequest) -> HttpResponse:
    """Per day, week or month; where most came; which unions."""
    who, wanted = viewer(request), _window(request)
    series = visits.series(who, wanted)
    month = visits.series(who, visits.window("day", wanted.last, wanted.union))
    total = sum(count for _day, count in series)
    busiest = max(series, key=lambda row: row[1], default=None)
    context = {
        "window": wanted,
        "unions": desk.unions(who),
        "segments": [
            {"url": f"?step={step}&union={wanted.union}", "label": label, "active": wanted.step == step}
            for step, label in (("day", _("按天")), ("week", _("按周")), ("month", _("按月")))
        ],
        "total": total,
        "labels": [day.strftime(LABELS[wanted.step]) for day, _count in series],
        "series": {pgettext("visits", "人次"): [count for _day, count in series]},
        "heat": dict(month),
        "title": _("最多的一次是 %(day)s，%(n)d 人次") % {"day": busiest[0].strftime("%Y-%m-%d"), "n": busiest[1]}
        if busiest and busiest[1]
        else _("这段时间还没有人来"),
        "unit": pgettext("visits", "人次"),
        "station_bars": [
            (row["name"], row["n"], "", reverse("stations:desk_station", args=[row["uid"]]))
            for row in visits.by_station(who, wanted, 12)
        ],
        "union_bars": [
            (row["name"], row["n"], "", f"?step={wanted.step}&union={row['path']}")
            for row in visits.by_union(who, wanted)[:12]
        ],
    }
    return render(request, "stations/desk/visits.html", context)


@staff(*READERS)
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as Excel: per step, per station, per union."""
    who, wanted = viewer(request), _window(request)
    stations = [(row["code"], row["name"], row["union"], row["n"]) for row in visits.by_station(who, wanted)]
    unions = [(row["name"], row["n"]) for row in visits.by_union(who, wanted)]
    return excel(
        _("来访人次"),
        (_("日期"), pgettext("visits", "人次")),
        visits.series(who, wanted),
        [
            (_("各驿站"), (_("编号"), _("名称"), _("工会"), pgettext("visits", "人次")), stations),
            (_("各工会"), (_("工会"), pgettext("visits", "人次")), unions),
        ],
    )
