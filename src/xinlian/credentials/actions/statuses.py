"""Status lists: places given by lot, changes noted, lists signed anew."""

import datetime
import secrets

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from xinlian.credentials import signing
from xinlian.credentials.models import Certificate, StatusChange, StatusList, WorkPass
from xinlian.credentials.queries.addresses import list_address
from xinlian.engines.seals import status as engine
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused

PLACES = 1 << 17
FULL = 0.75  # of the places; by then a free one is found in four tries
TRIES = 200
STANDS = datetime.timedelta(days=7)
ANEW = datetime.timedelta(hours=1)  # how old a list may become before it is signed again though nothing changed
KEEP = 3600


def open_list(*, use: str, by: Person | None, at: datetime.datetime) -> StatusList:
    """The list that gives places now to passes or to certificates; a new one when the last is nearly full."""
    plain = StatusList.objects.defer("packed", "content").order_by("-number")
    last, newest = plain.filter(use=use).first(), plain.first()
    if last is not None and last.given < last.places * FULL:
        return last
    number = newest.number + 1 if newest else 1
    try:
        with transaction.atomic():
            made = StatusList.objects.create(number=number, use=use, places=PLACES, packed=bytes(PLACES // 4))
    except IntegrityError as error:
        raise Refused("try_again") from error  # somebody else opened it at this moment
    record("status_list.opened", made, by=by, at=at, number=number, places=PLACES)
    return made


def free_place(listed: StatusList) -> int:
    """A place by lot that nothing ever had: numbers in a row would tell how many were issued, and when."""
    taken: QuerySet[WorkPass] | QuerySet[Certificate] = (
        listed.work_passes.all() if listed.use == "pass" else listed.certificates.all()
    )
    for _ in range(TRIES):
        place = secrets.randbelow(listed.places)
        if not taken.filter(place=place).exists():
            return place
    raise Refused("list_full")


def count(listed: StatusList) -> None:
    """Note that one more place was given."""
    StatusList.objects.filter(pk=listed.pk).update(given=F("given") + 1)


def mark(listed: StatusList, place: int, status: int, now: datetime.datetime) -> None:
    """Note a change; the next signing publishes it."""
    StatusChange.objects.create(listed=listed, place=place, status=status, at=now)


def publish_due(*, by: Person | None, at: datetime.datetime) -> int:
    """Sign anew every list with changes, and those that were signed an hour ago; how many."""
    numbers = StatusList.objects.order_by("number").values_list("number", flat=True)
    return sum(publish(number=number, by=by, at=at) for number in list(numbers))


@transaction.atomic
def publish(*, number: int, by: Person | None, at: datetime.datetime) -> bool:
    """Sign a list with what changed, as the next version; whether it was needed. Two at once: one gives way."""
    listed = StatusList.objects.get(number=number)
    changes = list(listed.changes.filter(version=None).order_by("at", "id"))
    young = listed.issued_at is not None and at - listed.issued_at < ANEW
    if not changes and young:
        return False
    version = listed.version + 1 if changes or not listed.version else listed.version
    statuses = engine.Statuses(bytes(listed.packed))
    for change in changes:
        statuses[change.place] = change.status
    content = _signed(listed, version, statuses, at)
    rows = StatusList.objects.filter(pk=listed.pk, version=listed.version, issued_at=listed.issued_at)
    taken = rows.update(
        version=version, packed=bytes(statuses.packed), content=content, issued_at=at, expires_at=at + STANDS
    )
    if not taken:
        return False
    StatusChange.objects.filter(pk__in=[change.pk for change in changes]).update(version=version)
    if changes:
        record("status_list.published", listed, by=by, at=at, number=number, version=version, changes=len(changes))
    return True


def _signed(listed: StatusList, version: int, statuses: engine.Statuses, at: datetime.datetime) -> bytes:
    seal = signing.seal_of(signing.for_lists(at))
    issued = int(at.timestamp())
    expires = issued + int(STANDS.total_seconds())
    held = engine.StatusList(listed.number, version, issued, expires, statuses)
    return engine.publish(held, list_address(listed.number), KEEP, seal)
