"""The page on which somebody answers."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from xinlian.people.access import signed_in, the_person
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.surveys import actions
from xinlian.surveys.forms.answering import AnswerForm
from xinlian.surveys.models import Ticket
from xinlian.surveys.queries.mine import ticket_of


@signed_in
@never_cache
def survey(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The questions for whom they were sent to; afterwards thanks, and what becomes of the answers."""
    ticket = get_object_or_404(ticket_of(the_person(request), uid))
    form = AnswerForm(request.POST or None, questions=ticket.survey.questionnaire.questions)
    if request.method == "POST" and _sent(request, ticket, form):
        return redirect("surveys:survey", uid)
    now = timezone.now()
    context = {
        "survey": ticket.survey,
        "ticket": ticket,
        "form": form,
        "early": now < ticket.survey.opens_at,
        "over": ticket.survey.state == "closed" or now >= ticket.survey.closes_at,
        "back": reverse("home"),
    }
    return render(request, "surveys/survey.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, ticket: Ticket, form: AnswerForm) -> bool:
    """Whether it is handed in; else the form says why not, with everything that was typed."""
    if not form.is_valid():
        return False
    try:
        actions.answer(
            survey=ticket.survey,
            by=the_person(request),
            answers=form.answers(),
            client_uid=form.uid(),
            at=timezone.now(),
        )
    except Refused as refused:
        faults = refused.facts.get("faults")
        if isinstance(faults, dict):
            form.mark(faults)
        else:
            form.add_error(None, sentence(refused))
            ticket.refresh_from_db()
        return False
    return True
