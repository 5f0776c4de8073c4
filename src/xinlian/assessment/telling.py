"""What candidates are told, within the action that gave the reason."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from xinlian.assessment.models import Exam, PanelSeat, Practical, Regrade, ResultAppeal
from xinlian.notices.actions import tell, tell_many
from xinlian.people.models import Person


def invited(exam: Exam, people: Iterable[Person], *, by: Person | None, at: datetime.datetime) -> None:
    """Somebody may sit an exam."""
    facts = {"title": exam.title, "opens": timezone.localtime(exam.opens_at).isoformat(timespec="minutes")}
    url = reverse("assessment:exam", args=[exam.uid])
    tell_many(to=people, kind="assessment.invited", facts=facts, key=f"invited:{exam.uid}", url=url, by=by, at=at)


def rescheduled(exam: Exam, *, by: Person, at: datetime.datetime) -> None:
    """An exam has other times."""
    opens = timezone.localtime(exam.opens_at).isoformat(timespec="minutes")
    closes = timezone.localtime(exam.closes_at).isoformat(timespec="minutes")
    rows = Person.objects.filter(exams__exam=exam).distinct()
    url, key = reverse("assessment:exam", args=[exam.uid]), f"rescheduled:{exam.uid}:{opens}:{closes}"
    facts = {"title": exam.title, "opens": opens, "closes": closes}
    tell_many(to=rows.iterator(), kind="assessment.rescheduled", facts=facts, key=key, url=url, by=by, at=at)


def regraded(regrade: Regrade, *, by: Person, at: datetime.datetime) -> None:
    """A published result changed."""
    exam, uids = regrade.exam, [uid for uid, _before, _after in regrade.changes]
    rows = Person.objects.filter(sittings__uid__in=uids).distinct()
    facts, url = {"title": exam.title, "why": regrade.why}, reverse("assessment:exam", args=[exam.uid])
    key = f"regraded:{regrade.uid}"
    tell_many(to=rows.iterator(), kind="assessment.regraded", facts=facts, key=key, url=url, by=by, at=at)


def published(exam: Exam, *, by: Person | None, at: datetime.datetime) -> None:
    """Results are out."""
    rows = Person.objects.filter(sittings__exam=exam).distinct()
    facts, url = {"title": exam.title}, reverse("assessment:exam", args=[exam.uid])
    key = f"published:{exam.uid}"
    tell_many(to=rows.iterator(), kind="assessment.published", facts=facts, key=key, url=url, by=by, at=at)


def answered(appeal: ResultAppeal, *, by: Person, at: datetime.datetime) -> None:
    """An appeal has its answer."""
    sitting = appeal.sitting
    facts = {"title": sitting.exam.title, "state": appeal.state, "answer": appeal.answer}
    url = reverse("assessment:exam", args=[sitting.exam.uid])
    key = f"appeal:{appeal.uid}"
    tell(to=sitting.person, kind="assessment.appeal_answered", facts=facts, key=key, url=url, by=by, at=at)


def seated(seat: PanelSeat, *, by: Person, at: datetime.datetime) -> None:
    """Somebody sits on a panel."""
    _judge("panel_seated", seat, f"seated:{seat.uid}", by=by, at=at)


def asked_again(seat: PanelSeat, *, by: Person, at: datetime.datetime) -> None:
    """A judge shall look again."""
    _judge("asked_again", seat, f"again:{seat.uid}:{at.isoformat()}", by=by, at=at)


def _judge(kind: str, seat: PanelSeat, key: str, *, by: Person, at: datetime.datetime) -> None:
    facts, url = {"title": seat.practical.title}, reverse("assessment:judge")
    tell(to=seat.person, kind=f"assessment.{kind}", facts=facts, key=key, url=url, by=by, at=at)


def practical_published(practical: Practical, *, by: Person, at: datetime.datetime) -> None:
    """Results of a practical test are out."""
    rows = Person.objects.filter(practical_entries__practical=practical).distinct()
    facts, url, key = {"title": practical.title}, reverse("assessment:exams"), f"practical:{practical.uid}"
    tell_many(to=rows.iterator(), kind="assessment.published", facts=facts, key=key, url=url, by=by, at=at)
