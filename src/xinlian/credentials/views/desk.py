"""Passes at the desk: found, issued, renewed, stopped; appeals answered; keys seen to."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.credentials import tables
from xinlian.credentials.actions import appeals as appealing
from xinlian.credentials.actions import passes
from xinlian.credentials.forms.desk import AnswerForm, PassForm, StepForm
from xinlian.credentials.models import WorkPass
from xinlian.credentials.queries import alarms, desk, mine, trust
from xinlian.credentials.rules.states import PASS_NEXT, STANDS
from xinlian.credentials.views.whose import whose
from xinlian.credentials.who import READERS, RUNNERS
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.models import Person, Union
from xinlian.people.queries.desk import union_choices
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

PAGE = 50
HOME, ONE = "credentials:desk", "credentials:desk_pass"


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("工作证"), reverse(HOME)), *more]


def _find(request: HttpRequest, uid: str) -> WorkPass:
    return get_object_or_404(desk.one(viewer(request), uid))


@staff(*READERS)
def home(request: HttpRequest) -> HttpResponse:
    """The passes, filtered; what asks for attention."""
    who, now = viewer(request), timezone.now()
    q, state = request.GET.get("q", ""), request.GET.get("state", "")
    rows = desk.listed(who, q, state, request.GET.get("sort", ""), now)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": tables.passes_table(page, page.paginator.count),
        "page": page,
        "q": q,
        "state": state,
        "states": [("", _("全部")), *WorkPass.STATES, ("soon", _("一个月内到期"))],
        "officer": bool(who.paths(RUNNERS)),
        "appeals": desk.appeals(who).count(),
        "alarms": alarms.standing(now),
    }
    return render(request, "credentials/desk/passes.html", context)


@staff(*RUNNERS)
def new(request: HttpRequest) -> HttpResponse:
    """First whose, then what it says."""
    who, person = viewer(request), whose(request, _("发一张证"), _crumbs((_("发一张证"), "")))
    if isinstance(person, HttpResponse):
        return person
    unions = union_choices(who)
    known = desk.standing_of(who, person)
    if known is not None:
        messages.info(request, sentence(Refused("pass_already")))
        return redirect(ONE, known.uid)
    year = {"ends_on": timezone.localdate() + datetime.timedelta(days=365)}
    given = PassForm(request.POST or None, request.FILES or None, initial=year)
    if request.method == "POST" and given.is_valid():
        made = _issued(request, given, person)
        if made is not None:
            messages.success(request, _("证发好了。他的手机上马上能看到。"))
            return redirect(ONE, made.uid)
    context = {"form": given, "person": person, "unions": unions, "crumbs": _crumbs((_("发一张证"), ""))}
    return render(request, "credentials/desk/new.html", context, status=422 if given.errors else 200)


def _issued(request: HttpRequest, form: PassForm, person: Person) -> WorkPass | None:
    by, now = the_person(request), timezone.now()
    issuer = get_object_or_404(Union, uid=request.POST.get("union", "") or None)
    try:
        photo = form.take_photo(person, by, now)
        return passes.issue(
            person=person,
            issuer=issuer,
            trades=form.trades(),
            begins_at=now,
            ends_at=form.ends_at(),
            portrait=photo,
            by=by,
            at=now,
        )
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return None


@staff(*READERS)
def one(request: HttpRequest, uid: str) -> HttpResponse:
    """A pass, what happened to it, and what may be done."""
    return _page(request, _find(request, uid))


def _page(request: HttpRequest, found: WorkPass, *, step_form: Any = None, pass_form: Any = None) -> HttpResponse:
    officer = viewer(request).holds(RUNNERS, found.issuer.union_path)
    initial = {"ends_on": found.last_day}
    initial |= {f"trade{place}": pair[0] for place, pair in enumerate(found.trades, 1)}
    initial |= {f"level{place}": pair[1] for place, pair in enumerate(found.trades, 1)}
    form = step_form or StepForm(after=PASS_NEXT[found.state])
    context = {
        "one": found,
        "card": mine.card(found, timezone.now()),
        "steps": found.steps.select_related("appeal", "by").order_by("-at", "-id"),
        "officer": officer,
        "stands": found.state in STANDS,
        "step_form": form,
        "pass_form": pass_form or PassForm(initial=initial),
        "answer_form": AnswerForm(),
        "crumbs": _crumbs((found.name or "—", "")),
    }
    bad = (step_form is not None and step_form.errors) or (pass_form is not None and pass_form.errors)
    return render(request, "credentials/desk/pass.html", context, status=422 if bad else 200)


@staff(*RUNNERS)
@require_POST
def step(request: HttpRequest, uid: str) -> HttpResponse:
    """Suspend, require retraining, revoke, let go on."""
    found = _find(request, uid)
    form = StepForm(request.POST, after=PASS_NEXT[found.state])
    if not form.is_valid():
        return _page(request, found, step_form=form)
    data, by, now = form.cleaned_data, the_person(request), timezone.now()
    try:
        passes.step(work_pass=found, to=data["to"], why=data["why"], by=by, at=now)
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return _page(request, found, step_form=form)
    messages.success(request, _("改好了。门上的设备下一次联网就知道，持证人马上看得到。"))
    return redirect(ONE, uid)


@staff(*RUNNERS)
@require_POST
def renew(request: HttpRequest, uid: str) -> HttpResponse:
    """A new pass in place of this one."""
    found, form = _find(request, uid), PassForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, pass_form=form)
    by, now = the_person(request), timezone.now()
    try:
        photo = form.take_photo(found.person, by, now)
        made = passes.renew(
            work_pass=found, trades=form.trades(), ends_at=form.ends_at(), portrait=photo, by=by, at=now
        )
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return _page(request, found, pass_form=form)
    messages.success(request, _("新证发好了，旧证从现在起不能用。"))
    return redirect(ONE, made.uid)


@staff(*READERS)
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals that wait, then those answered."""
    who = viewer(request)
    context = {
        "open": desk.appeals(who),
        "over": desk.appeals(who, "").exclude(state="open").order_by("-answered_at")[:PAGE],
        "crumbs": _crumbs((_("申诉"), "")),
    }
    return render(request, "credentials/desk/appeals.html", context)


@staff("officer", "approver")
@require_POST
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Answer an appeal."""
    found = get_object_or_404(desk.appeals(viewer(request), ""), uid=uid)
    by, now = the_person(request), timezone.now()
    upheld, words = request.POST.get("upheld") == "yes", request.POST.get("words", "")
    try:
        appealing.answer(appeal=found, upheld=upheld, words=words, by=by, at=now)
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("答复好了。申诉有理的，请到那张证上改状态。"))
    return redirect("credentials:desk_appeals")


@staff(*READERS)
def keys(request: HttpRequest) -> HttpResponse:
    """Which keys sign, until when, and what to see to."""
    who, now = viewer(request), timezone.now()
    context = {
        "keys": desk.keys(who),
        "roots": desk.roots(who),
        "bundle": trust.newest(),
        "alarms": alarms.standing(now),
        "now": now,
    }
    return render(request, "credentials/desk/keys.html", context)
