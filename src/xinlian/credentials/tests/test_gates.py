"""Gates: enrolled once, blocked at once, told what they need and no more; their scans arrive once."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.credentials.actions import passes, sites
from xinlian.credentials.models import Gate, Scan, Site
from xinlian.credentials.queries.gate import roster
from xinlian.credentials.tests.world import World, make_world
from xinlian.people.actions.erase import erase_person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def site(world: World) -> Site:
    made = sites.open_site(union=world.union, name="三标", fresh_hours=24, by=world.officer, at=timezone.now())
    sites.add_people(site=made, people=[world.worker], team="钢筋班", by=world.officer, at=timezone.now())
    return made


def enrolled(world: World, site: Site, name: str = "东门") -> tuple[Gate, str]:
    _gate, code = sites.make_gate(site=site, name=name, way="both", by=world.officer, at=timezone.now())
    return sites.enrol(code=code, by=None, at=timezone.now())


def call(name: str, secret: str, body: Any = None, *args: str) -> Any:
    url, headers = reverse(f"credentials:{name}", args=args), {"Authorization": f"Gate {secret}"}
    if body is None:
        return Client().get(url, headers=headers)
    return Client().post(url, json.dumps(body), content_type="application/json", headers=headers)


def said(**more: Any) -> dict[str, Any]:
    one = {"uid": str(uuid.uuid4()), "number": "", "outcome": "valid", "why": "", "way": "in", "means": "camera"}
    return {**one, "at": timezone.now().timestamp(), "list_version": 1, **more}


def test_a_code_enrols_one_device_once_and_only_for_a_while(world: World, site: Site) -> None:
    gate, code = sites.make_gate(site=site, name="东门", way="in", by=world.officer, at=timezone.now())
    assert code not in str(Gate.objects.filter(pk=gate.pk).values())
    late = timezone.now() + sites.CODE_STANDS
    with pytest.raises(Refused, match="gate_code"):
        sites.enrol(code=code, by=None, at=late)
    found, secret = sites.enrol(code=code, by=None, at=timezone.now())
    assert (found.pk, len(secret) >= 40) == (gate.pk, True)
    assert secret not in str(Gate.objects.filter(pk=gate.pk).values())
    for wrong in (code, "", "AAAAAAAAA"):
        with pytest.raises(Refused, match="gate_code"):
            sites.enrol(code=wrong, by=None, at=timezone.now())


def test_a_blocked_device_gets_nothing_and_a_new_code_shuts_the_old_device_out(world: World, site: Site) -> None:
    gate, secret = enrolled(world, site)
    assert call("gate_sync", secret).status_code == 200
    code = sites.renew_code(gate=gate, by=world.officer, at=timezone.now())
    _gate, second = sites.enrol(code=code, by=None, at=timezone.now())
    assert [call("gate_sync", one).status_code for one in (secret, second)] == [401, 200]
    sites.block(gate=gate, by=world.officer, at=timezone.now())
    assert [call("gate_sync", one).status_code for one in (second, "", "x")] == [401, 401, 401]
    assert call("gate_scans", second, {"scans": [said()]}).status_code == 401
    assert not Scan.objects.exists()


def test_a_gate_is_told_its_own_people_and_nobody_else(world: World, site: Site) -> None:
    mine, other = world.issue(), world.issue(person=make_person(world.union, name="别处的人"))
    world.held()
    _gate, secret = enrolled(world, site)
    told = call("gate_sync", secret).json()
    assert [one["number"] for one in told["roster"]] == [mine.number]
    assert set(told["roster"][0]) == {"number", "code", "name", "team", "photo", "token"}
    assert other.name not in json.dumps(told, ensure_ascii=False)
    assert world.worker.phone not in json.dumps(told)
    passes.step(work_pass=mine, to="revoked", why="试", by=world.officer, at=timezone.now())
    assert roster(site) == []


def test_scans_arrive_once_however_often_they_are_sent(world: World, site: Site) -> None:
    made, (_gate, secret) = world.issue(), enrolled(world, site)
    several = [said(number=made.number), said(outcome="refused", why="foreign_address")]
    answers = [call("gate_scans", secret, {"scans": several}).json() for _ in range(3)]
    assert [one["new"] for one in answers] == [2, 0, 0]
    assert answers[2]["stored"] == [one["uid"] for one in several]
    assert set(Scan.objects.values_list("work_pass__code", "outcome")) == {(made.code, "valid"), (None, "refused")}


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": "x"},
        {"outcome": "fine"},
        {"way": "up"},
        {"means": "nose"},
        {"at": "now"},
        {"at": 1e300},
        {"list_version": -1},
    ],
)
def test_one_wrong_scan_does_not_hold_the_others_back(world: World, site: Site, wrong: dict[str, Any]) -> None:
    _gate, secret = enrolled(world, site)
    bad, good = said(**wrong), said()
    answer = call("gate_scans", secret, {"scans": [bad, good, "nonsense"]}).json()
    assert (answer["stored"], answer["unreadable"]) == ([good["uid"]], [bad["uid"], ""])
    assert Scan.objects.count() == 1


@pytest.mark.parametrize("body", [[], {"scans": 3}, {"scans": [{}] * 201}, {}])
def test_what_is_no_list_of_scans_is_refused(world: World, site: Site, body: Any) -> None:
    _gate, secret = enrolled(world, site)
    answer = call("gate_scans", secret, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "scan_malformed")


def test_a_clock_that_is_ahead_does_not_write_tomorrow(world: World, site: Site) -> None:
    _gate, secret = enrolled(world, site)
    call("gate_scans", secret, {"scans": [said(at=timezone.now().timestamp() + 86400)]})
    assert Scan.objects.get().at <= timezone.now()


def test_only_officers_of_the_site_run_it(world: World, site: Site) -> None:
    stranger = make_officer(make_union("乙县总工会"))
    for act in (
        lambda: sites.open_site(union=world.union, name="x", fresh_hours=24, by=stranger, at=timezone.now()),
        lambda: sites.add_people(site=site, people=[], team="", by=stranger, at=timezone.now()),
        lambda: sites.make_gate(site=site, name="x", way="in", by=stranger, at=timezone.now()),
    ):
        with pytest.raises(Refused, match="role_officer"):
            act()


def test_whoever_leaves_is_on_no_list_and_in_no_record(world: World, site: Site) -> None:
    made, (_gate, secret) = world.issue(), enrolled(world, site)
    call("gate_scans", secret, {"scans": [said(number=made.number)]})
    erase_person(person=world.worker, by=None, at=timezone.now())
    assert call("gate_sync", secret).json()["roster"] == []
    assert not Scan.objects.exists()
