"""Studios on a builder's phone: propose something, with or without a network; what became of it; what was made."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import public, signed_in, the_person
from xinlian.people.address import address_of
from xinlian.people.handlers import count
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training import offline_words
from xinlian.training.actions import improvements, improving
from xinlian.training.forms.studios import GainForm, ProposalForm
from xinlian.training.queries import my_studios as queries
from xinlian.training.views.acting import kept

PAGE = "training:my_studios"


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My proposals with their answers, what I work on, the studios of my project, what they made."""
    return _page(request)


def _page(request: HttpRequest, wrong: GainForm | None = None, wrong_of: uuid.UUID | None = None) -> HttpResponse:
    """The page; what was said wrongly of one improvement stands there again."""
    context = {**queries.of(the_person(request)), "back": reverse("training:my_work")}
    for each in context["mine"]:
        uid = each["row"].uid
        each["form"] = wrong if wrong is not None and uid == wrong_of else GainForm(auto_id=f"{uid}-%s")
    return render(request, "training/studios/mine.html", context, status=200 if wrong is None else 422)


@public
@require_safe
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """The form for a proposal; the page names nobody and is kept for sites without a network."""
    context = {"form": ProposalForm(), "words": offline_words.words(), "back": reverse(PAGE)}
    return render(request, "training/studios/new.html", context)


@signed_in
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """The same without scripts; nothing that was written is lost."""
    form = ProposalForm(request.POST)
    if form.is_valid():
        try:
            _proposed(request, form)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("交上去了。有答复会通知您，在这里也看得到。"))
            return redirect(PAGE)
    context = {"form": form, "words": offline_words.words(), "back": reverse(PAGE)}
    return render(request, "training/studios/new.html", context, status=422)


def _proposed(request: HttpRequest, form: ProposalForm) -> None:
    by, now = the_person(request), timezone.now()
    count("improvement", address_of(request), now)
    project = queries.project_of(by)
    if project is None:
        raise Refused("improvement_here")
    improvements.propose(project=project, said_at=now, by=by, at=now, **form.cleaned_data)


@signed_in
@require_POST
def gain(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what something spared that I work on."""
    person, now, form = the_person(request), timezone.now(), GainForm(request.POST, auto_id=f"{uid}-%s")
    found = get_object_or_404(queries.own_work(person), uid=uid)
    said = form.is_valid() and kept(
        form, lambda: improving.note_gain(improvement=found, by=person, at=now, **form.cleaned_data)
    )
    if not said:
        return _page(request, form, uid)
    messages.success(request, _("记下了。基地确认以后才算数。"))
    return redirect(PAGE)
