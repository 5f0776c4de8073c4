"""The editor of questionnaires: plain forms, and beside them what people will see."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.surveys import actions
from xinlian.surveys.forms.answering import AnswerForm
from xinlian.surveys.forms.questions import NameForm, QuestionForm, initial
from xinlian.surveys.models import Questionnaire
from xinlian.surveys.queries import desk as queries
from xinlian.surveys.rules.questions import Question, fresh_code, moved, placed, without
from xinlian.surveys.shown import question_rows
from xinlian.surveys.who import READERS, RUNNERS

PAGE = "surveys:questionnaire"


def _found(request: HttpRequest, uid: uuid.UUID) -> Questionnaire:
    return get_object_or_404(queries.questionnaires(viewer(request)), uid=uid)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("问卷调查"), reverse("surveys:desk")), *more]


@staff(*RUNNERS)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new questionnaire: whose, and its name."""
    form = NameForm(request.POST or None, unions=queries.unions(viewer(request)))
    if request.method == "POST" and form.is_valid():
        said, by, now = form.cleaned_data, the_person(request), timezone.now()
        try:
            made = actions.draw_up(union=said["union"], name=said["name"], questions=[], by=by, at=now)
        except Refused as refused:
            form.add_error("name", sentence(refused))
        else:
            return redirect(PAGE, made.uid)
    context = {"form": form, "crumbs": _crumbs((_("新问卷"), ""))}
    return render(request, "surveys/desk/new.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@never_cache
def questionnaire(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The questions in their order, and how the page looks to who answers."""
    found = _found(request, uid)
    runs = viewer(request).holds(RUNNERS, found.union_path)
    context = {
        "questionnaire": found,
        "rows": question_rows(found.questions),
        "preview": AnswerForm(questions=found.questions, prefix="preview"),
        "may_change": runs and not found.used and found.retired_on is None,
        "may_renew": runs and (found.used or found.retired_on is not None),
        "may_retire": runs and found.retired_on is None,
        "crumbs": _crumbs((found.name, "")),
    }
    return render(request, "surveys/desk/questionnaire.html", context)


@staff(*RUNNERS)
@never_cache
def question(request: HttpRequest, uid: uuid.UUID, code: str = "") -> HttpResponse:
    """One question, new or to be changed."""
    found = _found(request, uid)
    old = _question(found, code) if code else None
    form = QuestionForm(request.POST or None, initial=initial(old) if old else {"kind": "scale5", "required": True})
    if request.method == "POST" and form.is_valid() and _kept(request, found, form, code):
        messages.success(request, _("记下了。"))
        return redirect(PAGE, uid)
    page = reverse(PAGE, args=[uid])
    context = {"form": form, "old": old, "questionnaire": found, "crumbs": _crumbs((found.name, page), (_("题目"), ""))}
    return render(request, "surveys/desk/question.html", context, status=422 if form.errors else 200)


def _question(found: Questionnaire, code: str) -> Question:
    for one in found.questions:
        if one["code"] == code:
            return dict(one)
    raise Http404


def _kept(request: HttpRequest, found: Questionnaire, form: QuestionForm, code: str) -> bool:
    changed = placed(found.questions, form.question(code or fresh_code(found.questions)))
    try:
        actions.set_questions(questionnaire=found, questions=changed, by=the_person(request), at=timezone.now())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error("options" if refused.code == "question_options_fit" else None, sentence(refused))
        return False
    return True


@staff(*RUNNERS)
@require_POST
def arrange(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Move a question up or down, or take it out."""
    found, code = _found(request, uid), request.POST.get("code", "")
    by, now = the_person(request), timezone.now()
    steps = {"up": -1, "down": 1}
    act = request.POST.get("act", "")
    changed = moved(found.questions, code, steps[act]) if act in steps else found.questions
    if act == "remove":
        changed = without(found.questions, code)
    return attempt(
        request,
        lambda: actions.set_questions(questionnaire=found, questions=changed, by=by, at=now),
        "",
        PAGE,
        uid,
    )


@staff(*RUNNERS)
@require_POST
def version(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A copy that may be changed; the old one stays as it was asked."""
    made = actions.new_version(questionnaire=_found(request, uid), by=the_person(request), at=timezone.now())
    messages.success(request, _("这是新的一版，可以改了。正在用旧版的调查不受影响。"))
    return redirect(PAGE, made.uid)


@staff(*RUNNERS)
@require_POST
def retire(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Not for new surveys any more."""
    found, by, now = _found(request, uid), the_person(request), timezone.now()
    done = _("停用了。已经发出的调查不受影响。")
    return attempt(request, lambda: actions.retire(questionnaire=found, by=by, at=now), done, PAGE, uid)
