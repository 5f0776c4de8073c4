"""A session at the desk: moved, ticked, its code for the wall, made up for."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.enrolment.actions.attending import proof_of
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.rows.refusals import Refused
from xinlian.training.actions import attending
from xinlian.training.actions import timetable as acts
from xinlian.training.forms.classes import ElsewhereForm, PhoneForm, SessionForm, TickForm
from xinlian.training.laying import when
from xinlian.training.models import Project, Session
from xinlian.training.queries import class_page, classes, programmes, teaching
from xinlian.training.queries import make_up as missed
from xinlian.training.queries import timetable as queries
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import KEEPERS, READERS, TEACHERS

ONE = "training:desk_session"


def find(request: HttpRequest, uid: uuid.UUID) -> Session:
    """The session of an address, if the viewer may see it."""
    return get_object_or_404(queries.sessions(viewer(request)), uid=uid)


def crumbs(session: Session, here: str = "") -> list[tuple[str, str]]:
    """The way to a page below a session."""
    one = session.training_class
    top = [
        (_("课程表"), reverse("training:desk_timetable")),
        (class_page.name(one), reverse("training:desk_class", args=[one.uid])),
    ]
    mine = reverse(ONE, args=[session.uid]) if here else ""
    return [*top, (session.subject.name, mine), *([(here, "")] if here else [])]


@staff(*READERS)
@require_safe
def session(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """When, where, by whom, who is there."""
    return _page(request, find(request, uid), {})


def _page(request: HttpRequest, found: Session, more: dict[str, Any], status: int = 200) -> HttpResponse:
    now = timezone.now()
    missing = next((one for one in missed.needed([found.training_class], now) if one.session.pk == found.pk), None)
    context = {
        **shared(request, found.training_class.programme.project),
        **teaching.with_numbers(found),
        "session": found,
        "training_class": found.training_class,
        "clock": teaching.clock(found),
        "crumbs": crumbs(found),
        "teacher": viewer(request).holds(TEACHERS, found.union_path),
        "form": SessionForm(session=found, free=queries.free_trainers(found)),
        "phone_form": PhoneForm(),
        "begun": found.starts_at <= now,
        "standing": found.training_class.batch.state == "standing" and found.training_class.finished_at is None,
        "missing": missing,
        **more,
    }
    return render(request, "training/desk/session.html", context, status=status)


@staff(*KEEPERS)
@require_POST
def move(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """To another day, time, room or trainer."""
    found = find(request, uid)
    form = SessionForm(request.POST, session=found)
    by, now = the_person(request), timezone.now()
    if form.is_valid():
        more: dict[str, Any] = {"room": form.cleaned_data["room"], "trainer": form.cleaned_data["trainer"]}
        if kept(form, lambda: acts.move_session(session=found, starts_at=form.starts_at(), by=by, at=now, **more)):
            return attempt(request, lambda: None, _("改好了。时间或教室变了，班里的人会收到通知。"), ONE, uid)
    return _page(request, find(request, uid), {"form": form, "open": True}, 422)


@staff(*TEACHERS)
@require_POST
def tick(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody is there, or is not after all."""
    found, form = find(request, uid), TickForm(request.POST)
    if not form.is_valid():
        return redirect(ONE, uid)
    seat = get_object_or_404(teaching.seats_of(found), uid=form.cleaned_data["seat"])
    by, now, here = the_person(request), timezone.now(), form.cleaned_data["here"] == "1"
    said: dict[str, Any] = {"person": seat.application.person, "here": here, "client_uid": form.uid(), "said_at": now}
    return attempt(request, lambda: attending.turn(session=found, by=by, at=now, **said), "", ONE, uid)


@staff(*TEACHERS)
@require_POST
def come(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Whoever stands before the desk, by phone number: there, or told that they are not in this class."""
    found, form = find(request, uid), PhoneForm(request.POST)
    if not form.is_valid():
        return _page(request, found, {"phone_form": form}, 422)
    by, now = the_person(request), timezone.now()

    def act() -> object:
        builder = programmes.builder_by_phone(found.training_class.programme.project, form.cleaned_data["phone"])
        if builder is None:
            raise Refused("builder_phone_unknown")
        if classes.seat_in(found.training_class, builder.person_id) is None:
            raise Refused("person_not_in_class")
        said: dict[str, Any] = {"person": builder.person, "here": True, "client_uid": form.uid(), "said_at": now}
        return attending.turn(session=found, by=by, at=now, **said)

    return attempt(request, act, _("记下了：到了。"), ONE, uid)


@staff(*TEACHERS)
@require_safe
@never_cache
def code(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The sheet for the wall of the room."""
    found = find(request, uid)
    proof = proof_of(found.training_class.batch, found.code)
    address = request.build_absolute_uri(f"{reverse('training:here', args=[found.uid])}?p={proof}")
    context = {
        "session": found,
        "clock": teaching.clock(found),
        "address": address,
        "crumbs": crumbs(found, _("墙上的码")),
        "title": class_page.name(found.training_class),
    }
    return render(request, "training/desk/session_code.html", context)


@staff(*TEACHERS)
def make_up(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Held again for who missed it."""
    found, now, by = find(request, uid), timezone.now(), the_person(request)
    form = SessionForm(request.POST or None, session=found)
    if request.method == "POST" and form.is_valid():
        more: dict[str, Any] = {"room": form.cleaned_data["room"], "trainer": form.cleaned_data["trainer"]}
        starts_at = form.starts_at()
        if kept(form, lambda: attending.make_up(session=found, starts_at=starts_at, by=by, at=now, **more)):
            return attempt(request, lambda: None, _("补课安排好了，缺课的人收到了通知。"), "training:desk_make_up")
    return _make_up_page(request, found, {"form": form})


def _make_up_page(request: HttpRequest, found: Session, more: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        **shared(request, found.training_class.programme.project),
        "session": found,
        "clock": teaching.clock(found),
        "people": attending.who_missed(found),
        "form": SessionForm(session=found),
        "elsewhere": _elsewhere_form(found),
        "crumbs": crumbs(found, _("补课")),
        **more,
    }
    return render(request, "training/desk/make_up.html", context, status=status)


def _elsewhere_form(found: Session, data: Any = None) -> ElsewhereForm:
    others, people = missed.like(found, timezone.now()), attending.who_missed(found)
    return ElsewhereForm(
        data,
        others=missed.rows_of(others),
        words=lambda one: f"{when(one)} {class_page.name(one.training_class)}",
        people=missed.builders_of(people),
    )


@staff(*TEACHERS)
@require_POST
def elsewhere(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody sat in another class's session of the same subject."""
    found = find(request, uid)
    form = _elsewhere_form(found, request.POST)
    if not form.is_valid():
        return _make_up_page(request, found, {"elsewhere": form}, 422)
    by, now, said = the_person(request), timezone.now(), form.cleaned_data
    more: dict[str, Any] = {"other": said["other"], "builder": said["builder"], "client_uid": form.uid()}
    done = _("记下了，这节课不缺了。")
    return attempt(
        request, lambda: attending.sat_elsewhere(session=found, by=by, at=now, **more), done, "training:desk_make_up"
    )


@staff(*READERS)
@require_safe
@at_base
def needed(request: HttpRequest, project: Project) -> HttpResponse:
    """Who needs to make up what."""
    rows = missed.begun(classes.listed(viewer(request), project), timezone.now())
    context = {
        **shared(request, project),
        "lines": [
            {"one": one, "clock": teaching.clock(one.session), "name": class_page.name(one.session.training_class)}
            for one in missed.needed(rows, timezone.now())
        ],
        "teacher": viewer(request).holds(TEACHERS, project.union_path),
    }
    return render(request, "training/desk/make_up_needed.html", context)
