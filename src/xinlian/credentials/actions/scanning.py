"""What gates scanned, taken once however often it is sent."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from xinlian.credentials.models import Gate, Scan, WorkPass
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused

MOST = 200
OUTCOMES, WAYS, MEANS = (dict(Scan.OUTCOMES), ("in", "out"), dict(Scan.MEANS))
WHY_LETTERS = 24
AHEAD = datetime.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Said:
    """One scan as the device tells it."""

    uid: uuid.UUID
    number: str
    outcome: str
    why: str
    way: str
    means: str
    at: datetime.datetime
    list_version: int


def read(given: Mapping[str, Any]) -> Said:
    """One scan from JSON. Raises Refused scan_malformed."""
    try:
        said = Said(
            uid=uuid.UUID(given["uid"]),
            number=str(given.get("number", ""))[:16],
            outcome=given["outcome"],
            why=str(given.get("why", ""))[:WHY_LETTERS],
            way=given["way"],
            means=given["means"],
            at=datetime.datetime.fromtimestamp(float(given["at"]), datetime.UTC),
            list_version=int(given.get("list_version", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise Refused("scan_malformed") from error
    known = said.outcome in OUTCOMES and said.way in WAYS and said.means in MEANS
    if not known or not 0 <= said.list_version < 1 << 31:
        raise Refused("scan_malformed")
    return said


@transaction.atomic
def take(*, gate: Gate, several: Sequence[Said], by: Person | None, at: datetime.datetime) -> int:
    """Store what is new; how many. A time later than now is the device's clock: now is written."""
    passes = dict(WorkPass.objects.filter(number__in={one.number for one in several}).values_list("number", "pk"))
    rows = [
        Scan(
            gate=gate,
            work_pass_id=passes.get(one.number),
            outcome=one.outcome,
            why=one.why,
            way=one.way,
            means=one.means,
            at=min(one.at, at) if one.at > at + AHEAD else one.at,
            arrived_at=at,
            list_version=one.list_version,
            client_uid=one.uid,
            union_path=gate.union_path,
            shard=gate.shard,
        )
        for one in several
    ]
    before = Scan.objects.filter(client_uid__in=[row.client_uid for row in rows]).count()
    Scan.objects.bulk_create(rows, ignore_conflicts=True)
    new = Scan.objects.filter(client_uid__in=[row.client_uid for row in rows]).count() - before
    Gate.objects.filter(pk=gate.pk).update(seen_at=at)
    if new:
        record("gate.scans", gate, by=by, at=at, scans=new)
    return new
