"""The desk's classes: the list, the page of one, what is done with it."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.rows.refusals import Refused
from xinlian.training.actions import classes as acts
from xinlian.training.forms.classes import ExamForm, PhoneForm
from xinlian.training.models import Project, TrainingClass
from xinlian.training.queries import class_page as shown
from xinlian.training.queries import classes as queries
from xinlian.training.queries import programmes
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import KEEPERS, READERS, TEACHERS

ONE = "training:desk_class"
PAGE = 30


def find(request: HttpRequest, uid: uuid.UUID) -> TrainingClass:
    """The class of an address, if the viewer may see it."""
    return get_object_or_404(queries.classes(viewer(request)), uid=uid)


@staff(*READERS)
@require_safe
@at_base
def classes(request: HttpRequest, project: Project) -> HttpResponse:
    """Every class of a project, the latest first."""
    rows = queries.listed(viewer(request), project)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = shown.listed(list(page), timezone.now())
    return render(request, "training/desk/classes.html", {**shared(request, project), "page": page, "lines": lines})


@staff(*READERS)
@require_safe
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Its people, sessions, who came, exam, and what to do next."""
    return _page(request, find(request, uid), {})


def _page(request: HttpRequest, found: TrainingClass, more: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        **shared(request, found.programme.project),
        **shown.page(found, timezone.now()),
        "teacher": viewer(request).holds(TEACHERS, found.union_path),
        "crumbs": [(_("培训班"), reverse("training:desk_classes")), (shown.name(found), "")],
        "title": shown.name(found),
        "phone_form": PhoneForm(),
        **more,
    }
    return render(request, "training/desk/class.html", context, status=status)


@staff(*KEEPERS)
@require_POST
def add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One more, found by phone."""
    found, form = find(request, uid), PhoneForm(request.POST)
    by, now = the_person(request), timezone.now()

    def act() -> object:
        builder = programmes.builder_by_phone(found.programme.project, form.cleaned_data["phone"])
        if builder is None:
            raise Refused("builder_phone_unknown")
        return acts.add_person(training_class=found, builder=builder, by=by, at=now)

    if not form.is_valid():
        return _page(request, found, {"phone_form": form}, 422)
    return attempt(request, act, _("加进这个班了，他会收到通知。"), ONE, uid)


@staff(*KEEPERS)
@require_POST
def out(request: HttpRequest, uid: uuid.UUID, builder_uid: uuid.UUID) -> HttpResponse:
    """Somebody waits again."""
    found = find(request, uid)
    builder = get_object_or_404(programmes.builders(found.programme.project), uid=builder_uid)
    by, now, why = the_person(request), timezone.now(), request.POST.get("why", "")
    done = _("移出这个班了，他回到等待的名单里。")
    return attempt(
        request,
        lambda: acts.take_person_out(training_class=found, builder=builder, why=why, by=by, at=now),
        done,
        ONE,
        uid,
    )


@staff(*TEACHERS)
def exam(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """When its people sit the programme's paper."""
    found = find(request, uid)
    form = ExamForm(request.POST or None, initial=shown.exam_times(found))
    by, now = the_person(request), timezone.now()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if kept(form, lambda: acts.set_class_exam(training_class=found, by=by, at=now, **said)):
            return attempt(request, lambda: None, _("考试安排好了，班里的人收到了通知。"), ONE, uid)
    crumbs = [(_("培训班"), reverse("training:desk_classes")), (shown.name(found), reverse(ONE, args=[uid]))]
    title = _("安排考试")
    context = {
        **shared(request, found.programme.project),
        "form": form,
        "title": title,
        "crumbs": [*crumbs, (title, "")],
    }
    return render(request, "training/desk/class_form.html", context)


@staff(*KEEPERS)
@require_POST
def cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It is not held."""
    found = find(request, uid)
    by, now, why = the_person(request), timezone.now(), request.POST.get("why", "")
    done = _("取消了这个班，教室和老师空出来了，排上的人回到等待的名单里。")
    return attempt(request, lambda: acts.cancel_class(training_class=found, why=why, by=by, at=now), done, ONE, uid)


@staff(*KEEPERS)
@require_POST
def finish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """All is over."""
    found = find(request, uid)
    by, now = the_person(request), timezone.now()
    done = _("结班了。")
    return attempt(request, lambda: acts.finish_class(training_class=found, by=by, at=now), done, ONE, uid)
