"""What the desk's pages about applications show: the table, its filter, one application and its story."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from xinlian.enrolment.models import Application, Offering, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.journal.models import Entry
from xinlian.people.identity import mask_phone, phone_number
from xinlian.people.keys import phone_key
from xinlian.people.models import Person, Union
from xinlian.people.queries.journal import told
from xinlian.people.scope import Viewer, below, scope
from xinlian.people.table_words import OCCUPATIONS
from xinlian.rows.sentences import say
from xinlian.rows.uids import uid_of
from xinlian.trips.models import Programme
from xinlian.trips.who import READERS

SORTS = {
    "name": "person__name",
    "union": "person__union_path",
    "group": "group__rank",
    "state": "state",
    "lot": "lot",
    "applied": "applied_at",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table is narrowed to and ordered by."""

    q: str = ""
    union: str = ""
    group: str = ""
    state: str = ""
    batch: str = ""
    seat: str = ""
    sort: str = "applied"


def applications(viewer: Viewer, found: Programme, wanted: Wanted) -> QuerySet[Application]:
    """The applications of a programme, narrowed; each with its seat that stands in `standing_seats`."""
    rows = scope(viewer, Application.objects.filter(offering=found.offering), READERS)
    rows = _narrowed(rows, wanted)
    column = SORTS.get(wanted.sort.lstrip("-"), "applied_at")
    seats = Prefetch("seats", Seat.objects.filter(state__in=SEAT_STANDS).select_related("batch"), "standing_seats")
    ordered = rows.order_by(f"-{column}" if wanted.sort.startswith("-") else column, "id")
    return ordered.select_related("person__union", "group", "party").prefetch_related(seats)


def _narrowed(rows: QuerySet[Application], wanted: Wanted) -> QuerySet[Application]:
    if wanted.q:
        number = phone_number(wanted.q).value
        by_phone = Q(person__phone_key=phone_key(number)) if number else Q(pk__in=[])
        rows = rows.filter(Q(person__name__icontains=wanted.q) | by_phone)
    if wanted.union:
        paths = Union.objects.filter(uid=wanted.union).values_list("union_path", flat=True)
        people = below(paths)
        rows = rows.filter(person__in=_people(people))
    if wanted.group:
        rows = rows.filter(group__uid=wanted.group)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.batch.isdigit():
        rows = rows.filter(pk__in=_wishing(rows, int(wanted.batch)))
    return _by_seat(rows, wanted.seat)


def _people(condition: Q) -> Any:
    return Person.objects.filter(condition).values("pk")


def _wishing(rows: QuerySet[Application], number: int) -> list[int]:
    """Those who want a batch. Read in Python: how a list in JSON is searched differs between the databases."""
    found = rows.order_by().values_list("pk", "wished")
    return [pk for pk, wished in found.iterator(chunk_size=2000) if number in wished]


def _by_seat(rows: QuerySet[Application], seat: str) -> QuerySet[Application]:
    standing = Seat.objects.filter(state__in=SEAT_STANDS).values("application")
    if seat == "none":
        return rows.filter(state="standing").exclude(pk__in=standing)
    if seat == "some":
        return rows.filter(pk__in=standing)
    return rows.filter(seats__state=seat) if seat in SEAT_STANDS else rows


def unions(viewer: Viewer, offering: Offering) -> list[tuple[str, str]]:
    """The unions of those who signed up, for the filter: (uid, name)."""
    rows = Union.objects.filter(people__applications__offering=offering).distinct().order_by("union_path")
    return [(str(uid), name) for uid, name in rows.values_list("uid", "name")]


def groups(offering: Offering) -> list[tuple[str, str]]:
    """The priority groups, for the filter: (uid, name)."""
    return [(str(uid), name) for uid, name in offering.groups.order_by("rank").values_list("uid", "name")]


def one(viewer: Viewer, uid: uuid.UUID | str) -> QuerySet[Application]:
    """One application of the viewer's part of the tree, or none."""
    rows = scope(viewer, Application.objects.filter(offering__room="trips"), READERS).filter(uid=uid)
    return rows.select_related("offering__programme", "person__union", "person__employer", "group", "party")


def seats(application: Application) -> list[Seat]:
    """Every seat it ever had, the last first."""
    rows = application.seats.select_related("batch__offering", "given_by").order_by("-given_at", "-id")
    return list(rows)


def story(application: Application, had: Sequence[Seat]) -> list[dict[str, Any]]:
    """What the journal says of it and its seats, the newest first, as the timeline component takes it."""
    uids = [application.uid, *(seat.uid for seat in had)]
    lines = told(list(Entry.objects.filter(object_uid__in=uids).order_by("-at", "-id")[:100]))
    return [{"at": one["at"], "title": one["what"], "text": one["facts"], "by": one["who"]} for one in lines]


def chosen(rows: QuerySet[Application], uids: Iterable[str]) -> list[Application]:
    """Those of the rows whose box was ticked."""
    wanted = [uid for uid in map(uid_of, uids) if uid]
    return list(rows.filter(uid__in=wanted)[:1000])


def table_rows(rows: QuerySet[Application]) -> Iterator[Sequence[object]]:
    """Rows for Excel: phones masked, since this list is passed around."""
    states = dict(Application.STATES)
    ways = dict(Application.WAYS)
    seat_states = dict(Seat.STATES)
    for row in rows:
        seat = row.standing_seats[0] if row.standing_seats else None  # type: ignore[attr-defined]
        yield (
            row.person.name,
            mask_phone(row.person.phone),
            row.person.union.name if row.person.union else "",
            OCCUPATIONS.get(row.person.occupation, ""),
            row.group.name if row.group else "",
            "、".join(map(str, row.wished)),
            "、".join(map(str, row.possible)),
            row.party.code if row.party else "",
            str(states[row.state]),
            f"第 {seat.batch.number} 批" if seat else "",
            str(seat_states[seat.state]) if seat else "",
            row.lot or "",
            row.applied_at,
            str(ways[row.way]),
            row.note,
        )


HEADERS = (
    "姓名",
    "手机号",
    "工会",
    "职业",
    "优先组",
    "想去的批次",
    "能去的批次",
    "结伴",
    "状态",
    "排到",
    "答复",
    "签号",
    "报名时间",
    "怎么报的",
    "备注",
)


def masked(application: Application) -> str:
    """The phone as far as a page shows it."""
    return mask_phone(application.person.phone)


def reasons(application: Application) -> list[str]:
    """Why not, in words, when it was refused."""
    return [_reason(dict(one)) for one in application.reasons if isinstance(one, dict)]


def _reason(one: dict[str, Any]) -> str:
    facts = one.get("facts") or {}
    return str(facts["why"]) if one.get("code") == "officer" and "why" in facts else say(str(one.get("code")), facts)
