"""My exams: what is coming, the door to one of them, what came of it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.assessment.actions import appeals, sittings
from xinlian.assessment.forms.exams import AppealForm, BeginForm
from xinlian.assessment.models import Sitting
from xinlian.assessment.queries import mine, panels, results
from xinlian.boards.queries.pages import board_about
from xinlian.people.access import signed_in, the_person
from xinlian.people.answering import kept
from xinlian.people.limits import spend
from xinlian.people.models import Person

CODE_TRIES = ((10, 600),)  # a code of four digits is not found by trying


@signed_in
@never_cache
def exams(request: HttpRequest) -> HttpResponse:
    """Everything I may sit or sat."""
    person, now = the_person(request), timezone.now()
    context = {
        "exams": mine.mine(person, now),
        "banks": results.practice_banks(person),
        "practicals": [(one, panels.averages(one)) for one in panels.results_of(person)[:5]],
        "judges": panels.seats_of(person).exists(),
    }
    return render(request, "assessment/exams.html", context)


@signed_in
@never_cache
def exam(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One exam: begin, go on, or see what came of it."""
    person = the_person(request)
    return _page(request, person, uid, BeginForm(), AppealForm())


@signed_in
@require_POST
def begin(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Begin, or go on with what was begun."""
    person, form = the_person(request), BeginForm(request.POST)
    found = get_object_or_404(mine.exams_for(person), uid=uid)
    if form.is_valid():
        made: list[Sitting] = []
        now = timezone.now()
        said = {
            "exam": found,
            "room_code": form.cleaned_data["room_code"],
            "client_uid": form.cleaned_data["client_uid"],
        }

        def act() -> None:
            if found.room_code:  # counted outside the act, whose refusal would take the count back
                spend(f"exam.code:{found.uid}:{person.uid}", CODE_TRIES, now)
            made.append(sittings.begin(**said, by=person, at=now))

        if kept(form, act):
            return redirect(f"{reverse('assessment:sit')}?s={made[0].uid}")
    return _page(request, person, uid, form, AppealForm())


@signed_in
@require_POST
def appeal(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say why a result is wrong."""
    person, form = the_person(request), AppealForm(request.POST)
    found = mine.standing(get_object_or_404(mine.exams_for(person), uid=uid), timezone.now())
    if found.best is None:
        raise Http404
    sitting, now = found.best, timezone.now()
    if form.is_valid():
        text, number = form.cleaned_data["text"], form.cleaned_data["client_uid"]
        if kept(form, lambda: appeals.appeal(sitting=sitting, text=text, client_uid=number, by=person, at=now)):
            return redirect("assessment:exam", uid)
    return _page(request, person, uid, BeginForm(), form)


def _page(request: HttpRequest, person: Person, uid: uuid.UUID, form: BeginForm, appeal: AppealForm) -> HttpResponse:
    now = timezone.now()
    found = mine.standing(get_object_or_404(mine.exams_for(person), uid=uid), now)
    if not found.exam.room_code:
        del form.fields["room_code"]
    context = {
        "one": found,
        "exam": found.exam,
        "form": form,
        "appeal_form": appeal,
        "result": results.of_sitting(found.best) if found.state == "result" and found.best else None,
        "count": sum(row["count"] for row in found.exam.paper.blueprint),
        "full": results.full_of(found.exam.paper),
        "may_appeal": found.state == "result" and results.may_appeal(found.best, now),
        "board": board_about(found.exam.uid) if found.state == "result" else None,
        "title": found.exam.title or _("考试"),
        "back": reverse("assessment:exams"),
    }
    return render(request, "assessment/exam.html", context, status=422 if form.errors or appeal.errors else 200)
