"""One application at the desk: what was wished, the seats, the story; and an officer's acts by hand."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.enrolment.actions import refusing, seats
from xinlian.enrolment.models import Application, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.rows.refusals import Refused
from xinlian.trips import tables
from xinlian.trips.forms.desk import ReasonForm, SeatForm, SubstituteForm
from xinlian.trips.models import Programme
from xinlian.trips.queries import desk
from xinlian.trips.queries import desk_applications as queries
from xinlian.trips.views.desk_applications import LIST, batch_choices
from xinlian.trips.views.desk_programme import crumbs
from xinlian.trips.who import READERS, RUNNERS

ONE = "trips:desk_application"


def _find(request: HttpRequest, uid: str) -> tuple[Application, Programme]:
    application = get_object_or_404(queries.one(viewer(request), uid))
    return application, get_object_or_404(desk.programmes(viewer(request)), offering=application.offering)


def _standing(had: list[Seat]) -> Seat | None:
    return next((seat for seat in had if seat.state in SEAT_STANDS), None)


@staff(*READERS)
def application(request: HttpRequest, uid: str) -> HttpResponse:
    """What somebody wished, what they got and why, what was done."""
    found, programme = _find(request, uid)
    had = queries.seats(found)
    seat, choices = _standing(had), batch_choices(desk.free_batches(programme))
    context = {
        "application": found,
        "programme": programme,
        "tone": tables.APPLICATION_TONES[found.state],
        "seat": seat,
        "seat_tone": tables.SEAT_TONES[seat.state] if seat else "off",
        "had": had,
        "facts": _facts(found),
        "why_not": queries.reasons(found),
        "story": queries.story(found, had),
        "place_form": SeatForm(batches=choices),
        "reason_form": ReasonForm(),
        "substitute_form": SubstituteForm(),
        "officer": viewer(request).holds(RUNNERS, programme.union_path),
        "open_list": programme.offering.state in ("draft", "open", "closed"),
        "crumbs": crumbs(programme, found.person.name, (_("报名名单"), reverse(LIST, args=[programme.uid]))),
    }
    return render(request, "trips/desk/application.html", context)


def _facts(found: Application) -> list[tuple[str, Any, bool]]:
    person = found.person
    facts = [
        (_("工会"), person.union.name if person.union else "", True),
        (_("职业"), person.get_occupation_display(), False),
        (_("单位"), person.employer.name if person.employer else "", True),
        (_("手机号"), queries.masked(found), False),
        (_("优先组"), found.group.name if found.group else "", True),
        (_("想去的批次"), "、".join(map(str, found.wished)), False),
        (_("能去的批次"), "、".join(map(str, found.possible)), False),
        (_("结伴码"), found.party.code if found.party else "", False),
        (_("签号"), found.lot or "", False),
        (_("怎么报的"), found.get_way_display(), False),
        (_("备注"), found.note, True),
    ]
    return [one for one in facts if one[1]]


def _act(
    request: HttpRequest, uid: str, form: forms.Form, act: Callable[[dict[str, Any]], object], done: str
) -> HttpResponse:
    if not form.is_valid():
        messages.error(request, _("没有办成：请把理由和其他格子填好。"))
        return redirect(ONE, uid)
    return attempt(request, lambda: act(form.cleaned_data), done, ONE, uid)


def _seat_of(found: Application) -> Seat:
    seat = _standing(queries.seats(found))
    if seat is None:
        raise Refused("no_seat")
    return seat


@staff(*RUNNERS)
@require_POST
def place(request: HttpRequest, uid: str) -> HttpResponse:
    """Give a seat by hand."""
    found, programme = _find(request, uid)
    form = SeatForm(request.POST, batches=batch_choices(desk.free_batches(programme)))
    by, now = the_person(request), timezone.now()
    return _act(
        request,
        uid,
        form,
        lambda said: seats.place_by_hand(
            application=found,
            batch=desk.batch(programme, said["batch"]),
            why=said["why"],
            agreed=said["agreed"],
            by=by,
            at=now,
        ),
        _("排上了。"),
    )


@staff(*RUNNERS)
@require_POST
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Another batch for somebody who has a seat."""
    found, programme = _find(request, uid)
    form = SeatForm(request.POST, batches=batch_choices(desk.free_batches(programme)))
    by, now = the_person(request), timezone.now()
    return _act(
        request,
        uid,
        form,
        lambda said: seats.move(
            seat=_seat_of(found),
            batch=desk.batch(programme, said["batch"]),
            why=said["why"],
            agreed=said["agreed"],
            by=by,
            at=now,
        ),
        _("换好了，空出来的座位给了下一位。"),
    )


@staff(*RUNNERS)
@require_POST
def take_away(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a seat back."""
    found, _programme = _find(request, uid)
    by, now = the_person(request), timezone.now()
    return _act(
        request,
        uid,
        ReasonForm(request.POST),
        lambda said: seats.take_away(seat=_seat_of(found), why=said["why"], by=by, at=now),
        _("收回了，座位给了下一位。"),
    )


@staff(*RUNNERS)
@require_POST
def substitute(request: HttpRequest, uid: str) -> HttpResponse:
    """Somebody of the same union comes instead."""
    found, _programme = _find(request, uid)
    by, now = the_person(request), timezone.now()

    def act(said: dict[str, Any]) -> object:
        person = desk.person_by_phone(said["phone"])
        if person is None:
            raise Refused("substitute_unknown")
        return seats.substitute(seat=_seat_of(found), person=person, why=said["why"], by=by, at=now)

    return _act(request, uid, SubstituteForm(request.POST), act, _("换好了人。"))


@staff(*RUNNERS)
@require_POST
def refuse(request: HttpRequest, uid: str) -> HttpResponse:
    """No, with a reason that the person reads."""
    found, _programme = _find(request, uid)
    by, now = the_person(request), timezone.now()
    return _act(
        request,
        uid,
        ReasonForm(request.POST),
        lambda said: refusing.turn_down(application=found, why=said["why"], by=by, at=now),
        _("记下了，他看得到原因。"),
    )


@staff(*RUNNERS)
@require_POST
def let_in(request: HttpRequest, uid: str) -> HttpResponse:
    """The no is taken back."""
    found, _programme = _find(request, uid)
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: refusing.let_in(application=found, by=by, at=now), _("恢复了这份报名。"), ONE, uid)
