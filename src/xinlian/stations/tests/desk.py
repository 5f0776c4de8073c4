"""What waits on a desk, made for tests, and what the journal says of it."""

import datetime
import uuid

from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.models import Union
from xinlian.stations.checklists import ZHEJIANG
from xinlian.stations.models import Checklist, Fault, Station, Voice


def make_checklist(union: Union, **more: object) -> Checklist:
    """The seeded checklist of a province as a row."""
    return Checklist.objects.create(
        union=union, union_path=union.union_path, **{**ZHEJIANG, "effective_on": datetime.date(2024, 1, 1), **more}
    )


def make_fault(station: Station, **more: object) -> Fault:
    """A fault that somebody told of."""
    values: dict[str, object] = {"facility": "shower", "text": "不出热水", "at": timezone.now(), **more}
    return Fault.objects.create(
        station=station,
        union_path=station.union_path,
        client_uid=uuid.uuid4(),
        **values,  # type: ignore[arg-type]
    )


def make_voice(station: Station, kind: str) -> Voice:
    """Thanks or a complaint that waits."""
    return Voice.objects.create(
        station=station,
        union_path=station.union_path,
        kind=kind,
        text="谢谢",
        at=timezone.now(),
        client_uid=uuid.uuid4(),
    )


def verbs(about: object) -> list[str]:
    """What the journal says of a thing, oldest first."""
    return list(Entry.objects.filter(object_uid=about.uid).order_by("id").values_list("verb", flat=True))  # type: ignore[attr-defined]
