"""Bases and their routes at the desk."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import staff, the_person, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.trips.actions import bases as acts
from xinlian.trips.forms.desk import BaseForm, RouteForm, UnionForm, itinerary_text
from xinlian.trips.models import Base, Route
from xinlian.trips.queries import desk
from xinlian.trips.who import READERS, RUNNERS

HOME, ONE = "trips:desk_bases", "trips:desk_base"


def _crumbs(base: Base | None = None) -> list[tuple[str, str]]:
    found = [(_("疗休养"), reverse("trips:desk_trips")), (_("基地和线路"), reverse(HOME))]
    return [*found, (base.name, reverse(ONE, args=[base.uid]))] if base else found


def _kept(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether it could be kept; what was refused stands at the form."""
    try:
        act()
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return False
    return True


@staff(*READERS)
def bases(request: HttpRequest) -> HttpResponse:
    """Where trips go."""
    who = viewer(request)
    context = {
        "bases": desk.bases(who),
        "officer": bool(who.paths(RUNNERS)),
        "crumbs": [*_crumbs()[:1], (_("基地和线路"), "")],
    }
    return render(request, "trips/desk/bases.html", context)


@staff(*RUNNERS)
def new(request: HttpRequest) -> HttpResponse:
    """One base more."""
    who, data = viewer(request), request.POST or None
    unions, form = UnionForm(data, unions=desk.union_choices(who)), BaseForm(data)
    if request.method == "POST" and unions.is_valid() and form.is_valid():
        union = desk.union(who, unions.cleaned_data["union"])
        by, now = the_person(request), timezone.now()
        if _kept(form, lambda: acts.add_base(union=union, values=form.cleaned_data, by=by, at=now)):
            messages.success(request, _("记下了。接着加一条线路。"))
            return redirect(HOME)
    return _page(request, _("新基地"), form, _crumbs(), unions=unions)


def _page(request: HttpRequest, title: str, form: forms.Form, crumbs: Any, **more: Any) -> HttpResponse:
    return render(
        request, "trips/desk/form.html", {"title": title, "form": form, "crumbs": [*crumbs, (title, "")], **more}
    )


@staff(*READERS)
def base(request: HttpRequest, uid: str) -> HttpResponse:
    """A base with its routes; officers correct it here."""
    who = viewer(request)
    found = get_object_or_404(desk.base(who, uid))
    officer = who.holds(RUNNERS, found.union_path)
    form = BaseForm(request.POST or None, initial={name: getattr(found, name) for name in acts.BASE_FIELDS})
    if request.method == "POST" and form.is_valid():
        by, now = the_person(request), timezone.now()
        if _kept(form, lambda: acts.change_base(base=found, values=form.cleaned_data, by=by, at=now)):
            messages.success(request, _("改好了。"))
            return redirect(ONE, uid)
    context = {
        "base": found,
        "routes": desk.routes_of(found),
        "form": form,
        "officer": officer,
        "crumbs": [*_crumbs(), (found.name, "")],
    }
    return render(request, "trips/desk/base.html", context)


@staff(*RUNNERS)
def new_route(request: HttpRequest, uid: str) -> HttpResponse:
    """One route more."""
    found = get_object_or_404(desk.base(viewer(request), uid))
    form = RouteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, now = the_person(request), timezone.now()
        if _kept(form, lambda: acts.add_route(base=found, values=form.values(), by=by, at=now)):
            messages.success(request, _("线路记下了。"))
            return redirect(ONE, uid)
    return _page(request, _("新线路"), form, _crumbs(found))


@staff(*RUNNERS)
def route(request: HttpRequest, uid: str) -> HttpResponse:
    """Correct a route."""
    found = get_object_or_404(desk.route(viewer(request), uid))
    form = RouteForm(request.POST or None, initial=_said(found))
    if request.method == "POST" and form.is_valid():
        by, now = the_person(request), timezone.now()
        if _kept(form, lambda: acts.change_route(route=found, values=form.values(), by=by, at=now)):
            messages.success(request, _("改好了。"))
            return redirect(ONE, found.base.uid)
    return _page(request, found.name, form, _crumbs(found.base))


def _said(found: Route) -> dict[str, Any]:
    return {
        "name": found.name,
        "days": found.days,
        "price": found.price_fen / 100,
        "itinerary": itinerary_text(found),
        "closed_on": found.closed_on,
    }
