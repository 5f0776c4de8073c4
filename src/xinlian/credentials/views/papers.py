"""Passes to print; each printing leaves a line in the journal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xinlian.credentials import papers
from xinlian.credentials.actions import printing
from xinlian.credentials.queries import desk
from xinlian.credentials.rules.states import STANDS
from xinlian.credentials.who import RUNNERS
from xinlian.people.access import staff, the_person, viewer
from xinlian.sheets import paper


@staff(*RUNNERS)
def one(request: HttpRequest, uid: str, form: str) -> HttpResponse:
    """One pass as a card or a sticker."""
    if form not in ("card", "sticker"):
        raise Http404
    found = get_object_or_404(desk.one(viewer(request), uid).filter(state__in=STANDS))
    printing.printed(passes=[found], form=form, by=the_person(request), at=timezone.now())
    return paper.answer(f"{found.name}-{form}", papers.CARDS, papers.data(form, [found]))


@staff(*RUNNERS)
def sheet(request: HttpRequest) -> HttpResponse:
    """The first 24 of what the list shows, as labels."""
    who, now = viewer(request), timezone.now()
    rows = desk.listed(who, request.GET.get("q", ""), request.GET.get("state", ""), request.GET.get("sort", ""), now)
    found = list(rows.filter(state__in=STANDS)[: papers.PER_SHEET])
    if not found:
        raise Http404
    printing.printed(passes=found, form="sheet", by=the_person(request), at=now)
    return paper.answer("passes-24", papers.CARDS, papers.data("sheet", found))
