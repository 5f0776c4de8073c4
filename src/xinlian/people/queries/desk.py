"""What the desk's pages about people and unions show."""

import datetime
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from xinlian.people import table_words
from xinlian.people.identity import id_number, mask_id, mask_phone, phone_number, to_ascii
from xinlian.people.keys import id_key, phone_key
from xinlian.people.models import DataRequest, Firm, Grant, Person, Union
from xinlian.people.scope import DESK, Viewer, below, scope
from xinlian.rows.paths import parents

KEEPERS = ("officer", "approver")
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
SORTS = {"name", "union_path", "occupation", "made_at", "seen_at"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of people is narrowed to and ordered by."""

    q: str = ""
    union: str = ""
    occupation: str = ""
    phone: str = ""
    role: str = ""
    sort: str = "name"


def people(viewer: Viewer, wanted: Wanted, on: datetime.date) -> QuerySet[Person]:
    """The people whom an officer or approver keeps, narrowed."""
    rows = scope(viewer, Person.objects.all(), KEEPERS).filter(erased_at=None)
    rows = rows.filter(_named(wanted.q)) if wanted.q else rows
    if wanted.union:
        rows = rows.filter(below(unions(viewer).filter(uid=wanted.union).values_list("union_path", flat=True)))
    if wanted.occupation:
        rows = rows.filter(occupation=wanted.occupation)
    if wanted.phone:
        rows = rows.filter(phone_key__isnull=wanted.phone == "no")
    if wanted.role:
        holders = current(Grant.objects.all(), on)
        holders = holders if wanted.role == "any" else holders.filter(role=wanted.role)
        rows = rows.filter(pk__in=holders.values("person"))
    sort = wanted.sort if wanted.sort.lstrip("-") in SORTS else "name"
    grants = Prefetch("grants", current(Grant.objects.all(), on), to_attr="held")
    return rows.select_related("union", "employer").prefetch_related(grants).order_by(sort, "id")


def _named(text: str) -> Q:
    """By a part of the name, the user name, the whole phone or the whole ID number."""
    condition = Q(name__icontains=text) | Q(username__iexact=text)
    phone = phone_number(text)
    if phone.value:
        condition |= Q(phone_key=phone_key(phone.value))
    number = "".join(to_ascii(text).split()).upper()
    for kind, _label in Person.ID_TYPES:
        if id_number(number, kind).value:
            condition |= Q(id_key=id_key(number))
    return condition


def current(grants: QuerySet[Grant], on: datetime.date) -> QuerySet[Grant]:
    """The grants that are valid on a day."""
    return grants.filter(since_on__lte=on).filter(Q(until_on=None) | Q(until_on__gte=on)).select_related("union")


def person(viewer: Viewer, uid: uuid.UUID) -> QuerySet[Person]:
    """One person whom this viewer keeps, or none."""
    rows = scope(viewer, Person.objects.filter(erased_at=None), KEEPERS)
    return rows.filter(uid=uid).select_related("union", "employer")


def people_by_phone(
    viewer: Viewer, text: str, roles: Sequence[str] = ("officer", "trainer")
) -> tuple[list[Person], list[str]]:
    """Those of the viewer's unions whose phone stands in a text, and the phones of nobody there."""
    phones = list(dict.fromkeys(PHONE.findall(text)))
    found: dict[str, Person] = {}
    for begin in range(0, len(phones), 500):
        keys = {phone_key(phone): phone for phone in phones[begin : begin + 500]}
        rows = scope(viewer, Person.objects.filter(phone_key__in=list(keys)), roles)
        found |= {keys[one.phone_key]: one for one in rows if one.phone_key}
    return list(found.values()), [phone for phone in phones if phone not in found]


def grants_of(viewer: Viewer, of: Person) -> QuerySet[Grant]:
    """All roles somebody has or had, as far as this viewer governs the union."""
    return scope(viewer, of.grants.select_related("union", "granted_by"), KEEPERS).order_by("-since_on")


def grants(viewer: Viewer, role: str, q: str, on: datetime.date) -> QuerySet[Grant]:
    """Today's roles in the viewer's part of the tree."""
    rows = current(scope(viewer, Grant.objects.select_related("person", "granted_by"), DESK), on)
    rows = rows.filter(role=role) if role else rows
    rows = rows.filter(Q(person__name__icontains=q) | Q(person__username__icontains=q)) if q else rows
    return rows.order_by("union_path", "role", "id")


def grant(viewer: Viewer, uid: uuid.UUID) -> QuerySet[Grant]:
    """One role in the viewer's part of the tree, or none."""
    return scope(viewer, Grant.objects.select_related("person", "union"), KEEPERS).filter(uid=uid)


def requests(viewer: Viewer, state: str = "open") -> QuerySet[DataRequest]:
    """What people of the viewer's part of the tree asked about their own data."""
    rows = scope(viewer, DataRequest.objects.select_related("person", "person__union"), ("officer",))
    return rows.filter(state=state, kind="correct").order_by("asked_at")


def unions(viewer: Viewer, roles: Sequence[str] = KEEPERS) -> QuerySet[Union]:
    """The unions of the viewer's part of the tree."""
    return Union.objects.filter(below(viewer.paths(roles))).order_by("union_path")


def union_choices(viewer: Viewer, roles: Sequence[str] = ("officer",)) -> list[tuple[str, str]]:
    """Open unions for a select, indented by how deep they lie: (uid, label)."""
    rows = list(unions(viewer, roles).filter(closed_on=None).values_list("uid", "name", "union_path"))
    depth = min((len(path) for _uid, _name, path in rows), default=0)
    return [(str(uid), "　" * ((len(path) - depth) // 4) + name) for uid, name, path in rows]


def tops(viewer: Viewer, roles: Sequence[str] = KEEPERS) -> list[Union]:
    """The highest unions that the viewer governs."""
    return list(Union.objects.filter(union_path__in=viewer.paths(roles)))


def chain(viewer: Viewer, union: Union) -> list[Union]:
    """The unions above one, as far as the viewer governs them, from the top down."""
    return list(unions(viewer, DESK).filter(union_path__in=parents(union.union_path)[:-1]))


def members(union: Union) -> list[Union]:
    """The unions right below one, with how many people lie in each subtree as `heads`."""
    rows = list(Union.objects.filter(parent=union).order_by("closed_on", "union_path"))
    return counted(rows)


def counted(rows: list[Union]) -> list[Union]:
    """The same unions with `heads`: people in the subtree of each, asked in one statement."""
    if not rows:
        return rows
    asked = {f"n{i}": Count("pk", filter=below([union.union_path])) for i, union in enumerate(rows)}
    near = Person.objects.filter(below(union.union_path for union in rows), erased_at=None)
    found = near.aggregate(**asked) if len(rows) <= 200 else {}
    for i, union in enumerate(rows):
        union.heads = found.get(f"n{i}", 0)  # type: ignore[attr-defined]
    return rows


def still_in(union: Union) -> dict[str, int]:
    """What keeps a union from being closed."""
    return {
        "unions": Union.objects.filter(parent=union, closed_on=None).count(),
        "people": Person.objects.filter(union=union, erased_at=None).count(),
    }


def firms(viewer: Viewer, q: str) -> QuerySet[Firm]:
    """Firms of the viewer's part of the tree with how many people work there as `heads`."""
    rows = scope(viewer, Firm.objects.select_related("union"), KEEPERS)
    rows = rows.filter(Q(name__icontains=q) | Q(credit_code=q.upper())) if q else rows
    return rows.annotate(heads=Count("people")).order_by("name", "id")


EXPORT_HEADERS = ("姓名", "手机", "证件类型", "证件号码", "职业", "平台/单位", "工会", "语言", "登记时间")


def exported_people(path: str, whole: bool) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Headers and rows of the people below a node: whole, or with phone and ID masked."""
    rows = Person.objects.filter(below([path]), erased_at=None).select_related("union", "employer")
    return EXPORT_HEADERS, exported_rows(rows.order_by("union_path", "name", "id"), whole)


def exported_rows(rows: QuerySet[Person], whole: bool) -> Iterator[Sequence[object]]:
    """A row a person, in the columns that the import reads; one after another, never all in memory."""
    for one in rows.iterator(chunk_size=1000):
        phone, number = str(one.phone or ""), str(one.id_number or "")
        yield (
            one.name,
            phone if whole else mask_phone(phone),
            table_words.ID_TYPES.get(one.id_type, ""),
            number if whole else mask_id(number),
            table_words.OCCUPATIONS.get(one.occupation, ""),
            one.employer.name if one.employer else "",
            one.union.name if one.union else "",
            "、".join(table_words.LANGUAGES.get(code, code) for code in one.languages),
            one.made_at,
        )


def figures(viewer: Viewer, since: datetime.datetime) -> dict[str, Any]:
    """How many people, how many of them new since a moment, how many without a phone."""
    rows = scope(viewer, Person.objects.filter(erased_at=None), KEEPERS)
    counts: dict[str, Any] = rows.aggregate(
        people=Count("pk"),
        fresh=Count("pk", filter=Q(made_at__gte=since)),
        without_phone=Count("pk", filter=Q(phone_key=None)),
    )
    return counts
