"""What the interfaces refuse: bad input, the wrong role, a neighbour; and that whatever is sent, the answer is as described."""

import contextlib
import datetime
import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from xinlian.journal.models import Entry
from xinlian.people.actions import codes, grants, person_keys
from xinlian.rows.models import Row
from xinlian.testing.clock import Clock
from xinlian.testing.described import Described, No
from xinlian.testing.make import impossible_id, impossible_phone, make_grant, make_officer, make_person
from xinlian.training.actions import violations
from xinlian.training.models import Builder, Medical, TrainingClass
from xinlian.training.tests.api_world import (
    CHECKS,
    DAY,
    EXAMS,
    PEOPLE,
    TRAINING,
    World,
    base_as,
    coming,
    key_for,
    make_world,
    new_uid,
)
from xinlian.training.tests.classes_world import make_world as make_base

pytestmark = pytest.mark.django_db
HIDDEN = "密不外传"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Described:
    return base_as(world, "officer")


def come(world: World, officer: Described, **more: Any) -> dict[str, Any]:
    """The outcome of registering one."""
    said = {**coming(0, str(world.base.team.uid)), **more}
    [result] = officer.register(uid=str(world.project.uid), builders=[said])["results"]
    return dict(result)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"trade": 99999}, "trade_ended"),
        ({"team": "00000000-0000-4000-8000-000000000000"}, "team_elsewhere"),
        ({"phone": "", "id_number": ""}, "phone_or_id_needed"),
        ({"phone": "139"}, "phone_shape"),
        ({"id_number": "110101199001011234"}, "id_checksum"),
        ({"id_number": "99AB", "id_type": "mainland"}, "id_shape"),
        ({"language": "tlh"}, "language_unknown"),
        ({"id_number": impossible_id(71_600_000, datetime.date(1930, 1, 1))}, ""),
    ],
)
def test_who_cannot_be_registered_is_told_why(
    world: World, officer: Described, more: dict[str, Any], code: str
) -> None:
    result = come(world, officer, **more)
    assert (result["ok"], result["code"]) == (not code, code)
    assert bool(result["words"]) == bool(code)
    assert Builder.objects.count() == (not code)


def test_one_who_is_refused_keeps_nobody_back_and_leaves_nothing(world: World, officer: Described) -> None:
    team = str(world.base.team.uid)
    child = impossible_id(71_600_001, timezone.localdate() - 15 * 365 * DAY)
    several = [coming(0, team), coming(1, team, id_number=child), coming(2, team)]
    results = officer.register(uid=str(world.project.uid), builders=several)["results"]
    assert [(one["ok"], one["code"]) for one in results] == [(True, ""), (False, "age_under"), (True, "")]
    assert Builder.objects.count() == 2
    assert Entry.objects.filter(verb="person.added").count() == 2


def test_the_same_person_under_another_phone_is_found_by_the_number(world: World, officer: Described) -> None:
    first = come(world, officer)
    again = come(world, officer, phone=impossible_phone(71_600_002))
    assert (again["builder"]["uid"], again["new"], again["changed"]) == (first["builder"]["uid"], False, True)
    other = come(
        world, officer, name="另一个人", id_number=impossible_id(71_600_003), phone=impossible_phone(71_600_002)
    )
    assert (other["ok"], other["code"]) == (False, "phone_has_other_id")


def test_what_is_not_as_described_names_the_place(world: World) -> None:
    path = f"{TRAINING}projects/{world.project.uid}/builders"
    for body, where in (
        (b"{", ""),
        (b'{"builders": []}', "builders"),
        (json.dumps({"builders": [coming(0, "x")]}).encode(), "team"),
        (json.dumps({"builders": [coming(0, str(world.base.team.uid), name="\0")]}).encode(), "name"),
        (json.dumps({"builders": [coming(n, str(world.base.team.uid)) for n in range(201)]}).encode(), "builders"),
    ):
        headers = {"authorization": f"Bearer {world.keys['officer']}"}
        answer = Client().post(path, body, content_type="application/json", headers=headers)
        said = answer.json()
        assert answer.status_code == (422 if where else 400)
        assert where in str(said.get("errors", ""))
    assert not Builder.objects.exists()


def test_a_check_that_cannot_be_is_refused_with_a_reason_each(world: World, officer: Described) -> None:
    builder, today = come(world, officer)["builder"]["uid"], timezone.localdate()
    medic = base_as(world, "medic")
    good = {"builder": builder, "checked_on": today.isoformat(), "valid_until": (today + 9 * DAY).isoformat()}
    good |= {"result": "fit"}
    cases = [
        ({}, ""),
        ({}, "medical_there"),
        ({"checked_on": (today + DAY).isoformat()}, "medical_in_future"),
        ({"valid_until": (today - DAY).isoformat()}, "medical_ends_before_it_begins"),
        ({"result": "limited"}, "medical_restrictions_match"),
        ({"restrictions": ["night"]}, "medical_restrictions_match"),
        ({"builder": new_uid()}, "not_found"),
    ]
    sent = [{**good, "client_uid": new_uid(), **more} for more, _code in cases]
    results = medic.note_checks(checks=sent)["results"]
    assert [one["code"] for one in results] == [code for _more, code in cases]
    assert Medical.objects.count() == 1
    assert medic.note_checks(checks=sent[:1])["results"] == results[:1]


def test_more_people_than_the_room_and_a_check_that_runs_out_are_refused(world: World, officer: Described) -> None:
    base, programme = world.base, str(world.base.programme.uid)
    four = [base.builder() for _ in range(4)]
    short = base.builder(fit=4)
    days = [one.isoformat() for one in base.days]
    said = {"client_uid": new_uid(), "room": str(base.rooms[1].uid), "days": days}
    for people, code in ((four, "room_too_small"), ([short], "class_medical_ends")):
        uids = [str(one.uid) for one in people]
        assert officer.no("hold_class", uid=programme, builders=uids, **said) == (409, code)
    nobody = {**said, "builders": [new_uid()]}
    assert officer.no("hold_class", uid=programme, **nobody) == (404, "not_found")
    past = {**said, "builders": [str(four[0].uid)], "days": [(base.day(-2)).isoformat(), (base.day(-1)).isoformat()]}
    assert officer.no("hold_class", uid=programme, **past) == (409, "class_in_past")
    assert not TrainingClass.objects.exists()


def test_the_number_of_a_class_belongs_to_one_programme(world: World, officer: Described) -> None:
    base = world.base
    said = {"client_uid": new_uid(), "builders": [str(base.builder().uid)], "room": str(base.rooms[0].uid)}
    said |= {"days": [one.isoformat() for one in base.days]}
    officer.hold_class(uid=str(base.programme.uid), **said)
    assert officer.no("hold_class", uid=str(world.refresher.uid), **said) == (409, "client_uid_used")
    assert TrainingClass.objects.count() == 1


def test_ticks_too_early_are_refused_each_by_itself(world: World, officer: Described) -> None:
    held = world.base.held(2)
    session = officer.class_(uid=str(held.uid))["sessions"][0]
    builder = str(Builder.objects.latest("came_at").uid)
    [result] = officer.attendance(uid=session["uid"], ticks=[{"client_uid": new_uid(), "builder": builder}])["results"]
    assert (result["ok"], result["code"]) == (False, "tick_not_too_early")
    outsider = make_person(world.base.union)
    make_grant(outsider, "trainer", world.base.union)
    ticks = [{"client_uid": new_uid(), "builder": builder}]
    refused = officer.by(key_for(outsider)).no("attendance", uid=session["uid"], ticks=ticks)
    assert refused == (403, "role_marshal")


def test_how_many_stand_is_asked_in_few_queries(
    world: World, officer: Described, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        world.base.builder()
    with CaptureQueriesContext(connection) as few:
        assert len(officer.builders(uid=str(world.project.uid))["builders"]) == 3
    for _ in range(9):
        world.base.builder()
    with django_assert_max_num_queries(len(few)):
        assert len(officer.builders(uid=str(world.project.uid))["builders"]) == 12


def test_a_key_reads_only_or_loses_its_role(world: World, officer: Described) -> None:
    person = world.base.officer
    reader = officer.by(key_for(person, writes=False))
    assert reader.projects()
    builders = [coming(0, str(world.base.team.uid))]
    assert reader.no("register", uid=str(world.project.uid), builders=builders) == (403, "key_reads_only")
    above = make_officer(world.base.union)
    grants.end_role(grant=person.grants.get(), by=above, at=timezone.now() - DAY)
    assert officer.no("projects") == (401, "bearer_unknown")


def test_an_inspector_and_a_medic_do_what_is_theirs_and_no_more(world: World, officer: Described) -> None:
    builder = str(world.base.builder().uid)
    inspector, medic, trainer = (base_as(world, who) for who in ("inspector", "medic", "trainer"))
    project = str(world.project.uid)
    assert inspector.no("builder", uid=builder) == (404, "not_found")
    assert inspector.no("project", uid=project) == (404, "not_found")
    assert medic.no("builder", uid=builder) == (404, "not_found")
    assert medic.no("register", uid=project, builders=[coming(0, str(world.base.team.uid))])[0] == 404
    assert trainer.no("register", uid=project, builders=[coming(0, str(world.base.team.uid))]) == (403, "role_officer")
    assert trainer.no("decide_many", uid=project, builders=[builder]) == (403, "role_officer")
    assert trainer.no("violation_rules", uid=project) == (404, "not_found")
    assert trainer.violations() == []
    rule = inspector.violation_rules(uid=project)[0]["uid"]
    said = {"client_uid": new_uid(), "rule": rule, "seen_at": (timezone.now() + DAY).isoformat()}
    assert inspector.no("note_violation", uid=builder, **said) == (409, "violation_in_future")
    assert trainer.no("note_violation", uid=builder, **said) == (404, "not_found")


def _addressed(world: World) -> dict[str, str]:
    """A number that is really there, by the part of the address before it."""
    held = world.base.held(2)
    session = held.sessions.order_by("starts_at").first()
    builder = Builder.objects.latest("came_at")
    assert session is not None
    return {
        "projects": str(world.project.uid),
        "builders": str(builder.uid),
        "programmes": str(world.base.programme.uid),
        "classes": str(held.uid),
        "sessions": str(session.uid),
        "violations": str(_violation(world, builder)),
    }


def _violation(world: World, builder: Builder) -> uuid.UUID:
    rule = world.project.violation_rules.first()
    assert rule is not None
    said: dict[str, Any] = {"seen_at": timezone.now(), "client_uid": uuid.uuid4(), "by": world.base.officer}
    return violations.note(builder=builder, rule=rule, words=HIDDEN, at=timezone.now(), **said).uid


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-29T10:00:00"])
def test_a_time_that_no_clock_shows_is_refused(world: World, officer: Described, moment: str) -> None:
    builder, held = str(world.base.builder().uid), str(world.base.held(1).uid)
    rule = base_as(world, "inspector").violation_rules(uid=str(world.project.uid))[0]["uid"]
    said = {"client_uid": new_uid(), "rule": rule, "seen_at": moment}
    assert officer.no("note_violation", uid=builder, **said) == (422, "not_valid")
    assert officer.no("set_exam", uid=held, opens_at=moment, closes_at=moment) == (422, "not_valid")
    session = officer.class_(uid=held)["sessions"][0]["uid"]
    tick = {"client_uid": new_uid(), "builder": builder, "said_at": moment}
    assert officer.no("attendance", uid=session, ticks=[tick]) == (422, "not_valid")


def _cases(interface: Described) -> list[Any]:
    return [interface.operation(name) for name in sorted(interface.names)]


def _snapshot() -> dict[str, Any]:
    models = [one for one in Row.__subclasses__() if one._meta.app_label in ("training", "enrolment", "assessment")]
    return {
        f"{model.__name__} {row['id']}": row
        for model in models
        for row in model._default_manager.values()  # type: ignore[attr-defined]
    }


def test_a_neighbour_sees_and_changes_nothing(world: World) -> None:
    """Every operation is sent what would be right for our officer, by a neighbour with every role, a stranger and a worker."""
    numbers = _addressed(world)
    theirs = make_base("邻居项目")
    neighbour = theirs.officer
    for role in ("trainer", "medic", "inspector", "approver", "auditor"):
        make_grant(neighbour, role, theirs.union)
    interface = Described(TRAINING, key_for(neighbour))
    before, names = _snapshot(), set()
    for operation in _cases(interface):
        answer = _right(interface, operation, numbers, world)
        names.add(operation.definition.raw["operationId"])
        if "{uid}" in operation.path:
            assert answer.status_code in (403, 404), operation.label
        for secret in (HIDDEN, world.project.name, *numbers.values()):
            assert secret not in answer.content.decode(), operation.label
    assert names == interface.names
    assert _snapshot() == before
    for key in ("", "xl_nobody"):
        stranger = interface.by(key)
        for operation in _cases(stranger):
            assert _right(stranger, operation, numbers, world).status_code == 401, operation.label


def _right(interface: Described, operation: Any, numbers: dict[str, str], world: World) -> Any:
    """The answer to a call that our officer might make."""
    base, uid = world.base, next((value for part, value in numbers.items() if f"{part}/{{uid}}" in operation.path), "")
    today = timezone.localdate().isoformat()
    bodies: dict[str, Any] = {
        "register": {"builders": [coming(0, str(base.team.uid))]},
        "note_checks": {
            "checks": [
                {"client_uid": new_uid(), "builder": numbers["builders"], "result": "fit", "checked_on": today,
                 "valid_until": today}
            ]
        },
        "hold_class": {
            "client_uid": new_uid(), "builders": [numbers["builders"]], "room": str(base.rooms[0].uid), "days": [today],
        },
        "attendance": {"ticks": [{"client_uid": new_uid(), "builder": numbers["builders"]}]},
        "set_exam": {"opens_at": timezone.now().isoformat(), "closes_at": (timezone.now() + DAY).isoformat()},
        "decide_many": {"builders": [numbers["builders"]]},
        "note_violation": {
            "client_uid": new_uid(), "rule": str(world.project.violation_rules.all()[0].uid),
            "seen_at": timezone.now().isoformat(),
        },
        "answer": {"upheld": True, "words": "好"},
        "appeal": {"words": "不是我"},
    }  # fmt: skip
    queries = {"proposal": {"days": [today], "rooms": [str(base.rooms[0].uid)]}, "whose": {"code": "000000000"}}
    name = operation.definition.raw["operationId"]
    parts = {"uid": uid, "year": "2026", "month": "11"}
    return interface.send(operation, parts, queries.get(name, {}), bodies.get(name))


def test_a_worker_is_shown_nothing_of_others(world: World) -> None:
    """A builder's own key opens what is one's own, and no desk."""
    numbers, now, phone = _addressed(world), timezone.now(), impossible_phone(71_600_004)
    make_person(world.base.union, phone)
    code = codes.ask_code(act="sign_in", phone=phone, address="10.0.0.1", by=None, at=now)
    _made, key, _wrong = person_keys.make_by_code(ticket=code.uid, digits=str(code.digits), by=None, at=now)
    interface = Described(TRAINING, key)
    before = _snapshot()
    for operation in _cases(interface):
        answer = _right(interface, operation, numbers, world)
        name = operation.definition.raw["operationId"]
        assert answer.status_code in (403, 404) or answer.json() == [] or name == "trades", operation.label
    assert _snapshot() == before


@pytest.mark.parametrize("root", [TRAINING, EXAMS, PEOPLE, CHECKS])
def test_whatever_is_sent_the_answer_is_as_described(world: World, root: str) -> None:
    numbers = _addressed(world)
    interface = Described(root, world.keys["officer"])
    for operation in _cases(interface):
        _tried(interface, operation, numbers)


def _tried(interface: Described, operation: Any, numbers: dict[str, str]) -> None:
    """A few calls made up from the description, with numbers that are there."""
    uid = next((value for part, value in numbers.items() if f"{part}/{{uid}}" in operation.path), new_uid())

    @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def tried(case: Any) -> None:
        parts = {**(case.path_parameters or {}), "uid": uid}
        body = case.body if isinstance(case.body, dict) else None
        answer = interface.send(operation, parts, dict(case.query or {}), body)
        assert answer.status_code < 500, operation.label
        with contextlib.suppress(No):
            interface.held(operation, answer)

    tried()


def test_every_operation_says_what_it_does_and_every_no() -> None:
    for root in (TRAINING, EXAMS, PEOPLE, CHECKS):
        interface = Described(root)
        assert interface.description["info"]["version"]
        for operation in _cases(interface):
            raw = operation.definition.raw
            assert raw["summary"]
            assert {"401", "403", "404", "409", "422", "429"} <= raw["responses"].keys(), operation.label


def test_the_document_names_every_operation_and_no_other() -> None:
    said = (Path(__file__).parents[4] / "docs" / "formats" / "base-interface.md").read_text(encoding="utf-8")
    table = said.split("## The way of a team")[1].split("**Reasons**")[0]
    named = set(re.findall(r"`([a-z_]+)`", table)) - {"client_uid", "simulator_number", "runs"}
    assert named == {name for root in (TRAINING, EXAMS, CHECKS) for name in Described(root).names}


def test_nobody_leafs_through_codes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch, timezone.now())  # limits count by the clock, which stands
    stranger = Described(CHECKS)
    for _ in range(30):
        assert stranger.no("verify", text="000000000") == (404, "not_found")
    assert stranger.no("verify", text="000000000") == (429, "limit_reached")
    assert stranger.by("", "10.0.0.9").no("verify", text="000000000") == (404, "not_found")
    for _ in range(20):
        assert stranger.no("enrol", code="000 000 000") == (409, "gate_code")
    assert stranger.no("enrol", code=world.gate_code) == (429, "limit_reached")
