"""The table of applications: filtered, chosen from, acted on together, taken out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.enrolment.actions import refusing, seats
from xinlian.enrolment.models import Application
from xinlian.people.access import staff, the_person, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.sheets.writing import excel
from xinlian.trips import tables
from xinlian.trips.actions import lists
from xinlian.trips.forms.desk import FilterForm, ReasonForm, SeatForm
from xinlian.trips.models import Programme
from xinlian.trips.queries import desk
from xinlian.trips.queries import desk_applications as queries
from xinlian.trips.views.desk_programme import crumbs, find
from xinlian.trips.who import READERS, RUNNERS

PAGE = 50
LIST = "trips:desk_applications"


def _filter(request: HttpRequest, programme: Programme) -> FilterForm:
    offering = programme.offering
    return FilterForm(
        request.GET,
        unions=queries.unions(viewer(request), offering),
        groups=queries.groups(offering),
        numbers=[one["number"] for one in desk.free_batches(programme)],
    )


def _found(request: HttpRequest, programme: Programme, form: FilterForm) -> Any:
    wanted = queries.Wanted(**form.wanted(), sort=request.GET.get("sort", "applied"))
    return queries.applications(viewer(request), programme, wanted)


@staff(*READERS)
def applications(request: HttpRequest, uid: str) -> HttpResponse:
    """The table, fifty a page."""
    programme = find(request, uid)
    form = _filter(request, programme)
    page = Paginator(_found(request, programme, form), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    table = tables.applications_table(page, page.paginator.count, query.urlencode(), programme)
    officer = viewer(request).holds(RUNNERS, programme.union_path)
    context = {
        "programme": programme,
        "form": form,
        "page": page,
        "table": table if officer else {**table, "bulk": []},
        "query": query.urlencode(),
        "filtered": any(form.cleaned_data.values()),
        "officer": officer,
        "import_url": tables.address("enrolment:desk_import", programme.offering.uid),
        "crumbs": crumbs(programme, _("报名名单")),
    }
    return render(request, "trips/desk/applications.html", context)


@staff(*RUNNERS)
@require_POST
def export(request: HttpRequest, uid: str) -> HttpResponseBase:
    """What is filtered as Excel, with a line in the journal."""
    programme = find(request, uid)
    rows = _found(request, programme, _filter(request, programme))
    lists.take_applications(programme=programme, people=rows.count(), by=the_person(request), at=timezone.now())
    answer = excel(
        f"{programme.offering.title}-报名", queries.HEADERS, queries.table_rows(rows.iterator(chunk_size=500))
    )
    answer["Cache-Control"] = "no-store"
    return answer


@staff(*RUNNERS)
@require_POST
def many(request: HttpRequest, uid: str) -> HttpResponse:
    """An act on those chosen: first whom it would touch and what it needs, then done."""
    programme, act = find(request, uid), request.POST.get("act", "")
    if act not in ("place", "refuse"):
        raise Http404
    chosen = queries.chosen(_found(request, programme, _filter(request, programme)), request.POST.getlist("ids"))
    ready = [one for one in chosen if one.state == "standing" and not one.standing_seats]  # type: ignore[attr-defined]
    data = request.POST if request.POST.get("go") else None
    batches = desk.free_batches(programme)
    form: Any = ReasonForm(data) if act == "refuse" else SeatForm(data, batches=batch_choices(batches))
    if data is not None and form.is_valid():
        done = _do(request, programme, act, ready, form.cleaned_data)
        messages.success(request, _("办好了 %(n)d 个人。") % {"n": done})
        return redirect(f"{reverse(LIST, args=[uid])}?{request.GET.urlencode()}")
    context = {
        "programme": programme,
        "act": act,
        "form": form,
        "chosen": chosen,
        "ready": ready,
        "held": len(chosen) - len(ready),
        "query": request.GET.urlencode(),
        "batches": batches,
        "crumbs": crumbs(programme, _("对选中的人")),
    }
    return render(request, "trips/desk/many.html", context)


def batch_choices(batches: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Batches for a select, with what is free."""
    return [(one["uid"], _("第 %(n)d 批 · 空 %(free)d") % {"n": one["number"], "free": one["free"]}) for one in batches]


def _do(request: HttpRequest, programme: Programme, act: str, ready: list[Application], said: dict[str, Any]) -> int:
    """Each in a transaction of its own; how many could be done. What was refused is said once for each reason."""
    by, now = the_person(request), timezone.now()
    if act == "place":
        batch = desk.batch(programme, said["batch"])

        def one_act(one: Application) -> object:
            return seats.place_by_hand(
                application=one, batch=batch, why=said["why"], agreed=said["agreed"], by=by, at=now
            )
    else:

        def one_act(one: Application) -> object:
            return refusing.turn_down(application=one, why=said["why"], by=by, at=now)

    return _each(request, ready, one_act)


def _each(request: HttpRequest, ready: list[Application], act: Callable[[Application], object]) -> int:
    done, refusals = 0, dict[str, int]()
    for one in ready:
        try:
            act(one)
            done += 1
        except Refused as refused:
            if refused.code.startswith("role_"):
                raise
            refusals[sentence(refused)] = refusals.get(sentence(refused), 0) + 1
    for words, n in refusals.items():
        messages.warning(request, _("%(n)d 个人没有办成：%(why)s") % {"n": n, "why": words})
    return done
