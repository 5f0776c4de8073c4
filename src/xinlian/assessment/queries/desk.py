"""What the desk sees of banks, papers and exams."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xinlian.assessment.models import (
    Bank,
    BankFile,
    Candidate,
    Exam,
    Given,
    Item,
    Paper,
    ResultAppeal,
    ShortMark,
    Sitting,
)
from xinlian.assessment.who import KEEPERS, READERS, RUNNERS
from xinlian.people.models import Person, Union
from xinlian.people.queries import desk as people
from xinlian.people.scope import Viewer, below, scope
from xinlian.rows.paths import parents
from xinlian.rows.uids import uid_of

QUIET_SECONDS = 45


def banks(viewer: Viewer) -> "QuerySet[Bank]":
    """The banks that the viewer may read, each with how many questions it has and how many wait for a review."""
    live = Q(items__current=True)
    rows = Bank.objects.select_related("union").annotate(
        questions=Count("items", filter=live & ~Q(items__review="retired")),
        drafts=Count("items", filter=live & Q(items__review="draft")),
    )
    return scope(viewer, rows.order_by("name", "id"), READERS)


def usable_banks(viewer: Viewer) -> list[Bank]:
    """The banks that papers of the viewer's unions may draw from: their own and those above."""
    paths = {path for top in viewer.paths(KEEPERS) for path in parents(top)}
    rows = Bank.objects.filter(Q(union_path__in=paths) | below(viewer.paths(KEEPERS)), retired_at=None)
    return list(rows.filter(items__current=True, items__review="approved").distinct())


def union_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """The unions for which the viewer may keep banks and set exams."""
    return people.union_choices(viewer, KEEPERS)


def union(viewer: Viewer, uid: str) -> "QuerySet[Union]":
    """One of them."""
    return people.unions(viewer, KEEPERS).filter(closed_on=None, uid=uid)


def items(bank: Bank, q: str, kind: str, topic: str, review: str) -> "QuerySet[Item]":
    """The questions of a bank, the newest versions, filtered."""
    rows = Item.objects.filter(bank=bank, current=True)
    wanted = {"kind": kind, "topic": topic, "review": review}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return rows.filter(stem__icontains=q) if q else rows


def topics(bank: Bank) -> list[str]:
    """The topics of a bank."""
    rows = Item.objects.filter(bank=bank, current=True).exclude(topic="")
    return list(rows.values_list("topic", flat=True).distinct().order_by("topic"))


def item(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Item]":
    """One question, any version."""
    return scope(viewer, Item.objects.select_related("bank__union", "made_by", "reviewed_by"), READERS).filter(uid=uid)


def chosen(viewer: Viewer, bank: Bank, uids: Sequence[str]) -> list[Item]:
    """The questions ticked on a page."""
    known = [uid for uid in map(uid_of, uids[:500]) if uid]
    return list(scope(viewer, Item.objects.filter(bank=bank, uid__in=known), READERS))


def current(one: Item) -> Item:
    """The newest version of a question."""
    return Item.objects.get(lineage=one.lineage, current=True)


def versions(one: Item) -> "QuerySet[Item]":
    """All versions of a question, the newest first."""
    return Item.objects.filter(lineage=one.lineage).select_related("made_by").order_by("-version")


def file(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[BankFile]":
    """A file brought to a bank."""
    return scope(viewer, BankFile.objects.select_related("bank"), KEEPERS).filter(uid=uid)


def stock(bank: Bank) -> list[tuple[str, int, int]]:
    """(kind, reviewed, waiting) of a bank."""
    rows = Item.objects.filter(bank=bank, current=True).exclude(review="retired").values("kind")
    counted = rows.annotate(good=Count("id", filter=Q(review="approved")), draft=Count("id", filter=Q(review="draft")))
    return [(one["kind"], one["good"], one["draft"]) for one in counted.order_by("kind")]


def papers(viewer: Viewer) -> "QuerySet[Paper]":
    """The papers that the viewer may read."""
    rows = Paper.objects.select_related("bank", "union").annotate(exams_set=Count("exams"))
    return scope(viewer, rows.order_by("-made_at", "-id"), READERS)


def usable_papers(viewer: Viewer) -> list[Paper]:
    """The papers that exams of the viewer's unions may use."""
    paths = {path for top in viewer.paths(RUNNERS) for path in parents(top)}
    rows = Paper.objects.filter(Q(union_path__in=paths) | below(viewer.paths(RUNNERS)), retired_at=None)
    return list(rows.order_by("-made_at"))


def exams(viewer: Viewer) -> "QuerySet[Exam]":
    """The exams that the viewer may read."""
    rows = Exam.objects.select_related("paper__bank", "union").defer("items")
    return scope(viewer, rows, READERS)


def with_counts(rows: "QuerySet[Exam]") -> "QuerySet[Exam]":
    """Each with its candidates, and how many sit and handed in. Counted apart: joined, they would multiply."""
    listed, sat = Candidate.objects.filter(exam=OuterRef("pk")), Sitting.objects.filter(exam=OuterRef("pk"))
    return rows.annotate(
        listed=_count(listed),
        sitting_now=_count(sat.filter(ended_at=None)),
        ended=_count(sat.filter(ended_at__isnull=False)),
    ).order_by("-opens_at", "-id")


def _count(rows: "QuerySet[Any]") -> Coalesce:
    counted = rows.order_by().values("exam").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True, slots=True)
class Seat:
    """A candidate as the invigilator sees them. `state`: absent, working, quiet, ended."""

    candidate: Candidate
    sitting: Sitting | None
    state: str
    answered: int
    late: int


def room(exam: Exam, at: datetime.datetime) -> list[Seat]:
    """Everybody of an exam: who is away, who works, from whom nothing was heard for a while, who is done."""
    rows = list(exam.candidates.select_related("person").order_by("person__name", "id"))
    latest = {one.candidate_id: one for one in exam.sittings.order_by("attempt")}
    given = Given.objects.filter(sitting__exam=exam)
    counted = given.values("sitting").annotate(
        answered=Count("place", filter=Q(counts=True), distinct=True), late=Count("id", filter=Q(counts=False))
    )
    counts = {one["sitting"]: (one["answered"], one["late"]) for one in counted}
    seats = []
    for candidate in rows:
        sitting = latest.get(candidate.pk)
        answered, late = counts.get(sitting.pk, (0, 0)) if sitting else (0, 0)
        seats.append(Seat(candidate, sitting, _seat_state(sitting, at), answered, late))
    order = {"quiet": 0, "working": 1, "absent": 2, "ended": 3}
    return sorted(seats, key=lambda seat: order[seat.state])


def _seat_state(sitting: Sitting | None, at: datetime.datetime) -> str:
    if sitting is None:
        return "absent"
    if sitting.ended_at is not None or at >= sitting.ends_at:
        return "ended"
    return "quiet" if (at - sitting.seen_at).total_seconds() > QUIET_SECONDS else "working"


def results(exam: Exam) -> "QuerySet[Sitting]":
    """Ended sittings, the best first."""
    rows = exam.sittings.filter(ended_at__isnull=False).select_related("person", "person__union")
    return rows.order_by("-marks", "ended_at", "id")


def sitting(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Sitting]":
    """A sitting of an exam that the viewer may read."""
    rows = Sitting.objects.select_related("exam__paper", "candidate", "person").defer("exam__items")
    return scope(viewer, rows, READERS).filter(uid=uid)


def late_of(one: Sitting) -> "QuerySet[Given]":
    """What arrived too late."""
    return one.given.filter(counts=False)


def next_short(exam: Exam, by: Person, short: set[int]) -> tuple[Sitting, int] | None:
    """The next short answer that somebody may mark: (sitting, place), those begun by others first; None when none is left."""
    mine = {(s, p) for s, p in ShortMark.objects.filter(sitting__exam=exam, by=by).values_list("sitting", "place")}
    given = ShortMark.objects.filter(sitting__exam=exam).values("sitting", "place").annotate(n=Count("id"))
    counts = {(one["sitting"], one["place"]): one["n"] for one in given}
    best: tuple[int, Sitting, int] | None = None
    for one in exam.sittings.filter(ended_at__isnull=False, waiting__gt=0).order_by("id"):
        for place, (item_id, _most, _options) in enumerate(one.paper):
            if item_id not in short or one.earned[place] is not None or (one.pk, place) in mine:
                continue
            done = counts.get((one.pk, place), 0)
            if best is None or done > best[0]:
                best = (done, one, place)
    return (best[1], best[2]) if best else None


def waiting_short(exam: Exam) -> int:
    """How many short answers wait for somebody."""
    return sum(exam.sittings.filter(ended_at__isnull=False).values_list("waiting", flat=True))


def appeals(exam: Exam) -> "QuerySet[ResultAppeal]":
    """The appeals of an exam, the open ones first."""
    rows = ResultAppeal.objects.filter(sitting__exam=exam).select_related("sitting__person", "answered_by")
    return rows.order_by("answered_at", "made_at")


def latest_files(bank: Bank) -> "QuerySet[BankFile]":
    """The last files of a bank."""
    return bank.files.select_related("by")[:5]


def named_changes(changes: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The same with names for the uids of sittings."""
    uids = [uid for uid, _before, _after in changes]
    names = {str(uid): name for uid, name in Sitting.objects.filter(uid__in=uids).values_list("uid", "person__name")}
    return [(names.get(uid, ""), before, after) for uid, before, after in changes]
