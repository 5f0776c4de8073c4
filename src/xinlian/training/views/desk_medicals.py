"""The medic's desk: who has no check, whose runs out, noting one, taking a wrong one back, Excel."""

import uuid
from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.people.views import uploads
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training import medical_words
from xinlian.training import tables_intake as tables
from xinlian.training.actions import medicals as acts
from xinlian.training.forms.medicals import MedicalForm
from xinlian.training.queries import base
from xinlian.training.queries import medicals as queries
from xinlian.training.views.acting import kept
from xinlian.training.who import MEDICS

PAGE = 50
LIST, ONE = "training:desk_medicals", "training:desk_medical"
TABS = (queries.NONE, queries.OVER, queries.SOON, queries.FINE)


@staff(*MEDICS)
@never_cache
def medicals(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, what presses first."""
    chosen, words = request.GET.get("state", ""), request.GET.get("q", "")[:60]
    found = queries.standings(viewer(request), words, today())
    counted = Counter(state for _key, state in found)
    shown = [one for one in found if chosen not in TABS or one[1] == chosen]
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    tabs = [{"url": "?", "label": _("全部"), "active": chosen not in TABS, "count": len(found)}]
    tabs += [
        {"url": f"?state={state}", "label": tables.state_words(state), "active": chosen == state, "count": n}
        for state, n in ((state, counted[state]) for state in TABS)
    ]
    context = {
        "page": page,
        "tabs": tabs,
        "q": words,
        "state": chosen,
        "table": tables.medicals_table(queries.whole(page), len(shown)),
        "projects": base.for_medics(viewer(request)),
        "crumbs": [(_("上岗体检"), "")],
    }
    return render(request, "training/desk/medicals.html", context)


@staff(*MEDICS)
@never_cache
def medical(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One builder's checks, and the form for a new one."""
    builder = get_object_or_404(queries.builder(viewer(request), uid))
    form = MedicalForm(request.POST or None, initial={"checked_on": today()})
    if request.method == "POST" and form.is_valid():
        said, by, now = form.cleaned_data, the_person(request), timezone.now()
        names = ("checked_on", "valid_until", "clinic", "client_uid")
        more = {name: said[name] for name in names}
        if kept(form, lambda: acts.note(builder=builder, found=form.found(), by=by, at=now, **more)):
            messages.success(request, _("记下了。干部和班组长只看得到能不能上岗。"))
            return redirect(LIST)
    context = {
        "builder": builder,
        "place": tables.place(builder),
        "form": form,
        "checks": [(one.row, medical_words.told(one)) for one in queries.history(builder)],
        "crumbs": [(_("上岗体检"), reverse(LIST)), (builder.person.name, "")],
    }
    return render(request, "training/desk/medical.html", context)


@staff(*MEDICS)
@require_POST
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It was noted by mistake."""
    found = get_object_or_404(queries.medical(viewer(request), uid))
    try:
        acts.withdraw(medical=found, by=the_person(request), at=timezone.now())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("撤回了。这一次不再算数，记录还在。"))
    return redirect(ONE, found.builder.uid)


@staff(*MEDICS)
def bring(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """A table of checks for a project."""
    project = get_object_or_404(base.for_medics(viewer(request)), uid=uid)
    preset = {"project": str(project.uid)}
    return uploads.new(request, kind="medicals", preset=preset, about=project.name, back=reverse(LIST))
