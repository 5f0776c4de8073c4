"""Trips for workers: what is offered, signing up, where one stands, yes or no to a seat."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.enrolment.actions import applying, seats
from xinlian.enrolment.queries.offerings import why_cancelled
from xinlian.people.access import person_of, public, signed_in, the_person, viewer
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.trips import offline_words
from xinlian.trips.forms.worker import DatesForm
from xinlian.trips.models import Programme
from xinlian.trips.queries import worker as queries
from xinlian.trips.rules.standing import may_change


def _programme(request: HttpRequest, uid: uuid.UUID) -> Programme:
    return get_object_or_404(queries.programmes(viewer(request)), uid=uid)


@public
@kept_offline
def trips(request: HttpRequest) -> HttpResponse:
    """What is offered to this person, or to anybody."""
    return render(request, "trips/trips.html", queries.listed(viewer(request), person_of(request), timezone.now()))


@public
@kept_offline
def programme(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One programme: dates, who comes first, who pays, and whether it is open for me."""
    found, now, person = _programme(request, uid), timezone.now(), person_of(request)
    mine = queries.mine_of(found.offering, person, now)
    context = {
        "programme": found,
        "trips": queries.dated(found),
        "mine": mine,
        "card": queries.card(found, mine, now),
        "why_not": queries.why_not(found, person, now),
        "why_cancelled": why_cancelled(found.offering),
        "draw_url": queries.draw_url(found),
        "back": reverse("trips:trips"),
    }
    return render(request, "trips/programme.html", context)


@signed_in
def apply(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Saying which dates would do, or changing that while sign-up is open."""
    found, now, person = _programme(request, uid), timezone.now(), the_person(request)
    mine = queries.mine_of(found.offering, person, now)
    if not may_change(mine.code, found.offering.state, now, found.offering.closes_at):
        return redirect("trips:mine", uid)
    form = DatesForm(
        request.POST or None,
        initial=queries.answers(mine.application),
        numbers=queries.numbers(found),
        parties=found.offering.party_max > 1 and mine.application is None,
    )
    if request.method == "POST" and form.is_valid() and _applied(found, form, request):
        return redirect("trips:mine", uid)
    context = {
        "programme": found,
        "form": form,
        "rows": queries.choices(found, form),
        "why_not": queries.why_not(found, person, now),
        "mine": mine,
        "back": reverse("trips:programme", args=[uid]),
    }
    return render(request, "trips/apply.html", context, status=422 if form.errors else 200)


def _applied(found: Programme, form: DatesForm, request: HttpRequest) -> bool:
    wished, possible = form.wishes()
    try:
        applying.apply(
            offering=found.offering,
            person=the_person(request),
            wished=wished,
            possible=possible,
            client_uid=form.uid(),
            by=the_person(request),
            at=timezone.now(),
            party_code=form.cleaned_data.get("party_code", "").strip(),
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, _("存好了。"))
    return True


@signed_in
def mine(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Where I stand, and what I can do about it."""
    found, now = _programme(request, uid), timezone.now()
    stands = queries.mine_of(found.offering, the_person(request), now)
    if stands.application is None:
        return redirect("trips:programme", uid)
    return render(request, "trips/mine.html", queries.mine_page(found, stands, now))


@public
@require_safe
@kept_offline
def kept(request: HttpRequest) -> HttpResponse:
    """The page of my trips that a phone keeps; drawn from what the phone holds."""
    return render(request, "trips/kept.html", {"words": offline_words.words()})


@signed_in
@never_cache
@require_safe
def mine_data(request: HttpRequest) -> JsonResponse:
    """My trips to come, for the phone."""
    return JsonResponse({"trips": queries.to_come(the_person(request), timezone.now())})


@signed_in
@require_POST
def accept(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Yes, I come."""
    return _answered(request, uid, seats.accept, _("好，说定了。出发前再看一眼时间和地点。"))


@signed_in
@require_POST
def decline(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """No: the seat goes to the next in the order."""
    return _answered(request, uid, seats.decline, _("知道了，座位让给下一位。"))


@signed_in
@require_POST
def give_back(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Said yes, and cannot come after all."""
    return _answered(request, uid, seats.give_back, _("退好了，座位让给下一位。"))


def _answered(request: HttpRequest, uid: uuid.UUID, act: Callable[..., Any], words: str) -> HttpResponse:
    person, now = the_person(request), timezone.now()
    stands = queries.mine_of(_programme(request, uid).offering, person, now)
    if stands.seat is None:
        messages.warning(request, _("您现在没有座位，可能已经过了答复的时间。"))
        return redirect("trips:mine", uid)
    return _tried(request, uid, lambda: act(seat=stands.seat, by=person, at=now), words)


@signed_in
@require_POST
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take the application back while the list is not sealed."""
    person, now = the_person(request), timezone.now()
    stands = queries.mine_of(_programme(request, uid).offering, person, now)
    if stands.application is None:
        return redirect("trips:programme", uid)
    application = stands.application
    return _tried(
        request, uid, lambda: applying.withdraw(application=application, by=person, at=now), _("报名撤回了。")
    )


@signed_in
@require_POST
def party(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Form a party, join one by its code, or leave it."""
    person, now, code = the_person(request), timezone.now(), request.POST.get("code", "").strip()
    stands = queries.mine_of(_programme(request, uid).offering, person, now)
    if stands.application is None:
        return redirect("trips:programme", uid)
    application, what = stands.application, request.POST.get("what")
    if what == "form":
        return _tried(
            request,
            uid,
            lambda: applying.form_party(application=application, by=person, at=now),
            _("结伴码有了，告诉工友吧。"),
        )
    if what == "leave":
        return _tried(
            request, uid, lambda: applying.leave_party(application=application, by=person, at=now), _("退出结伴了。")
        )
    return _tried(
        request,
        uid,
        lambda: applying.join_party(application=application, code=code, by=person, at=now),
        _("结上伴了，会排在同一批。"),
    )


def _tried(request: HttpRequest, uid: uuid.UUID, act: Callable[[], Any], words: str) -> HttpResponse:
    """Do it, say how it went, and come back to where I stand."""
    try:
        act()
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, words)
    return redirect("trips:mine", uid)
