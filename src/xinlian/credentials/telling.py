"""What holders are told, within the action that gave the reason."""

import datetime
from collections.abc import Mapping

from django.urls import reverse

from xinlian.credentials.models import Appeal, Certificate, OutsideCertificate, PassStep, WorkPass
from xinlian.notices.actions import tell
from xinlian.people.models import Person


def issued(work_pass: WorkPass, *, by: Person | None, at: datetime.datetime) -> None:
    """A pass came."""
    _tell("issued", work_pass, {"day": _day(work_pass)}, str(work_pass.uid), by=by, at=at)


def stepped(step: PassStep, *, by: Person | None, at: datetime.datetime) -> None:
    """A pass was stopped, or goes on."""
    facts = {"state": step.state, "why": step.why}
    _tell("stepped", step.work_pass, facts, str(step.uid), by=by, at=at)


def ends_soon(work_pass: WorkPass, *, at: datetime.datetime) -> None:
    """A pass runs out within a month."""
    _tell("ends_soon", work_pass, {"day": _day(work_pass)}, str(work_pass.uid), by=None, at=at)


def answered(appeal: Appeal, *, by: Person, at: datetime.datetime) -> None:
    """An appeal has its answer."""
    facts = {"state": appeal.state, "answer": appeal.answer}
    _tell("appeal_answered", appeal.step.work_pass, facts, str(appeal.uid), by=by, at=at)


def awarded(certificate: Certificate, *, by: Person | None, at: datetime.datetime) -> None:
    """A certificate came."""
    _certified("awarded", certificate, {"title": certificate.title}, by=by, at=at)


def taken_back(certificate: Certificate, *, by: Person | None, at: datetime.datetime) -> None:
    """A certificate was revoked."""
    _certified("taken_back", certificate, {"title": certificate.title, "why": certificate.why}, by=by, at=at)


def outside_due(row: OutsideCertificate, what: str, day: datetime.date, *, at: datetime.datetime) -> None:
    """A certificate of others runs out, or is to be reviewed."""
    facts = {"title": row.title, "what": what, "day": day.isoformat()}
    key, url = f"outside_due:{row.uid}:{day}", reverse("credentials:certificates")
    tell(to=row.person, kind="credentials.outside_due", facts=facts, key=key, url=url, by=None, at=at)


def _certified(
    kind: str, certificate: Certificate, facts: Mapping[str, object], *, by: Person | None, at: datetime.datetime
) -> None:
    key, url = f"{kind}:{certificate.uid}", reverse("credentials:certificates")
    tell(to=certificate.person, kind=f"credentials.{kind}", facts=facts, key=key, url=url, by=by, at=at)


def _tell(
    kind: str, work_pass: WorkPass, facts: Mapping[str, object], key: str, *, by: Person | None, at: datetime.datetime
) -> None:
    url = reverse("credentials:pass_plain")
    tell(to=work_pass.person, kind=f"credentials.{kind}", facts=facts, key=f"{kind}:{key}", url=url, by=by, at=at)


def _day(work_pass: WorkPass) -> str:
    return work_pass.last_day.isoformat()
