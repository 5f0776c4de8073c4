"""Exams: set, filled with candidates, extended, closed, published. Rooms call these for their classes and contests."""

import datetime
import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction

from xinlian.assessment import telling
from xinlian.assessment.models import Candidate, Exam, Incident, Paper, Sitting
from xinlian.assessment.queries.drawing import approved
from xinlian.assessment.rules import papers as rules
from xinlian.assessment.rules.sittings import bell
from xinlian.assessment.rules.states import EXAM_NEXT
from xinlian.assessment.who import demand_decider, demand_runner
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.diagrams import before
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused

CHUNK = 1000
MOST_EXTRA = 600


@transaction.atomic
def set_exam(
    *,
    paper: Paper,
    union: Union,
    title: str,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    by: Person | None,
    at: datetime.datetime,
    entry: str = "listed",
    room_code: str = "",
    attempts: int = 1,
    late_minutes: int = 30,
    about_uid: uuid.UUID | None = None,
) -> Exam:
    """Set an exam over the questions that are approved now.

    Refused: role_trainer, paper_elsewhere, paper_retired, exam_closes_after_it_opens, paper_short.
    """
    demand_runner(by, union.union_path, at)
    if closes_at <= max(opens_at, at):
        raise Refused("exam_closes_after_it_opens")
    if not within(union.union_path, paper.union_path):
        raise Refused("paper_elsewhere")
    if not Paper.objects.filter(pk=paper.pk, retired_at=None).update(retired_at=None):  # held
        raise Refused("paper_retired")
    bank = approved(paper.bank)
    rules.demand_sound(rules.rows(paper.blueprint), paper.pass_marks, bank)
    exam = Exam(paper=paper, union=union, title=title.strip(), opens_at=opens_at, closes_at=closes_at, entry=entry)
    exam.room_code = room_code or (f"{secrets.randbelow(10_000):04d}" if entry == "open" else "")
    exam.attempts, exam.late_minutes, exam.about_uid = attempts, late_minutes, about_uid
    exam.seed, exam.items = secrets.token_hex(16), sorted(int(key) for key in bank)
    exam.set_by, exam.set_at = by, at
    exam.union_path, exam.shard = union.union_path, union.shard
    exam.save(force_insert=True)
    record("exam.set", exam, by=by, at=at, questions=len(bank))
    return exam


@transaction.atomic
def reschedule(
    *, exam: Exam, opens_at: datetime.datetime, closes_at: datetime.datetime, by: Person, at: datetime.datetime
) -> Exam:
    """Other times; who is sitting already gets the bell that follows, never an earlier one than now.

    Refused: role_trainer, exam_closes_after_it_opens, exam_step.
    """
    demand_runner(by, exam.union_path, at)
    if closes_at <= max(opens_at, at):
        raise Refused("exam_closes_after_it_opens")
    if not Exam.objects.filter(pk=exam.pk, state="set").update(opens_at=opens_at, closes_at=closes_at):
        raise Refused("exam_step")
    exam.refresh_from_db()
    for candidate in exam.candidates.filter(sittings__ended_at=None, sittings__isnull=False).distinct():
        candidate.exam = exam
        _ring_later(candidate, at)
    telling.rescheduled(exam, by=by, at=at)
    record("exam.rescheduled", exam, by=by, at=at)
    return exam


@transaction.atomic
def add_candidates(*, exam: Exam, people: Iterable[Person], by: Person | None, at: datetime.datetime) -> int:
    """Let people sit it; how many could not before. Nobody twice. Refused: role_trainer, exam_not_over."""
    demand_runner(by, exam.union_path, at)
    rows = [
        Candidate(exam=exam, person=one, added_at=at, union_path=exam.union_path, shard=exam.shard) for one in people
    ]
    if not Exam.objects.filter(pk=exam.pk, state="set").update(state="set"):
        raise Refused("exam_not_over")
    known = Candidate.objects.filter(exam=exam).count()
    Candidate.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    fresh = Candidate.objects.filter(exam=exam).count() - known
    if fresh:
        telling.invited(exam, [row.person for row in rows], by=by, at=at)
    record("exam.candidates_added", exam, by=by, at=at, people=fresh)
    return fresh


@transaction.atomic
def remove_candidate(*, candidate: Candidate, by: Person, at: datetime.datetime) -> None:
    """Take somebody off who has not begun. Refused: role_trainer, candidate_began."""
    demand_runner(by, candidate.union_path, at)
    if candidate.sittings.exists():
        raise Refused("candidate_began")
    record("exam.candidate_removed", candidate.exam, by=by, at=at)
    candidate.delete()


@transaction.atomic
def extend(*, candidate: Candidate, minutes: int, by: Person, at: datetime.datetime) -> Candidate:
    """Give a candidate so many minutes more in all, also of a sitting that is under way; the phone hears of it.

    Refused: role_trainer, extra_range.
    """
    demand_runner(by, candidate.union_path, at)
    if not 0 <= minutes <= MOST_EXTRA:
        raise Refused("extra_range", {"limit": MOST_EXTRA})
    Candidate.objects.filter(pk=candidate.pk).update(extra_minutes=minutes)
    candidate.extra_minutes = minutes
    _ring_later(candidate, at)
    record("exam.extended", candidate, by=by, at=at, minutes=minutes)
    return candidate


def _ring_later(candidate: Candidate, at: datetime.datetime) -> None:
    """The bell of whoever is sitting, as times and extra minutes say now."""
    exam = candidate.exam
    for sitting in candidate.sittings.filter(ended_at=None):
        ends_at = max(at, bell(sitting.began_at, exam.paper.minutes, candidate.extra_minutes, exam.closes_at))
        Sitting.objects.filter(pk=sitting.pk, ended_at=None).update(ends_at=ends_at)


@transaction.atomic
def note(*, exam: Exam, sitting: Sitting | None, text: str, by: Person, at: datetime.datetime) -> Incident:
    """Note what happened in the room. Refused: role_trainer, note_empty."""
    demand_runner(by, exam.union_path, at)
    if not text.strip():
        raise Refused("note_empty")
    made = Incident(exam=exam, sitting=sitting, text=text.strip()[:300], by=by, at=at)
    made.union_path, made.shard = exam.union_path, exam.shard
    made.save(force_insert=True)
    record("exam.noted", exam, by=by, at=at)
    return made


@transaction.atomic
def close(*, exam: Exam, by: Person | None, at: datetime.datetime) -> Exam:
    """Nobody begins any more. Refused: role_trainer, exam_sittings_under_way, exam_step."""
    demand_runner(by, exam.union_path, at)
    _step(exam, "closed")
    if exam.sittings.filter(ended_at=None).exists():
        raise Refused("exam_sittings_under_way")
    record("exam.closed", exam, by=by, at=at)
    return exam


@transaction.atomic
def cancel(*, exam: Exam, by: Person, at: datetime.datetime) -> Exam:
    """Call it off before anybody began. Refused: role_trainer, exam_somebody_began, exam_step."""
    demand_runner(by, exam.union_path, at)
    _step(exam, "cancelled")
    if exam.sittings.exists():
        raise Refused("exam_somebody_began")
    record("exam.cancelled", exam, by=by, at=at)
    return exam


@transaction.atomic
def publish(*, exam: Exam, by: Person | None, at: datetime.datetime) -> Exam:
    """Show everybody their result. Refused: role_officer, exam_step, and what holds it back:
    exam_sittings_under_way, exam_marks_waiting with {waiting}.
    """
    if by is not None:
        demand_decider(by, exam.union_path, at)
    _step(exam, "published", published_at=at)
    if exam.sittings.filter(ended_at=None).exists():
        raise Refused("exam_sittings_under_way")
    waiting = exam.sittings.filter(waiting__gt=0).count()
    if waiting:
        raise Refused("exam_marks_waiting", {"waiting": waiting})
    telling.published(exam, by=by, at=at)
    record("exam.published", exam, by=by, at=at)
    return exam


def _step(exam: Exam, to: str, **more: object) -> None:
    if not Exam.objects.filter(pk=exam.pk, state__in=before(EXAM_NEXT, to)).update(state=to, **more):
        raise Refused("exam_step")
    exam.refresh_from_db()


@transaction.atomic
def note_results_taken(*, exam: Exam, by: Person, at: datetime.datetime) -> None:
    """Somebody takes the results along in a workbook."""
    record("exam.results_taken_along", exam, by=by, at=at)
