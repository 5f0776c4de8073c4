"""Exams at the desk: set, filled, watched, closed, published."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.assessment import tables
from xinlian.assessment.actions import exams as actions
from xinlian.assessment.actions import sittings
from xinlian.assessment.forms.papers import ExamForm, ExtraForm, NoteForm, PeopleForm, TimesForm
from xinlian.assessment.models import Exam
from xinlian.assessment.queries import desk as queries
from xinlian.assessment.who import DECIDERS, READERS, RUNNERS
from xinlian.boards.models import Board
from xinlian.boards.queries.pages import board_about
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.people.queries.desk import people_by_phone

PAGE, HOUR = 50, datetime.timedelta(hours=1)
MOST_SEATS = 500  # shown at a time; those of whom nothing is heard stand first
ONE, ROOM = "assessment:desk_exam", "assessment:desk_room"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("考试"), reverse("assessment:desk_exams")), *more]


def find(request: HttpRequest, uid: uuid.UUID) -> Exam:
    """An exam that the reader may see."""
    return get_object_or_404(queries.exams(viewer(request)), uid=uid)


@staff(*READERS)
def exams(request: HttpRequest) -> HttpResponse:
    """All exams, the newest first."""
    who = viewer(request)
    page = Paginator(queries.with_counts(queries.exams(who)), PAGE).get_page(request.GET.get("page"))
    context = {
        "table": tables.exams_table(page, page.paginator.count),
        "page": page,
        "runner": bool(who.paths(RUNNERS)),
        "any": bool(queries.usable_papers(who)),
    }
    return render(request, "assessment/desk/exams.html", context)


@staff(*RUNNERS)
def new(request: HttpRequest) -> HttpResponse:
    """Set an exam."""
    who = viewer(request)
    papers = queries.usable_papers(who)
    soon = timezone.localtime().replace(minute=0, second=0, microsecond=0) + HOUR
    start = {"paper": request.GET.get("paper", ""), "opens_at": soon, "closes_at": soon + 2 * HOUR}
    form = ExamForm(request.POST or None, papers=papers, unions=queries.union_choices(who), initial=start)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["paper"] = form.papers[said["paper"]]
        said["union"] = get_object_or_404(queries.union(who, said["union"]))
        by, now, made = the_person(request), timezone.now(), []
        if kept(form, lambda: made.append(actions.set_exam(**said, by=by, at=now))):
            messages.success(request, _("安排好了。现在加考生。"))
            return redirect(ONE, made[0].uid)
    context = {"form": form, "any": bool(papers), "crumbs": crumbs((_("安排考试"), ""))}
    return render(request, "assessment/desk/exam_new.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@never_cache
def exam(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """An exam, and what comes next."""
    return _page(request, find(request, uid), PeopleForm())


def _page(
    request: HttpRequest,
    found: Exam,
    form: PeopleForm,
    unknown: list[str] | None = None,
    times: TimesForm | None = None,
) -> HttpResponse:
    who = viewer(request)
    counted = queries.with_counts(queries.exams(who)).get(pk=found.pk)
    context = {
        "exam": found,
        "counted": counted,
        "board": board_about(found.uid),
        "board_names": Board.NAMES,
        "form": form,
        "times": times or TimesForm(initial={"opens_at": found.opens_at, "closes_at": found.closes_at}),
        "unknown": unknown or [],
        "waiting": queries.waiting_short(found),
        "appeals": queries.appeals(found).filter(state="open").count(),
        "runner": who.holds(RUNNERS, found.union_path),
        "decider": who.holds(DECIDERS, found.union_path),
        "open_now": found.state == "set" and found.opens_at <= timezone.now(),
        "crumbs": crumbs((found.title, "")),
    }
    wrong = form.errors or (times is not None and times.errors)
    return render(request, "assessment/desk/exam.html", context, status=422 if wrong else 200)


@staff(*RUNNERS)
@require_POST
def add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Candidates, by their phones; those of nobody are named and the rest is taken."""
    found, form = find(request, uid), PeopleForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    people, unknown = people_by_phone(viewer(request), form.cleaned_data["phones"])
    if not people:
        form.add_error("phones", _("没有找到人。您管的工会里，没有人登记过这些手机号。"))
        return _page(request, found, form, unknown)
    by, now, done = the_person(request), timezone.now(), []
    if not kept(form, lambda: done.append(actions.add_candidates(exam=found, people=people, by=by, at=now))):
        return _page(request, found, form, unknown)
    messages.success(request, _("加了 %(n)s 个考生。") % {"n": done[0]})
    if unknown:
        return _page(request, found, PeopleForm(), unknown)
    return redirect(ONE, uid)


@staff(*RUNNERS)
@require_POST
def times(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Other times; candidates are told."""
    found, form = find(request, uid), TimesForm(request.POST)
    if form.is_valid():
        by, now = the_person(request), timezone.now()
        if kept(form, lambda: actions.reschedule(exam=found, **form.cleaned_data, by=by, at=now)):
            messages.success(request, _("时间改好了，考生都会收到消息。"))
            return redirect(ONE, uid)
    return _page(request, found, PeopleForm(), times=form)


@staff(*READERS)
@require_safe
def wall(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A sheet for the wall of the room: the code, and a square code that leads to the exam."""
    found = find(request, uid)
    address = f"{settings.SITE_URL}{reverse('assessment:exam', args=[uid])}"
    context = {
        "exam": found,
        "address": address,
        "crumbs": crumbs((found.title, reverse(ONE, args=[uid])), (_("贴在考场里"), "")),
    }
    return render(request, "assessment/desk/wall.html", context)


@staff(*RUNNERS, *DECIDERS)
@require_POST
def step(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Close, cancel or publish."""
    found = find(request, uid)
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "close": (actions.close, _("结束了，不能再开考。")),
        "cancel": (actions.cancel, _("取消了。")),
        "publish": (actions.publish, _("公布了，考生都会收到消息。")),
    }
    if request.POST.get("act") not in acts:
        raise Http404
    act, done = acts[request.POST["act"]]
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: act(exam=found, by=by, at=now), done, ONE, uid)


@staff(*RUNNERS)
@never_cache
def room(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The room, live: asked for again every few seconds, as a whole page without scripts."""
    found, now = find(request, uid), timezone.now()
    seats = queries.room(found, now)
    counts = {state: sum(seat.state == state for seat in seats) for state in ("working", "quiet", "absent", "ended")}
    context = {
        "exam": found,
        "seats": seats[:MOST_SEATS],
        "beyond": max(0, len(seats) - MOST_SEATS),
        "counts": counts,
        "questions": sum(row["count"] for row in found.paper.blueprint),
        "notes": found.incidents.select_related("by", "sitting__person")[:20],
        "note_form": NoteForm(),
        "now": now,
        "crumbs": crumbs((found.title, reverse(ONE, args=[uid])), (_("考场"), "")),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "assessment/desk/seats.html" if part else "assessment/desk/room.html", context)


@staff(*RUNNERS)
@require_POST
def note(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note what happened."""
    found = find(request, uid)
    by, now, text = the_person(request), timezone.now(), request.POST.get("text", "")
    done = _("记下了。")
    return attempt(request, lambda: actions.note(exam=found, sitting=None, text=text, by=by, at=now), done, ROOM, uid)


@staff(*RUNNERS)
@never_cache
def seat(request: HttpRequest, uid: uuid.UUID, candidate: uuid.UUID) -> HttpResponse:
    """One candidate: more time, collect, take off the list, note, let late answers count."""
    found = find(request, uid)
    one = get_object_or_404(found.candidates.select_related("person", "exam__paper"), uid=candidate)
    form = ExtraForm(request.POST or None, initial={"minutes": one.extra_minutes})
    sitting = one.sittings.order_by("-attempt").first()
    if request.method == "POST":
        return _seat_act(request, found, one, sitting, form)
    context = {
        "exam": found,
        "candidate": one,
        "sitting": sitting,
        "late": queries.late_of(sitting) if sitting else [],
        "form": form,
        "note_form": NoteForm(),
        "crumbs": crumbs(
            (found.title, reverse(ONE, args=[uid])), (_("考场"), reverse(ROOM, args=[uid])), (one.person.name, "")
        ),
    }
    return render(request, "assessment/desk/seat.html", context)


def _seat_act(request: HttpRequest, found: Exam, one: Any, sitting: Any, form: ExtraForm) -> HttpResponse:
    by, now, act = the_person(request), timezone.now(), request.POST.get("act")
    here = ("assessment:desk_seat", found.uid, one.uid)
    if act == "extend" and form.is_valid():
        minutes = form.cleaned_data["minutes"]
        done = _("加时记下了，他的手机上马上看得到。")
        return attempt(request, lambda: actions.extend(candidate=one, minutes=minutes, by=by, at=now), done, *here)
    if act == "collect" and sitting:
        return attempt(request, lambda: sittings.collect(sitting=sitting, by=by, at=now), _("收卷了。"), *here)
    if act == "remove":
        return attempt(
            request, lambda: actions.remove_candidate(candidate=one, by=by, at=now), _("去掉了。"), ROOM, found.uid
        )
    if act == "note":
        text = request.POST.get("text", "")
        return attempt(
            request, lambda: actions.note(exam=found, sitting=sitting, text=text, by=by, at=now), _("记下了。"), *here
        )
    if act == "late" and sitting:

        def count() -> None:
            for given in queries.late_of(sitting):
                sittings.count_late(given=given, by=by, at=now)

        return attempt(request, count, _("迟到的答案算上了。"), *here)
    messages.error(request, _("请写 0 到 600 之间的分钟数。"))
    return redirect(*here)
