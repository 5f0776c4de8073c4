"""What pages about certificates show: one's own, the desk's, and those of others that a union keeps note of."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from xinlian.credentials.models import Certificate, CertificateTemplate, Level, OutsideCertificate, Trade
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.queries.verifying import in_words
from xinlian.credentials.rules import codes
from xinlian.credentials.rules import outside as outside_rules
from xinlian.credentials.who import READERS
from xinlian.engines.seals.text import as_address
from xinlian.people.identity import phone_number
from xinlian.people.keys import phone_key
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope
from xinlian.rows.uids import uid_of
from xinlian.sheets.qr import svg

SORTS = {"name": "name", "number": "number", "awarded": "awarded_on", "ends": "ends_at", "state": "state"}
WHOLE = ("person", "issuer", "template", "trade", "level__scheme", "key", "listed")
DUE = datetime.timedelta(days=60)


def standing(one: Certificate, now: datetime.datetime) -> str:
    """`valid`, `revoked` or `over`."""
    return "over" if one.state == "valid" and one.ends_at is not None and one.ends_at <= now else one.state


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate as its holder sees it: how it stands, its square code, its words in the active language."""

    certificate: Certificate
    state: str
    qr: str

    @property
    def code(self) -> str:
        """The short code in groups."""
        return codes.shown(self.certificate.code)

    @property
    def trade(self) -> str:
        """The trade, or nothing."""
        return in_words(self.certificate.trade)

    @property
    def level(self) -> str:
        """The level, or nothing."""
        return in_words(self.certificate.level)


def address(one: Certificate) -> str:
    """What its square code says; nothing once its holder left."""
    return as_address(bytes(one.token), pass_host()) if one.token else ""


def shown(one: Certificate, now: datetime.datetime) -> Shown:
    """A certificate as its holder sees it."""
    drawing = svg(address(one)) if one.token else ""
    return Shown(one, standing(one, now), drawing)


def of_person(person: Person) -> QuerySet[Certificate]:
    """Somebody's certificates, the newest first."""
    rows = Certificate.objects.filter(person=person).exclude(badge="").select_related(*WHOLE)
    return rows.order_by("-awarded_on", "-id")


def outside_of(person: Person) -> QuerySet[OutsideCertificate]:
    """What a union noted of somebody's certificates of others."""
    return OutsideCertificate.objects.filter(person=person).select_related("level").order_by("kind", "title", "id")


def all_of(viewer: Viewer) -> QuerySet[Certificate]:
    """The certificates of the viewer's part of the tree."""
    return scope(viewer, Certificate.objects.select_related(*WHOLE), READERS)


def found(
    viewer: Viewer, q: str, template: str, state: str, sort: str, now: datetime.datetime
) -> QuerySet[Certificate]:
    """Found by name, number, short code or phone; by template; by state, `over` for those past their day."""
    rows = scope(
        viewer, Certificate.objects.defer("badge", "token").select_related("trade", "level", "issuer"), READERS
    )
    typed = q.strip()
    if typed:
        known = Q(name__icontains=typed) | Q(number__iexact=typed) | Q(code=codes.read(typed) or "-")
        phone = phone_number(typed)
        rows = rows.filter(known | Q(person__phone_key="-" if phone.wrong else phone_key(phone.value)))
    if template:
        wanted = uid_of(template)
        rows = rows.filter(template__uid=wanted) if wanted else rows.none()
    past = Q(state="valid", ends_at__lte=now)
    if state == "over":
        rows = rows.filter(past)
    elif state == "valid":
        rows = rows.filter(state="valid").exclude(past)
    elif state == "revoked":
        rows = rows.filter(state="revoked")
    column = SORTS.get(sort.lstrip("-"), "issued_at")
    return rows.order_by(f"-{column}" if sort.startswith("-") or sort.lstrip("-") not in SORTS else column, "id")


def templates(viewer: Viewer) -> QuerySet[CertificateTemplate]:
    """Templates of the viewer's part of the tree, with how many were awarded by each."""
    rows = scope(viewer, CertificateTemplate.objects.select_related("issuer", "scheme"), READERS)
    return rows.annotate(awarded=Count("certificates")).order_by("retired_at", "title", "id")


def template_named(uid: str) -> CertificateTemplate | None:
    """The template of a table that was brought; the kind asks who may use it."""
    wanted = uid_of(uid)
    rows = CertificateTemplate.objects.select_related("issuer", "scheme")
    return rows.filter(uid=wanted).first() if wanted else None


def outside(viewer: Viewer) -> QuerySet[OutsideCertificate]:
    """Certificates of others, of the people of the viewer's part of the tree."""
    return scope(viewer, OutsideCertificate.objects.select_related("person", "level__scheme"), READERS)


def outside_due(viewer: Viewer, on: datetime.date) -> QuerySet[OutsideCertificate]:
    """Those that run out or are to be reviewed within sixty days, or whose day has passed, the nearest first."""
    near = Q(ends_on__lte=on + DUE) | Q(review_on__lte=on + DUE)
    return outside(viewer).filter(near).order_by("review_on", "ends_on", "id")


def outside_state(one: OutsideCertificate, on: datetime.date) -> str:
    """`over`, `soon` or `fine`."""
    if outside_rules.over(one.ends_on, one.review_on, on):
        return "over"
    following = outside_rules.next_day(one.ends_on, one.review_on, on)
    return "soon" if following is not None and following[1] <= on + DUE else "fine"


def trades() -> QuerySet[Trade]:
    """Trades that are awarded now."""
    return Trade.objects.filter(ended_on=None)


def levels(template: CertificateTemplate) -> QuerySet[Level]:
    """The levels that a template knows."""
    return Level.objects.filter(scheme=template.scheme_id).select_related("scheme").order_by("rank")
