"""One batch at the desk: its facts, its roster, its lists to take along."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.sheets import paper, sections
from xinlian.sheets.writing import excel
from xinlian.trips import papers, tables
from xinlian.trips.actions import lists, trips
from xinlian.trips.forms.desk import CostForm, TripNoteForm
from xinlian.trips.models import Trip
from xinlian.trips.queries import desk, desk_money, desk_papers, desk_survey
from xinlian.trips.rules.money import Excess, yuan
from xinlian.trips.views.desk_programme import crumbs
from xinlian.trips.who import READERS, RUNNERS

FORMS = ("xlsx", "pdf")


def find(request: HttpRequest, uid: str) -> Trip:
    """The trip of an address, if the viewer may see it."""
    return get_object_or_404(desk.trip(viewer(request), uid))


@staff(*READERS)
@never_cache
def trip(request: HttpRequest, uid: str) -> HttpResponse:
    """A batch: how it travels, who is on it, what it costs."""
    found = find(request, uid)
    [bill] = desk_money.bills(found.programme, [found])
    insured = desk_papers.seats(found, ("accepted", "attended"))
    context = {
        "trip": found,
        "batch": found.batch,
        "programme": found.programme,
        "facts": [(label, value, True) for label, value in papers.trip_facts(found)],
        "roster": desk_papers.on_page(found),
        "seat_tones": tables.SEAT_TONES,
        "relatives": desk_papers.relatives(found),
        "no_id": sum(not seat.application.person.id_type for seat in insured),
        "bill": bill.bill,
        "person_yuan": yuan(bill.bill.person_fen),
        "day_yuan": yuan(bill.bill.day_fen),
        "total_yuan": yuan(bill.bill.total_fen),
        "excesses": [(one.code, *excess_words(one)) for one in bill.excesses],
        "costs": [(cost, yuan(cost.fen)) for cost in desk_money.costs(found)],
        "begun": found.batch.starts_at <= timezone.now(),
        "askable": desk_survey.askable(found),
        "unticked": sum(seat.state == "accepted" for seat in insured),
        "cost_form": CostForm(),
        "note_form": TripNoteForm(initial={"note": found.note}),
        "officer": viewer(request).holds(RUNNERS, found.union_path),
        "title": tables.number_words(found.batch.number),
        "crumbs": crumbs(found.programme, tables.number_words(found.batch.number)),
    }
    return render(request, "trips/desk/trip.html", context)


def excess_words(one: Excess) -> tuple[str, str]:
    """What is allowed and what it is, in words."""
    if one.code == "days_over":
        return _("%(n)d 天") % {"n": one.allowed}, _("%(n)d 天") % {"n": one.found}
    return _("%(yuan)s 元") % {"yuan": yuan(one.allowed)}, _("%(yuan)s 元") % {"yuan": yuan(one.found)}


@staff(*RUNNERS)
@require_POST
def note(request: HttpRequest, uid: str) -> HttpResponse:
    """What to bring, what to know: the words that everybody on the trip reads."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    values = {"note": request.POST.get("note", "").strip()[:300]}
    return attempt(
        request,
        lambda: trips.change_trip(trip=found, values=values, by=by, at=now),
        _("改好了。"),
        "trips:desk_trip",
        uid,
    )


@staff(*RUNNERS)
@require_POST
def roster(request: HttpRequest, uid: str, form: str) -> HttpResponseBase:
    """The roster with whole phone numbers, to Excel or PDF; a line in the journal each time."""
    found = _listed(request, uid, form)
    rows = desk_papers.roster_rows(found)
    lists.take_roster(trip=found, form=form, people=len(rows), by=the_person(request), at=timezone.now())
    name = f"{tables.number_words(found.batch.number)}-花名册"
    if form == "pdf":
        return paper.answer(name, sections.SHEET, papers.roster(found, rows))
    return _excel(name, desk_papers.ROSTER_HEADERS, rows)


@staff(*RUNNERS)
@require_POST
def insurance(request: HttpRequest, uid: str, form: str) -> HttpResponseBase:
    """The insurance list with ID numbers, to Excel or PDF; a line in the journal each time."""
    found = _listed(request, uid, form)
    rows = desk_papers.insurance_rows(found)
    lists.take_insurance_list(trip=found, form=form, people=len(rows), by=the_person(request), at=timezone.now())
    name = f"{tables.number_words(found.batch.number)}-投保名单"
    if form == "pdf":
        return paper.answer(name, sections.SHEET, papers.insurance(found, rows))
    return _excel(name, desk_papers.INSURANCE_HEADERS, rows)


def _listed(request: HttpRequest, uid: str, form: str) -> Trip:
    if form not in FORMS:
        raise Http404
    return find(request, uid)


def _excel(name: str, headers: tuple[str, ...], rows: list[list[str]]) -> HttpResponseBase:
    answer = excel(name, headers, rows)
    answer["Cache-Control"] = "no-store"
    return answer
