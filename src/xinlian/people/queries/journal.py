"""Who did what when: read by auditors of that part of the tree; everybody else of the desk reads their own acts."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from xinlian.journal import words
from xinlian.journal.models import Entry
from xinlian.people.identity import mask_name
from xinlian.people.models import Grant, Person, Union
from xinlian.people.scope import DESK, Viewer, below

AUDITORS = ("auditor",)
MANY = 500
LONGEST_FACT = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the journal is narrowed to."""

    union: str = ""
    verb: str = ""
    person: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    about: str = ""


def entries(viewer: Viewer, wanted: Wanted) -> QuerySet[Entry]:
    """The lines that this viewer may read, newest first."""
    mine = Q(actor_id=viewer.person_id) if viewer.person_id else Q(pk__in=[])
    rows = Entry.objects.filter(below(viewer.paths(AUDITORS)) | mine)
    if wanted.union:
        near = unions(viewer).filter(uid=wanted.union).values_list("union_path", flat=True)
        rows = rows.filter(below(near))
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.person:
        rows = rows.filter(actor_id__in=_actors(viewer, wanted.person))
    if wanted.about:
        rows = rows.filter(object_uid=wanted.about)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + datetime.timedelta(days=1)))
    return rows.order_by("-at", "-id")


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _actors(viewer: Viewer, text: str) -> list[int]:
    """People whom this viewer may look for, by a part of the name or the user name."""
    named = Person.objects.filter(Q(name__icontains=text) | Q(username__iexact=text))
    near = below(viewer.paths(DESK)) | Q(pk=viewer.person_id)
    return list(named.filter(near).values_list("pk", flat=True)[:MANY])


def unions(viewer: Viewer) -> QuerySet[Union]:
    """The unions whose journal the viewer may read."""
    return Union.objects.filter(below(viewer.paths(DESK))).order_by("union_path")


def told(rows: Sequence[Entry]) -> list[dict[str, Any]]:
    """Lines as a person reads them: at, who, what, about, union, facts."""
    names, places = _names(rows), _places(rows)
    return [
        {
            "entry": row,
            "at": row.at,
            "who": names.get(row.actor_id or 0, ""),
            "what": words.verb(row.verb),
            "about": words.kind(row.object_type) if row.object_type else "",
            "union": places.get(row.union_path, ""),
            "facts": facts(row.facts),
        }
        for row in rows
    ]


def facts(found: Any) -> str:
    """Facts in one line."""
    shown = [
        f"{words.fact(key)} {_plain(value)}" for key, value in dict(found).items() if value not in (None, "", [], {})
    ]
    return " · ".join(shown)


def _plain(value: Any) -> str:
    many = value if isinstance(value, list) else [value]
    return "、".join(words.value(str(one))[:LONGEST_FACT] for one in many)


def _names(rows: Iterable[Entry]) -> dict[int, str]:
    """Names of actors: of staff whole, of workers masked."""
    people = Person.objects.filter(pk__in={row.actor_id for row in rows if row.actor_id})
    staff = set(Grant.objects.filter(person__in=people).values_list("person", flat=True))
    named = people.values_list("pk", "name", "username")
    return {pk: (name or user or "") if pk in staff else mask_name(name or "") for pk, name, user in named}


def _places(rows: Iterable[Entry]) -> dict[str, str]:
    paths = {row.union_path for row in rows if row.union_path}
    return dict(Union.objects.filter(union_path__in=paths).values_list("union_path", "name"))


def exported(rows: QuerySet[Entry]) -> Iterator[Sequence[object]]:
    """Rows for Excel, a thousand looked up at a time."""
    held: list[Entry] = []
    for row in rows.iterator(chunk_size=1000):
        held.append(row)
        if len(held) == 1000:
            yield from _flat(held)
            held = []
    yield from _flat(held)


def _flat(rows: list[Entry]) -> Iterator[Sequence[object]]:
    for line in told(rows):
        uid = line["entry"].object_uid
        yield line["at"], line["who"], line["what"], line["about"], str(uid or ""), line["union"], line["facts"]
