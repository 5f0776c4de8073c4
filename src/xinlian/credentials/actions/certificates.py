"""Certificates: awarded, taken back, set on paper once. Each is signed three ways: for a camera, as JSON, as PDF."""

import datetime
import hashlib
import json
import secrets

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.timezone import localdate

from xinlian.credentials import papers, pdfs, signing, telling
from xinlian.credentials.actions import statuses
from xinlian.credentials.models import Certificate, CertificateTemplate, Level, Trade, WorkPass
from xinlian.credentials.queries import addresses
from xinlian.credentials.rules import certificates as rules
from xinlian.credentials.rules import codes
from xinlian.credentials.who import acting, may_issue
from xinlian.engines.seals import certificates as engine
from xinlian.engines.seals.badges import badge, integrity
from xinlian.engines.seals.status import REVOKED
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand

NUMBER_BYTES = 8


@transaction.atomic
def award(
    *,
    template: CertificateTemplate,
    person: Person,
    awarded_on: datetime.date,
    trade: Trade | None = None,
    level: Level | None = None,
    hours: int | None = None,
    here: bool = False,
    by: Person,
    at: datetime.datetime,
) -> Certificate:
    """A new certificate. Raises Refused: role_officer, pass_person_elsewhere, key_missing, certificate_already, try_again,
    and those of `rules.may_award`. `here`: a room knows that they learned with the issuer, whichever union they are of.
    """
    issuer = template.issuer
    demand(may_issue(acting(by, at), issuer.union_path, issuer.union_path if here else person.union_path))
    demand(
        rules.may_award(
            name=person.name,
            awarded_on=awarded_on,
            hours=hours,
            level_fits=level is None or level.scheme_id == template.scheme_id,
            trade_known=trade is None or trade.ended_on is None,
            retired=template.retired_at is not None,
            on=localdate(at),
        )
    )
    made = _draft(template, person, awarded_on, by=by, at=at)
    made.trade, made.level, made.hours = trade, level, hours
    number = _number()
    made.code, made.number = codes.code_of(number), _printed(template, awarded_on.year)
    _sign(made, number)
    _store(made)
    statuses.count(made.listed)
    telling.awarded(made, by=by, at=at)
    record("certificate.awarded", made, by=by, at=at, number=made.number, key=made.key.kid)
    return made


def _draft(
    template: CertificateTemplate, person: Person, awarded_on: datetime.date, *, by: Person, at: datetime.datetime
) -> Certificate:
    """With its key and its place, not yet signed."""
    issuer, last = template.issuer, rules.last_day(awarded_on, template.months)
    made = Certificate(template=template, person=person, issuer=issuer, name=person.name, title=template.title)
    made.awarded_on, made.ends_at = awarded_on, _midnight(last + datetime.timedelta(days=1)) if last else None
    made.issued_at, made.issued_by = at, by
    made.union_path, made.shard = issuer.union_path, issuer.shard
    made.key = signing.standing("certificate", issuer.union_path, at)
    made.listed = statuses.open_list(use="certificate", by=by, at=at)
    made.place = statuses.free_place(made.listed)
    return made


@transaction.atomic
def revoke(*, certificate: Certificate, why: str, by: Person, at: datetime.datetime) -> None:
    """Take it back, for good, with a reason that its holder reads. Raises Refused: role_officer, pass_person_elsewhere,
    certificate_step, why_needed, why_too_long.
    """
    demand(may_issue(acting(by, at), certificate.issuer.union_path, certificate.person.union_path))
    demand(rules.may_revoke(certificate.state, why))
    rows = Certificate.objects.filter(pk=certificate.pk, state="valid")
    if not rows.update(state="revoked", why=why.strip(), revoked_at=at, revoked_by=by):
        raise Refused("certificate_step")
    certificate.refresh_from_db(fields=["state", "why", "revoked_at"])
    statuses.mark(certificate.listed, certificate.place, REVOKED, at)
    telling.taken_back(certificate, by=by, at=at)
    record("certificate.revoked", certificate, by=by, at=at, number=certificate.number)


def paper_of(*, certificate: Certificate, by: Person | None, at: datetime.datetime) -> bytes:
    """The PDF: made and signed when it is first asked for, the same bytes ever after.

    Raises Refused: key_missing, paper_font, and certificate_empty for one whose holder left.
    """
    if not certificate.badge:
        raise Refused("certificate_empty")
    if not certificate.pdf:
        _set(certificate, by=by, at=at)
    with certificate.pdf.open("rb") as file:
        content: bytes = file.read()
    return content


def _set(certificate: Certificate, *, by: Person | None, at: datetime.datetime) -> None:
    key = signing.standing("document", certificate.issuer.union_path, at)
    content = pdfs.sealed(papers.certificate_pdf(certificate), key, certificate.title)
    name = certificate.pdf.storage.save(f"certificates/{certificate.uid}.pdf", ContentFile(content))
    with transaction.atomic():
        mine = Certificate.objects.filter(pk=certificate.pk, pdf="")
        if mine.update(pdf=name, pdf_sha256=hashlib.sha256(content).hexdigest()):
            record("certificate.set", certificate, by=by, at=at, number=certificate.number)
        else:
            certificate.pdf.storage.delete(name)  # somebody else was first; theirs stands
    certificate.refresh_from_db(fields=["pdf", "pdf_sha256"])


def _number() -> bytes:
    """Eight random bytes whose short code nobody has yet, neither a pass nor a certificate."""
    while True:
        number = secrets.token_bytes(NUMBER_BYTES)
        code = codes.code_of(number)
        if not (WorkPass.objects.filter(code=code).exists() or Certificate.objects.filter(code=code).exists()):
            return number


def _printed(template: CertificateTemplate, year: int) -> str:
    if not CertificateTemplate.objects.filter(pk=template.pk, retired_at=None).update(given=F("given") + 1):
        raise Refused("template_retired")
    template.refresh_from_db(fields=["given"])
    return rules.number_of(template.prefix, year, template.given)


def _sign(made: Certificate, number: bytes) -> None:
    seal, issued = signing.seal_of(made.key), made.issued_at
    said = engine.Certificate(
        number=number,
        name=made.name,
        title=made.title,
        printed=made.number,
        issued=int(issued.timestamp()),
        expires=int(made.ends_at.timestamp()) if made.ends_at else 0,
        status=(made.listed.number, made.place),
        trade=made.trade.code if made.trade else 0,
        level=made.level.code if made.level else 0,
    )
    made.token = engine.issue(said, algorithm=seal.algorithm, kid=seal.kid, sign=seal.sign)
    method = addresses.method_id(made.key.kid)
    document = integrity.prove(_badge(made).document(), method=method, created=_moment(issued), sign=seal.sign)
    made.badge = json.dumps(document, ensure_ascii=False, indent=1)


def _badge(made: Certificate) -> badge.Badge:
    return badge.Badge(
        uid=str(made.uid),
        of=str(made.template.uid),
        number=made.number,
        holder=made.name,
        title=made.title,
        about=f"{rules.INTERNAL}{made.template.about}",
        criteria=made.template.criteria,
        issuer_id=addresses.issuer_id(),
        issuer=made.issuer.name,
        begins=_moment(_midnight(made.awarded_on)),
        ends=_moment(made.ends_at) if made.ends_at else "",
        listed=(addresses.bits_address(made.listed.number), made.place),
        field=made.trade.name if made.trade else "",
        level=f"{made.level.name}（{made.level.scheme.name}）" if made.level else "",
    )


def _store(made: Certificate) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        same = Certificate.objects.filter(
            template=made.template, person=made.person, awarded_on=made.awarded_on, state="valid"
        )
        raise Refused("certificate_already" if same.exists() else "try_again") from error


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _moment(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
