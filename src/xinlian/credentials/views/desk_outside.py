"""Certificates of others at the desk: noted, corrected, struck out; which day comes next."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.credentials import tables
from xinlian.credentials.actions import outside
from xinlian.credentials.forms.certificates import OutsideForm
from xinlian.credentials.queries import certificates as queries
from xinlian.credentials.views.desk_certificates import PAGE, crumbs
from xinlian.credentials.views.whose import whose
from xinlian.credentials.who import READERS, RUNNERS
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import kept

HOME = "credentials:desk_outside"


@staff(*READERS)
def home(request: HttpRequest) -> HttpResponse:
    """Those whose day is near or past; with ?all=1 every one."""
    who, on = viewer(request), timezone.localdate()
    every = bool(request.GET.get("all"))
    rows = queries.outside(who).order_by("person__name", "id") if every else queries.outside_due(who, on)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": tables.outside_table(page, page.paginator.count, on),
        "page": page,
        "every": every,
        "officer": bool(who.paths(RUNNERS)),
        "crumbs": crumbs((_("别处发的证书"), "")),
    }
    return render(request, "credentials/desk/outside.html", context)


@staff(*RUNNERS)
def new(request: HttpRequest) -> HttpResponse:
    """First whose, then what stands on it."""
    way = crumbs((_("记一张别处发的证书"), ""))
    person = whose(request, _("记一张别处发的证书"), way)
    if isinstance(person, HttpResponse):
        return person
    given = OutsideForm(request.POST or None)
    if request.method == "POST" and given.is_valid():
        by, now, said = the_person(request), timezone.now(), given.said()
        if kept(given, lambda: outside.note(person=person, **said, by=by, at=now)):
            messages.success(request, _("记好了。到日子以前会提醒他本人。"))
            return redirect(HOME)
    context = {"form": given, "person": person, "crumbs": way}
    return render(request, "credentials/desk/outside_one.html", context, status=422 if given.errors else 200)


@staff(*READERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One of them, to be corrected."""
    found = get_object_or_404(queries.outside(viewer(request)), uid=uid)
    officer = viewer(request).holds(RUNNERS, found.union_path)
    initial = {name: getattr(found, name) for name in ("kind", "title", "number", "issuer")}
    initial |= {name: getattr(found, name) for name in ("issued_on", "ends_on", "review_on")}
    initial["level"] = str(found.level.code) if found.level else ""
    given = OutsideForm(request.POST or None, initial=initial)
    if request.method == "POST" and given.is_valid():
        by, now, said = the_person(request), timezone.now(), given.said()
        if kept(given, lambda: outside.note(person=found.person, known=found, **said, by=by, at=now)):
            messages.success(request, _("改好了。"))
            return redirect(HOME)
    context = {"form": given, "one": found, "person": found.person, "officer": officer}
    context["crumbs"] = crumbs((found.person.name, ""))
    return render(request, "credentials/desk/outside_one.html", context, status=422 if given.errors else 200)


@staff(*RUNNERS)
@require_POST
def strike(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take it out."""
    found = get_object_or_404(queries.outside(viewer(request)), uid=uid)
    outside.strike(certificate=found, by=the_person(request), at=timezone.now())
    messages.success(request, _("删了。"))
    return redirect(HOME)
