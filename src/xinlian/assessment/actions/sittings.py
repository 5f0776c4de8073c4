"""A sitting from its beginning to the bell: every answer is kept as it is given, each once, from whichever phone."""

import datetime
import hmac
import uuid
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from xinlian.assessment.actions import boards
from xinlian.assessment.actions.marking import settle
from xinlian.assessment.models import Candidate, Exam, Given, Sitting
from xinlian.assessment.queries.drawing import bank_of
from xinlian.assessment.rules import papers
from xinlian.assessment.rules import sittings as rules
from xinlian.assessment.who import demand_runner
from xinlian.engines.exams import fields
from xinlian.engines.exams.papers import draw
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused, demand

HEARD_SECONDS = 15


@transaction.atomic
def begin(*, exam: Exam, room_code: str, client_uid: uuid.UUID, by: Person, at: datetime.datetime) -> Sitting:
    """Begin a try, or go on with the one under way: from another phone, or because the first word was lost.

    Refused: what `rules.sittings.may_begin` misses.
    """
    candidate = _candidate(exam, by, at)
    going = candidate.sittings.filter(ended_at=None).first() if candidate else None
    if going is not None:
        return going
    tries = candidate.sittings.count() if candidate else 0
    right = not exam.room_code or hmac.compare_digest(room_code.strip().encode(), exam.room_code.encode())
    demand(
        rules.may_begin(
            state=exam.state,
            opens_at=exam.opens_at,
            closes_at=exam.closes_at,
            at=at,
            known=candidate is not None,
            code_right=right,
            attempts_left=tries < exam.attempts,
        )
    )
    assert candidate is not None
    sitting = _drawn(exam, candidate, tries + 1, client_uid, at)
    try:
        with transaction.atomic():
            sitting.save(force_insert=True)
    except IntegrityError:
        return _other(candidate)
    record("sitting.begun", sitting, by=by, at=at, attempt=sitting.attempt)
    return sitting


def _other(candidate: Candidate) -> Sitting:
    """What began in the same moment from another tap. Refused: exam_begun_twice."""
    other = candidate.sittings.filter(ended_at=None).first()
    if other is None:
        raise Refused("exam_begun_twice")
    return other


def _candidate(exam: Exam, by: Person, at: datetime.datetime) -> Candidate | None:
    """Whoever is listed; in an open exam whoever belongs to its union."""
    found = Candidate.objects.filter(exam=exam, person=by).first()
    if found is not None or exam.entry != "open" or not within(by.union_path, exam.union_path):
        return found
    said = {"added_at": at, "union_path": exam.union_path, "shard": exam.shard}
    return Candidate.objects.get_or_create(exam=exam, person=by, defaults=said)[0]


def _drawn(exam: Exam, candidate: Candidate, attempt: int, client_uid: uuid.UUID, at: datetime.datetime) -> Sitting:
    paper = exam.paper
    own = f"{exam.seed}:{candidate.uid}:{attempt}"
    seed = own if paper.drawn == "each" else exam.seed
    bank = {str(pk): question for pk, question in bank_of(exam.pk).items()}
    drawn = draw(bank, papers.rows(paper.blueprint), seed, shuffled=paper.shuffled, options=own)
    sitting = Sitting(exam=exam, candidate=candidate, person_id=candidate.person_id, attempt=attempt)
    sitting.client_uid = client_uid
    sitting.paper = [[int(one.key), f"{one.marks:f}", list(one.options)] for one in drawn]
    sitting.began_at = sitting.seen_at = at
    sitting.ends_at = rules.bell(at, paper.minutes, candidate.extra_minutes, exam.closes_at)
    sitting.union_path, sitting.shard = exam.union_path, exam.shard
    return sitting


@transaction.atomic
def give(
    *,
    sitting: Sitting,
    place: int,
    said: Mapping[str, Sequence[str]],
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    by: Person,
    at: datetime.datetime,
) -> Given:
    """Keep one answer, as fields of a form. The same UUID again is the same answer.

    What was given before the end and arrives in time counts, also after the bell; what arrives later is kept and counts
    when an invigilator lets it, as what arrives after results were published. Refused: sitting_yours, question_on_paper, sitting_over.
    """
    known = Given.objects.filter(client_uid=client_uid, sitting=sitting).first()
    if known is not None:
        return known
    _demand(sitting, place, by)
    going = Sitting.objects.filter(pk=sitting.pk, ended_at=None).update(seen_at=at)
    sitting.refresh_from_db(fields=["ended_at", "ended_by", "ends_at"])
    said_at = min(max(said_at, sitting.began_at), at)
    over_at = sitting.ends_at if sitting.ended_at is None else min(sitting.ends_at, sitting.ended_at)
    late = datetime.timedelta(minutes=sitting.exam.late_minutes)
    before, counts = rules.in_time(said_at, at, over_at=over_at, ends_at=sitting.ends_at, late=late)
    if not before:
        raise Refused("sitting_over")
    counts = counts and (bool(going) or _unpublished(sitting.exam))
    item, _most, options = sitting.paper[place]
    answer = fields.answer(bank_of(sitting.exam_id)[item], options, said)
    given = _keep(sitting, place, answer, client_uid, said_at, at, counts=counts)
    if not going and counts:
        settle(sitting)
    record("sitting.answered", sitting, by=by, at=at, place=place, counts=counts)
    return given


def _unpublished(exam: Exam) -> bool:
    """Whether results are still to come, held so until this is kept: what is published changes by an act only."""
    return bool(Exam.objects.filter(pk=exam.pk).exclude(state="published").update(state=F("state")))


def _demand(sitting: Sitting, place: int, by: Person) -> None:
    if sitting.person_id != by.pk:
        raise Refused("sitting_yours")
    if not 0 <= place < len(sitting.paper):
        raise Refused("question_on_paper")


def _keep(
    sitting: Sitting,
    place: int,
    answer: object,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    at: datetime.datetime,
    *,
    counts: bool,
) -> Given:
    given = Given(sitting=sitting, place=place, answer=answer, said_at=said_at, arrived_at=at, client_uid=client_uid)
    given.counts = counts
    given.union_path, given.shard = sitting.union_path, sitting.shard
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:
        other = Given.objects.filter(client_uid=client_uid, sitting=sitting).first()
        if other is None:
            raise Refused("answer_sent_elsewhere") from None
        return other
    return given


@transaction.atomic
def hand_in(
    *, sitting: Sitting, by: Person, at: datetime.datetime, said_at: datetime.datetime | None = None
) -> Sitting:
    """Hand in before the bell; again is the same. `said_at`: when, if it arrives later. Refused: sitting_yours."""
    if sitting.person_id != by.pk:
        raise Refused("sitting_yours")
    if _ended(sitting, "self", min(max(said_at or at, sitting.began_at), at)):
        record("sitting.handed_in", sitting, by=by, at=at)
    return sitting


@transaction.atomic
def collect(*, sitting: Sitting, by: Person, at: datetime.datetime) -> Sitting:
    """An invigilator ends it. Refused: role_trainer."""
    demand_runner(by, sitting.union_path, at)
    if _ended(sitting, "staff", at):
        record("sitting.collected", sitting, by=by, at=at)
    return sitting


@transaction.atomic
def ring(*, sitting: Sitting, by: Person | None, at: datetime.datetime) -> Sitting:
    """The bell: what was given is handed in, without the phone."""
    if sitting.ends_at <= at and _ended(sitting, "bell", sitting.ends_at):
        record("sitting.ended", sitting, by=by, at=at)
    return sitting


def _ended(sitting: Sitting, how: str, at: datetime.datetime) -> bool:
    """Whether it ended now. Whoever writes an answer in the same moment is waited for, and counts."""
    open_one = Sitting.objects.filter(pk=sitting.pk, ended_at=None)
    if how == "bell":
        open_one = open_one.filter(ends_at__lte=at)
    done = open_one.update(ended_at=min(at, sitting.ends_at), ended_by=how, marks=0)
    sitting.refresh_from_db()
    if done:
        settle(sitting)
    return bool(done)


@transaction.atomic
def count_late(*, given: Given, by: Person, at: datetime.datetime) -> Given:
    """Let an answer count that arrived too late. Refused: role_trainer."""
    demand_runner(by, given.union_path, at)
    if Given.objects.filter(pk=given.pk, counts=False).update(counts=True):
        settle(given.sitting)
        boards.refresh(given.sitting.exam, at)
        record("sitting.late_counted", given.sitting, by=by, at=at, place=given.place)
    given.refresh_from_db()
    return given


def heard(sitting: Sitting, moment: datetime.datetime) -> None:
    """Note that a phone spoke up, for who watches the room; part of no action, so it leaves no line."""
    if sitting.ended_at is None and (moment - sitting.seen_at).total_seconds() >= HEARD_SECONDS:
        Sitting.objects.filter(pk=sitting.pk, ended_at=None).update(seen_at=moment)
