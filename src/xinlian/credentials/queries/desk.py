"""What the desk's pages about passes, sites and keys show."""

import datetime
import uuid
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from xinlian.credentials.models import Appeal, Gate, Scan, SigningKey, Site, SiteWorker, TrustRoot, WorkPass
from xinlian.credentials.rules import codes
from xinlian.credentials.rules.states import STANDS
from xinlian.credentials.who import READERS
from xinlian.people.identity import phone_number
from xinlian.people.keys import phone_key
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope

SOON = datetime.timedelta(days=30)
SORTS = {"name": "name", "ends": "ends_at", "issued": "issued_at", "state": "state"}
STATES = ("valid", "suspended", "retrain", "revoked", "replaced")


def passes(viewer: Viewer) -> QuerySet[WorkPass]:
    """The passes of the viewer's part of the tree."""
    return scope(viewer, WorkPass.objects.select_related("person", "issuer", "portrait"), READERS)


def listed(viewer: Viewer, q: str, state: str, sort: str, now: datetime.datetime) -> QuerySet[WorkPass]:
    """Found by name, short code or phone; by state, or `soon` for those that run out within a month."""
    rows = passes(viewer)
    if q.strip():
        typed = q.strip()
        known = Q(name__icontains=typed) | Q(code=codes.read(typed) or "-")
        phone = phone_number(typed)
        rows = rows.filter(known | Q(person__phone_key="-" if phone.wrong else phone_key(phone.value)))
    if state in STATES:
        rows = rows.filter(state=state)
    if state == "soon":
        rows = rows.filter(state="valid", ends_at__gt=now, ends_at__lte=now + SOON)
    column = SORTS.get(sort.lstrip("-"), "issued_at")
    return rows.order_by(f"-{column}" if sort.startswith("-") or sort.lstrip("-") not in SORTS else column, "id")


def one(viewer: Viewer, uid: uuid.UUID | str) -> QuerySet[WorkPass]:
    """One pass of the viewer's part of the tree, or none."""
    return passes(viewer).filter(uid=uid)


def somebody(viewer: Viewer, phone: str) -> Person | None:
    """Somebody of the viewer's part of the tree, by the phone they registered."""
    number = phone_number(phone)
    if number.wrong:
        return None
    rows = scope(viewer, Person.objects.select_related("union"), READERS)
    return rows.filter(phone_key=phone_key(number.value), is_active=True).first()


def standing_of(viewer: Viewer, person: Person) -> WorkPass | None:
    """The pass of somebody that stands, if the viewer's part of the tree issued it."""
    return passes(viewer).filter(person=person, state__in=STANDS).first()


def appeals(viewer: Viewer, state: str = "open") -> QuerySet[Appeal]:
    """Appeals of the viewer's part of the tree."""
    rows = scope(viewer, Appeal.objects.select_related("step__work_pass", "step__by"), READERS)
    return rows.filter(state=state) if state else rows


def keys(viewer: Viewer) -> QuerySet[SigningKey]:
    """Keys are no secret but for their private halves: everybody at a desk sees which stand."""
    return (
        SigningKey.objects.select_related("issuer").defer("private")
        if viewer.paths(READERS)
        else SigningKey.objects.none()
    )


def roots(viewer: Viewer) -> QuerySet[TrustRoot]:
    """The roots that devices hold."""
    return TrustRoot.objects.filter(retired_at=None) if viewer.paths(READERS) else TrustRoot.objects.none()


def sites(viewer: Viewer) -> QuerySet[Site]:
    """Sites of the viewer's part of the tree, with how many people and gates."""
    people = Count("workers", filter=Q(workers__until_on=None), distinct=True)
    rows = scope(viewer, Site.objects.select_related("union"), READERS)
    return rows.annotate(people=people, doors=Count("gates", distinct=True), seen=Max("gates__seen_at"))


def workers(site: Site) -> QuerySet[SiteWorker]:
    """Who works on a site now."""
    return site.workers.filter(until_on=None).select_related("person").order_by("team", "id")


def all_workers(viewer: Viewer) -> QuerySet[SiteWorker]:
    """Who works on any site of the viewer's part of the tree."""
    return scope(viewer, SiteWorker.objects.select_related("site"), READERS)


def all_gates(viewer: Viewer) -> QuerySet[Gate]:
    """Gates of any site of the viewer's part of the tree."""
    return scope(viewer, Gate.objects.select_related("site"), READERS)


def gates(site: Site) -> QuerySet[Gate]:
    """The gates of a site."""
    return site.gates.all()


def scans(site: Site) -> QuerySet[Scan]:
    """What its gates scanned, the newest first."""
    return Scan.objects.filter(gate__site=site).select_related("gate", "work_pass").order_by("-at", "-id")


def inside(site: Site) -> int:
    """How many are in: whose last scan that opened was one inwards."""
    rows = Scan.objects.filter(gate__site=site, outcome="valid", work_pass__isnull=False)
    last: dict[Any, str] = dict(rows.order_by("at", "id").values_list("work_pass", "way"))
    return sum(way == "in" for way in last.values())
