"""A builder's own page: what is next, and everything the base knows that is theirs."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.assessment.queries.mine import Mine
from xinlian.assessment.queries.mine import mine as exams_of
from xinlian.assessment.queries.results import practice_banks
from xinlian.boards.queries.pages import mine as ranks_of
from xinlian.credentials.models import Certificate
from xinlian.people.models import Person
from xinlian.simulators.queries.mine import trainings
from xinlian.training import level_texts, reason_texts
from xinlian.training.medical_words import NAMES, RESULTS
from xinlian.training.models import Builder, Session, TrainingClass
from xinlian.training.queries import clearing_desk as desk
from xinlian.training.queries import facts, levels, points
from xinlian.training.queries.builders import works
from xinlian.training.queries.cases import of as case_of
from xinlian.training.queries.cases import verdict as verdict_of
from xinlian.training.queries.season import of_project as season_of
from xinlian.training.reason_texts.clearing import WAYS_ON
from xinlian.training.rules import clearance as rules
from xinlian.training.rules import hours
from xinlian.training.rules.medical import Check

OPEN_EXAMS = ("going", "now", "soon")


def of(person: Person, now: datetime.datetime) -> dict[str, Any]:
    """All that the page shows; for who works at no project, whether they did ("worked")."""
    several = points.builders_of(person)
    if not several:
        return {"builder": None, "worked": works(person)}
    builder, on = several[0], timezone.localdate(now)
    case = case_of(builder, on)
    verdict, exams = rules.decide(case, on), [one for one in exams_of(person, now) if one.state in OPEN_EXAMS]
    classes, conduct = _classes(person, builder, now), points.of(person, on)
    found = desk.pass_of(builder)
    ladder = levels.of(builder, on)
    return {
        "builder": builder,
        "verdict": verdict,
        "reasons": reason_texts.sentences([one.kept() for one in verdict.reasons]),
        "next": _next(builder, verdict, exams, classes, now),
        "work_pass": found,
        "hours": hours.standing(case.taught, case.hours_asked, case.came_on, on),
        "classes": classes,
        "exams": exams,
        "total": conduct["total"],
        "points_state": conduct["state"],
        "medical": _medical(case.check, on),
        "ladder": ladder,
        "asks": level_texts.lines(ladder.asks),
        "pay": level_texts.yuan(ladder.next.day_pay_fen) if ladder.next and ladder.next.day_pay_fen else "",
        "more": level_texts.yuan(ladder.more_fen) if ladder.more_fen else "",
        "season": season_of(builder.project),
        "ranks": ranks_of(person)[:3],
        "simulators": trainings(person).exists(),
        "banks": list(practice_banks(person)[:3]),
        "certificates": Certificate.objects.filter(person=person, state="valid").count(),
    }


def _classes(person: Person, builder: Builder, now: datetime.datetime) -> list[dict[str, Any]]:
    """The classes somebody is in now or soon, and the last one that was, each with its sessions."""
    rows = sorted(facts.classes_of([person.pk], builder.project), key=lambda one: one.batch.starts_at)
    coming = [one for one in rows if one.batch.ends_at >= now]
    several = coming or rows[-1:]
    keys = [one.pk for one in several]
    came = facts.attended([person.pk], keys)
    timetable = Session.objects.filter(training_class__in=keys).select_related("subject", "room", "trainer__person")
    by_class: dict[int, list[Session]] = {}
    for session in timetable.order_by("starts_at"):
        by_class.setdefault(session.training_class_id, []).append(session)
    return [_class(one, by_class.get(one.pk, []), came.get((person.pk, one.pk), ()), now) for one in several]


def _class(one: TrainingClass, sessions: Sequence[Session], codes: Any, now: datetime.datetime) -> dict[str, Any]:
    missed = {each.pk for each in facts.missing(sessions, codes)}
    lines = []
    for each in sessions:
        came = each.pk not in missed and (each.makes_up_id is None or each.code in codes)
        lines.append({"row": each, "came": came, "state": "ok" if came else "todo" if each.ends_at > now else "bad"})
    return {"row": one, "title": one.batch.offering.title, "sessions": lines}


def _next(
    builder: Builder,
    verdict: rules.Verdict,
    exams: Sequence[Mine],
    classes: Sequence[dict[str, Any]],
    now: datetime.datetime,
) -> dict[str, Any]:
    """One thing: {"what", "at", "where", "url", "action"}; an exam that is open first, then the next session, then what is missing."""
    opened = next((one for one in exams if one.state in ("going", "now")), None)
    if opened is not None:
        url = reverse("assessment:exam", args=[opened.exam.uid])
        return {"what": _("现在考试：%(title)s") % {"title": opened.exam.title}, "url": url, "action": _("去考")}
    sessions = [line["row"] for one in classes for line in one["sessions"] if line["row"].ends_at > now]
    coming = min(sessions, key=lambda one: one.starts_at, default=None)
    if coming is not None:
        what = _("上课：%(subject)s") % {"subject": coming.subject.name}
        return {"what": what, "at": coming.starts_at, "where": coming.room.name}
    if not verdict.ok:
        code = verdict.reasons[0].code
        where = builder.project.base_name
        said = {"what": str(WAYS_ON.get(code, _("到基地前台问一问"))), "where": where}
        if code == "task_missing":
            said |= {"url": reverse("simulators:mine"), "action": _("去练")}
        return said
    found = desk.pass_of(builder)
    if found is None or found.state != "valid" or found.ends_at <= now:
        return {"what": _("条件都齐了，等基地发上岗码"), "where": builder.project.base_name}
    return {"what": _("可以上岗"), "url": reverse("credentials:pass"), "action": _("打开我的码"), "calm": True}


def _medical(check: Check | None, on: datetime.date) -> dict[str, Any] | None:
    """One's own check in plain words."""
    if check is None:
        return None
    return {
        "until": check.valid_until,
        "over": check.valid_until < on,
        "result": str(RESULTS[check.found.result]),
        "limits": [_("不能干：%(work)s") % {"work": NAMES[one]} for one in check.found.restrictions],
        "note": check.found.note,
    }


def card(person: Person, now: datetime.datetime) -> dict[str, Any] | None:
    """For the home page: the one thing that is next; None for who works at no project."""
    several = [one for one in points.builders_of(person) if one.left_on is None]
    if not several:
        return None
    builder, on = several[0], timezone.localdate(now)
    verdict = verdict_of(builder, on)
    exams = [one for one in exams_of(person, now) if one.state in ("going", "now")]
    following = _next(builder, verdict, exams, _classes(person, builder, now), now)
    return {"order": 1, "template": "training/clearing/home.html", "next": following, "builder": builder}
