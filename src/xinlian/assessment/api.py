"""Exams over the interface: one's own, from beginning to result; and for who runs them the last steps."""

import datetime
import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from pydantic import Field, StringConstraints

from xinlian.assessment.actions import exams as acts
from xinlian.assessment.actions import sittings
from xinlian.assessment.models import Exam, Sitting
from xinlian.assessment.queries import desk, mine, results
from xinlian.assessment.queries.pictures import inside, of_exam
from xinlian.assessment.shown import marks_words
from xinlian.engines.exams.fields import LONGEST
from xinlian.people.bearing import NO_NUL, Moment, by_of, found, interface, says, viewer
from xinlian.people.limits import spend
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

CODE_TRIES = ((10, 600),)  # a code of four digits is not found by trying
MOST = 200

api = interface(
    title="Xinlian exams",
    description=(
        "One's own exams, as on a phone: begin, answer, hand in, read the result; and for who runs them, close and publish. An "
        "answer carries a UUID of the client's and is kept once; one that was given before the bell counts if it arrives in "
        "time, one that comes after it is refused with `sitting_over`."
    ),
    name="assessment:interface",
)
Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=NO_NUL)]
Name = Annotated[str, StringConstraints(max_length=20, pattern=r"^[a-z]+(-[0-9]+)?$")]


class ExamOut(Schema):
    """An exam as it stands for oneself. `state`: going, now, soon, waiting, result, over, cancelled."""

    uid: uuid.UUID
    title: str
    state: str
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    minutes: int
    attempts: int
    tries: int
    asks_code: bool
    sitting: uuid.UUID | None


class BeginIn(Schema):
    """A try. `room_code`: what stands on the wall, where the exam asks for it."""

    client_uid: uuid.UUID
    room_code: str = Field("", max_length=20, pattern=NO_NUL)


class Question(Schema):
    """A question in the order of one's own paper; never what is right.

    An answer is fields, each with its values: `choice` the places of options as shown (several for multiple), `judge` yes
    or no, `blank-0` …, `number`, `match-0` … and `step-0` … a place as shown, `text`.
    """

    place: int
    kind: str
    marks: str
    stem: str
    options: list[str]
    lefts: list[str]
    blanks: int
    pictures: list[str]
    answered: bool
    fields: dict[str, list[str]]


class SittingOut(Schema):
    """A try and its clock. `ended_by`: self, bell, staff, or nothing while it goes on."""

    uid: uuid.UUID
    exam: uuid.UUID
    attempt: int
    began_at: datetime.datetime
    ends_at: datetime.datetime
    ended: bool
    ended_by: str
    now: datetime.datetime


class SittingWhole(SittingOut):
    """With its questions, while it goes on."""

    questions: list[Question]


class AnswerIn(Schema):
    """An answer. `said_at`: when it was given, if it comes later."""

    client_uid: uuid.UUID
    place: int = Field(ge=0, lt=1000)
    fields: dict[Name, list[Text]] = Field(max_length=50)
    said_at: Moment | None = None


class AnswersIn(Schema):
    """Several, in any order."""

    answers: list[AnswerIn] = Field(min_length=1, max_length=MOST)


class AnswerOut(Schema):
    """What became of an answer: kept, and whether it counts, or why not."""

    client_uid: uuid.UUID
    ok: bool
    counts: bool = False
    code: str = ""
    words: str = ""


class AnswersOut(Schema):
    """In the order of what was sent."""

    results: list[AnswerOut]
    now: datetime.datetime


class HandIn(Schema):
    """`said_at`: when, if it comes later."""

    said_at: Moment | None = None


class ResultOut(Schema):
    """A published result: the best of one's tries."""

    marks: str
    pass_marks: str
    passed: bool
    attempt: int


class StateOut(Schema):
    """An exam as who runs it sees it. `state`: set, closed, published, cancelled."""

    uid: uuid.UUID
    title: str
    state: str
    sat: int
    passed: int


def _exam(one: mine.Mine) -> dict[str, Any]:
    exam = one.exam
    return {
        "uid": exam.uid,
        "title": exam.title,
        "state": one.state,
        "opens_at": exam.opens_at,
        "closes_at": exam.closes_at,
        "minutes": exam.paper.minutes,
        "attempts": exam.attempts,
        "tries": one.tries,
        "asks_code": bool(exam.room_code),
        "sitting": one.going.uid if one.going else None,
    }


def _sitting(one: Sitting) -> dict[str, Any]:
    now = timezone.now()
    over = one.ended_at is not None or now >= one.ends_at
    return {
        "uid": one.uid,
        "exam": one.exam.uid,
        "attempt": one.attempt,
        "began_at": one.began_at,
        "ends_at": one.ends_at,
        "ended": over,
        "ended_by": one.ended_by or ("bell" if over else ""),
        "now": now,
    }


@api.get("/", response=says(list[ExamOut]), summary="My exams")
def exams(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that I may sit or sat, what is open first."""
    return [_exam(one) for one in mine.mine(by_of(request), timezone.now())]


@api.post("/{uid}/sittings", response=says(SittingOut), summary="Begin, or go on")
def begin(request: HttpRequest, uid: uuid.UUID, said: BeginIn) -> dict[str, Any]:
    """A try that is under way is answered again, whoever began it from which phone."""
    person, now = by_of(request), timezone.now()
    exam = found(mine.exams_for(person).filter(uid=uid).first())
    if exam.room_code:
        spend(f"exam.code:{exam.uid}:{person.uid}", CODE_TRIES, now)
    made = sittings.begin(exam=exam, room_code=said.room_code, client_uid=said.client_uid, by=person, at=now)
    return _sitting(made)


def _mine(request: HttpRequest, uid: uuid.UUID) -> Sitting:
    return found(mine.sitting_of(by_of(request), uid).first())


@api.get("/sittings/{uid}", response=says(SittingWhole), summary="My try, its clock and its questions")
def sitting(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """No questions any more once it has ended."""
    one = _mine(request, uid)
    sittings.heard(one, timezone.now())
    told, pictures = _sitting(one), of_exam(one.exam)
    questions = [] if told["ended"] else mine.shown(one)
    return {**told, "questions": [_question(each, pictures) for each in questions]}


def _question(one: dict[str, Any], pictures: dict[str, bytes]) -> dict[str, Any]:
    return {
        "place": one["place"],
        "kind": one["kind"],
        "marks": one["marks"],
        "stem": one["stem"],
        "options": [text for _position, text, _chosen in one["options"]],
        "lefts": [left for _number, left, _rights in one["lefts"]],
        "blanks": len(one["blanks"]),
        "pictures": inside(one["pictures"], pictures),
        "answered": one["answered"],
        "fields": one["fields"],
    }


@api.post("/sittings/{uid}/answers", response=says(AnswersOut), summary="Answer")
def answer(request: HttpRequest, uid: uuid.UUID, said: AnswersIn) -> dict[str, Any]:
    """Each is answered by itself and kept once; the last that was given of a question counts."""
    one, now = _mine(request, uid), timezone.now()
    return {"results": [_given(one, each, request, now) for each in said.answers], "now": now}


def _given(one: Sitting, said: AnswerIn, request: HttpRequest, now: datetime.datetime) -> dict[str, Any]:
    when = {"client_uid": said.client_uid, "said_at": said.said_at or now}
    try:
        made = sittings.give(sitting=one, place=said.place, said=said.fields, by=by_of(request), at=now, **when)  # type: ignore[arg-type]
    except Refused as no:
        return {"client_uid": said.client_uid, "ok": False, "code": no.code, "words": sentence(no)}
    return {"client_uid": said.client_uid, "ok": True, "counts": made.counts}


@api.post("/sittings/{uid}/hand-in", response=says(SittingOut), summary="Hand in")
def hand_in(request: HttpRequest, uid: uuid.UUID, said: HandIn) -> dict[str, Any]:
    """Again is the same."""
    one = _mine(request, uid)
    return _sitting(sittings.hand_in(sitting=one, said_at=said.said_at, by=by_of(request), at=timezone.now()))


@api.get("/{uid}/result", response=says(ResultOut), summary="My result")
def result(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """404 until it is published."""
    exam = found(mine.exams_for(by_of(request)).filter(uid=uid).first())
    one = mine.standing(exam, timezone.now())
    best = found(one.best if one.state == "result" else None)
    return {
        "marks": marks_words(best.marks or 0),
        "pass_marks": marks_words(exam.paper.pass_marks),
        "passed": results.passed(best),
        "attempt": best.attempt,
    }


def _run(request: HttpRequest, uid: uuid.UUID) -> Exam:
    return found(desk.exams(viewer(request)).filter(uid=uid).first())


def _state(exam: Exam) -> dict[str, Any]:
    sat = list(desk.results(exam))
    passed = sum(results.passed(one) for one in sat) if exam.state == "published" else 0
    return {"uid": exam.uid, "title": exam.title, "state": exam.state, "sat": len(sat), "passed": passed}


@api.get("/{uid}", response=says(StateOut), summary="How an exam stands, for who runs it")
def exam(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """How many sat it, and once it is published how many passed."""
    return _state(_run(request, uid))


@api.post("/{uid}/close", response=says(StateOut), summary="Nobody begins any more")
def close(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """By who runs it, once nobody sits it."""
    return _state(acts.close(exam=_run(request, uid), by=by_of(request), at=timezone.now()))


@api.post("/{uid}/publish", response=says(StateOut), summary="Show everybody their result")
def publish(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """By officers and approvers, once everything is marked."""
    return _state(acts.publish(exam=_run(request, uid), by=by_of(request), at=timezone.now()))
