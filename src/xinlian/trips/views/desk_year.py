"""The year of trips: a page, Excel, a paper."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.people.access import staff, viewer
from xinlian.people.queries.desk import tops
from xinlian.sheets import paper, sections
from xinlian.sheets.writing import excel
from xinlian.trips import papers, tables
from xinlian.trips.queries import desk, desk_year
from xinlian.trips.who import READERS


@staff(*READERS)
def year(request: HttpRequest, wanted: int) -> HttpResponse:
    """The year in numbers."""
    who = viewer(request)
    found = desk_year.year(who, wanted)
    context = {
        "found": found,
        "table": tables.year_table(found),
        "occupations": found.occupations[:12],
        "unions": found.unions[:12],
        "went": found.total("went"),
        "applied": found.total("applied"),
        "missed": found.total("missed"),
        "batches": found.total("batches"),
        "years": [
            {"url": reverse("trips:desk_year", args=[one]), "label": str(one), "active": one == wanted}
            for one in desk.years(who)
        ],
        "crumbs": [(_("疗休养"), reverse("trips:desk_trips")), (_("年度报告"), "")],
    }
    return render(request, "trips/desk/year.html", context)


@staff(*READERS)
def export(request: HttpRequest, wanted: int, form: str) -> HttpResponseBase:
    """The same as Excel or PDF."""
    who = viewer(request)
    found = desk_year.year(who, wanted)
    name = f"{wanted}-疗休养年度报告"
    if form == "pdf":
        union = "、".join(one.name for one in tops(who, READERS)[:3])
        return paper.answer(name, sections.SHEET, papers.year(found, union))
    if form != "xlsx":
        raise Http404
    more = [("职业", ("职业", "人次"), found.occupations), ("工会", ("工会", "人次"), found.unions)]
    return excel(name, papers.YEAR_HEADERS, papers.year_rows(found), more)
