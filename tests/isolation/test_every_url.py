"""An officer of a neighbouring union sees and changes nothing that is not public, by any address of the site.

Everything the union's own officer can reach is collected first: every link, every form. Then the neighbour, a
worker and a stranger try all of it.
"""

import datetime
import io
import uuid
import zipfile
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from isolation import base, classes, clearing, contest, exams, machines, passes, records, season, studios
from isolation.crawl import Form, shape, walk
from xinlian.journal.actions import record
from xinlian.notices.models import Delivery, Notice
from xinlian.people.actions import person_keys
from xinlian.people.models import DataRequest, Firm, Grant, Person, Union
from xinlian.places.models import Media
from xinlian.rows.models import Row
from xinlian.sheets.models import Problem, Upload
from xinlian.stations.models import Checklist, Fault, Keeping, Proposal, Review, SavedFilter, Station, Voice
from xinlian.surveys.models import Questionnaire, Survey
from xinlian.testing.demo.surveys import questions
from xinlian.testing.make import make_facility, make_grant, make_officer, make_person, make_station, make_union

pytestmark = pytest.mark.django_db
MARK = "密不外传"
ROLES = [role for role, _name in Grant.ROLES]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STARTS = ["/", "/desk/", "/me/", "/stations/"]
# What anybody may do at a published station, whichever union it belongs to.
ANYONE_MAKES = {
    "stations.report",
    "stations.voice",
    "stations.fault",
    "stations.proposal",
    "places.visit",
    "places.media",
}
# Whoever knows the key in such an address may see what it shows: screens in halls have no sign-in.
BY_KEY = ("/boards/hall/", "/base/hall/")
ALWAYS_GROWS = {
    "journal.entry",
    "journal.link",
    "people.tally",
    "axes.accesslog",
    "usersessions.usersession",
    "sessions.session",
}


@dataclass(slots=True)
class World:
    """Two unions of one city: one full of private rows, and its neighbour."""

    ours: Union
    theirs: Union
    officer: Person
    neighbour: Person
    worker: Person


def _everything(person: Person, union: Union) -> Person:
    for role in ROLES:
        if not person.grants.filter(role=role).exists():
            make_grant(person, role, union)
    return person


@pytest.fixture
def world() -> World:
    city = make_union("试验市总工会", level="city")
    ours, theirs = make_union("甲县总工会", city), make_union("乙县总工会", city)
    officer = _everything(make_officer(ours, name="甲县干部"), ours)
    neighbour = _everything(make_officer(theirs, name="乙县干部"), theirs)
    world = World(ours, theirs, officer, neighbour, make_person(theirs, name="乙县工人"))
    _fill(world)
    return world


def _belongs(union: Union) -> dict[str, object]:
    return {"union_path": union.union_path, "shard": union.shard}


def _fill(world: World) -> None:
    now, union = timezone.now(), world.ours
    mine = _belongs(union)
    person = make_person(union, name=f"{MARK}人")
    Firm.objects.create(name=f"{MARK}公司", union=union, **mine)
    draft = make_station(union, state="draft", entry=f"{MARK}入口", place={"name": f"{MARK}草稿驿站", "listed": False})
    make_facility(draft.place, "shower")
    shown = make_station(union, place={"name": "公开驿站"})
    for station in (draft, shown):
        Keeping.objects.create(station=station, person=person, since_on=now.date(), **mine)
        Voice.objects.create(
            station=station, kind="complaint", text=f"{MARK}意见", at=now, client_uid=uuid.uuid4(), **mine
        )
        Voice.objects.create(
            station=station, kind="thanks", text=f"{MARK}感谢", at=now, client_uid=uuid.uuid4(), **mine
        )
        Fault.objects.create(
            station=station, text=f"{MARK}报修", person=person, at=now, client_uid=uuid.uuid4(), **mine
        )
        Proposal.objects.create(station=station, changes={"entry": ["", f"{MARK}改"]}, person=person, at=now, **mine)
        Media.objects.create(
            place=station.place,
            kind="photo",
            stem="none",
            sha256=uuid.uuid4().hex,
            caption=f"{MARK}图",
            made_at=now,
            **mine,
        )
    checklist = Checklist.objects.create(
        union=union,
        name="清单",
        effective_on=datetime.date(2024, 1, 1),
        items=[],
        stars=[1, 2, 3, 4, 5],
        source="test",
        **mine,
    )
    Review.objects.create(
        station=shown, checklist=checklist, year=now.year, reasons=[], reviewer=world.officer, at=now, **mine
    )
    for state, path in (("checked", "gone.xlsx"), ("checking", ""), ("failed", "gone.xlsx")):
        upload = Upload.objects.create(
            kind="people",
            file_name=f"{MARK}{state}.xlsx",
            path=path,
            sha256="0" * 64,
            by_id=world.officer.pk,
            state=state,
            made_at=now,
            moved_at=now - datetime.timedelta(days=1),
            total=3,
            new=2,
            bad=1,
            failure="unexpected" if state == "failed" else "",
            **mine,
        )
        Problem.objects.create(upload=upload, sheet="1", row=2, column="B", code="phone_shape")
    _fill_surveys(world, mine)
    season.fill(union, world.officer, MARK)
    passes.fill(union, world.officer, MARK)
    exams.fill(union, world.officer, MARK)
    machines.fill(union, world.officer, MARK)
    records.fill(union, world.officer, MARK)
    base.fill(union, world.officer, MARK)
    classes.fill(union, world.officer, MARK)
    clearing.fill(union, world.officer, MARK)
    contest.fill(union, world.officer, MARK)
    studios.fill(union, world.officer, MARK)
    make_grant(person, "keeper", union)
    make_union(f"{MARK}空工会", union, "street")
    DataRequest.objects.create(person=person, kind="correct", asked_at=now, wish=f"{MARK}请求", **mine)
    notice = Notice.objects.create(
        person=person, kind="stations.complaint_answered", key="k", facts={"station": f"{MARK}站"}, made_at=now, **mine
    )
    Delivery.objects.create(notice=notice, channel="sms", state="failed", code="no_phone", due_at=now, **mine)
    Notice.objects.create(
        person=world.officer, kind="stations.complaint_answered", key="k", facts={"station": "x"}, made_at=now, **mine
    )
    SavedFilter.objects.create(person=world.officer, name=f"{MARK}筛选", query="state=draft", **mine)
    person_keys.make(name=f"{MARK}程序", writes=True, days=30, by=world.officer, at=now)
    record("test.secret", draft, by=world.officer, at=now, note=f"{MARK}记")


def _fill_surveys(world: World, mine: dict[str, object]) -> None:
    now, week = timezone.now(), datetime.timedelta(days=7)
    for used in (False, True):
        asked = Questionnaire.objects.create(
            union=world.ours,
            name=f"{MARK}问卷{used}",
            questions=questions(),
            used=used,
            effective_on=now.date(),
            made_at=now,
            **mine,
        )
    for state, anonymous in (("open", True), ("closed", False)):
        Survey.objects.create(
            questionnaire=asked,
            union=world.ours,
            title=f"{MARK}调查",
            anonymous=anonymous,
            state=state,
            opens_at=now - week,
            closes_at=now + week,
            **mine,
        )


def _client(person: Person | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def _snapshot(union: Union) -> dict[str, object]:
    """Every row of the union, by table and id, with all its values."""
    kept = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        if not issubclass(model, Row) or label in ALWAYS_GROWS:
            continue
        for row in model.objects.filter(union_path__startswith=union.union_path).values():
            kept[f"{label}:{row['id']}"] = {
                name: value for name, value in row.items() if name not in ("last_login", "seen_at")
            }
    return kept


def _private(world: World) -> set[int]:
    return set(Station.objects.filter(union_path=world.ours.union_path, state="draft").values_list("id", flat=True))


@pytest.fixture
def reached(world: World) -> tuple[list[str], list[Form]]:
    return walk(_client(world.officer), STARTS)


def _body(answer: HttpResponse) -> str:
    """What an answer says, tables unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return body.decode(errors="replace")


def _told(client: Client, addresses: list[str]) -> list[str]:
    wrong = []
    for address in addresses:
        answer = client.get(address)
        if MARK in _body(answer) and not address.startswith(BY_KEY):
            wrong.append(f"{address} tells")
        if answer.status_code >= 500:
            wrong.append(f"{address} broke with {answer.status_code}")
    return wrong


def _did(client: Client, forms: list[Form], world: World) -> list[str]:
    before, wrong, drafts = _snapshot(world.ours), [], _private(world)
    for form in forms:
        answer = client.post(form.action, dict(form.values))
        if answer.status_code >= 500:
            wrong.append(f"POST {form.action} broke with {answer.status_code}")
    after = _snapshot(world.ours)
    wrong += [f"{key} is gone" for key in before.keys() - after.keys()]
    wrong += [
        f"{key} changed"
        for key, row in before.items()
        if key in after and after[key] != row and not _evidence(row, after[key])
    ]
    for key in after.keys() - before.keys():
        row = after[key]
        if key.split(":")[0] not in ANYONE_MAKES or row.get("station_id") in drafts:  # type: ignore[attr-defined]
            wrong.append(f"{key} is new")
    return wrong


def _evidence(before: object, after: object) -> bool:
    """Whether only the freshness of a public place moved, which any visitor may do."""
    moved = {name for name in before if before[name] != after[name]}  # type: ignore[attr-defined, index]
    return moved <= {"confirmed_at", "confirmed_by"}


def test_the_officer_sees_the_secrets_or_this_test_is_blind(
    world: World, reached: tuple[list[str], list[Form]]
) -> None:
    addresses, forms = reached
    client = _client(world.officer)
    telling = [address for address in addresses if MARK in _body(client.get(address))]
    assert len(telling) >= 8, telling
    assert len(forms) >= 15


@pytest.mark.parametrize("who", ["neighbour", "worker", "stranger"])
def test_others_see_and_change_nothing(world: World, reached: tuple[list[str], list[Form]], who: str) -> None:
    addresses, forms = reached
    person = {"neighbour": world.neighbour, "worker": world.worker, "stranger": None}[who]
    wrong = _told(_client(person), addresses) + _did(_client(person), forms, world)
    assert wrong == []


def _routes(found: object = None, prefix: str = "") -> list[str]:
    routes = []
    for item in (found or get_resolver()).url_patterns:  # type: ignore[attr-defined]
        if isinstance(item, URLResolver):
            routes += _routes(item, prefix + str(item.pattern))
        elif isinstance(item, URLPattern):
            routes.append(prefix + str(item.pattern))
    return routes


def test_every_desk_address_is_reached(reached: tuple[list[str], list[Form]]) -> None:
    """Addresses below /desk/ and /keep/ that the officer's walk did not find would escape the tests above."""
    from django.urls import resolve

    addresses, forms = reached
    found = {
        resolve(shape(a).replace("*", str(uuid.uuid4()))).route
        for a in [*addresses, *(f.action.split("?")[0] for f in forms)]
        if _resolves(a)
    }
    wanted = {route for route in _routes() if route.startswith(("desk/", "keep/"))}
    missed = "\n".join(sorted(wanted - found))
    assert missed == ""


def _resolves(address: str) -> bool:
    from django.urls import Resolver404, resolve

    try:
        resolve(shape(address).replace("*", str(uuid.uuid4())))
    except Resolver404:
        return False
    return True
