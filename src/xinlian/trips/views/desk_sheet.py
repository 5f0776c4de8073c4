"""The batches of a programme as a sheet to type in, and more batches at once."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person
from xinlian.people.answering import attempt
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.trips.actions import programmes, trips
from xinlian.trips.forms.desk import LABELS, SeasonForm, TripRowForm
from xinlian.trips.models import Programme
from xinlian.trips.queries import desk
from xinlian.trips.rules.planning import next_start
from xinlian.trips.views.desk_programme import ONE, crumbs, find
from xinlian.trips.who import RUNNERS

SHEET = "trips:desk_sheet"


def _rows(request: HttpRequest, programme: Programme) -> list[TripRowForm]:
    routes = desk.routes(programme.union_path)
    choices = desk.route_choices(routes)
    return [
        TripRowForm(
            request.POST or None,
            prefix=str(trip.batch.number),
            trip=trip,
            routes=routes,
            choices=choices,
            leaders=desk.person_by_phone,
        )
        for trip in desk.trips(programme)
        if trip.batch.state == "standing"
    ]


@staff(*RUNNERS)
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """Every batch a line; what was changed is changed together or not at all."""
    programme = find(request, uid)
    rows = _rows(request, programme)
    valid = [one.is_valid() for one in rows]  # every line says what is wrong with it
    if request.method == "POST" and all(valid):
        changed = _save(request, rows)
        if changed is not None:
            words = ngettext("改了 %(n)d 批。", "改了 %(n)d 批。", changed) % {"n": changed}
            messages.success(request, words if changed else _("没有什么要改的。"))
            return redirect(ONE, uid)
    context = {
        "programme": programme,
        "rows": rows,
        "labels": [(name, words) for name, words in LABELS.items()],
        "more": SeasonForm(routes=desk.routes(programme.union_path), initial=_proposal(programme)),
        "shaped": programme.offering.state in ("draft", "open", "closed"),
        "crumbs": crumbs(programme, _("改批次")),
    }
    return render(request, "trips/desk/sheet.html", context)


def _save(request: HttpRequest, rows: list[TripRowForm]) -> int | None:
    """Save what changed; how many lines, or None when one was refused (it then says why)."""
    by, now, changed = the_person(request), timezone.now(), 0
    try:
        with transaction.atomic():
            for row in rows:
                try:
                    changed += bool(trips.change_trip(trip=row.trip, values=row.values(), by=by, at=now))
                except Refused as refused:
                    row.add_error(None, sentence(refused))
                    raise
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        return None
    return changed


def _proposal(programme: Programme) -> dict[str, Any]:
    """More batches begin where the present ones end."""
    starts = [trip.batch.starts_at for trip in desk.trips(programme)]
    local = [timezone.localdate(one) for one in starts]
    return {"first_on": next_start(local, timezone.localdate()), "count": 1}


@staff(*RUNNERS)
@require_POST
def more(request: HttpRequest, uid: str) -> HttpResponse:
    """Add batches behind those that are there."""
    programme = find(request, uid)
    form = SeasonForm(request.POST, routes=desk.routes(programme.union_path))
    if not form.is_valid():
        messages.error(request, _("有的格子没有填对，批次没有加上。请再看一眼。"))
        return redirect(SHEET, uid)
    by, now, season = the_person(request), timezone.now(), form.season()
    return attempt(
        request,
        lambda: programmes.lay_out(programme=programme, season=season, by=by, at=now),
        _("加上了 %(n)d 批。") % {"n": season.count},
        SHEET,
        uid,
    )
