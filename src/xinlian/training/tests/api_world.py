"""A base that can teach, examine, clear and certify, with keys for who works there."""

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.assessment.models import Paper
from xinlian.credentials.actions import keys, listeners, sites, templates
from xinlian.credentials.queries import trust
from xinlian.credentials.tests.world import sign_for
from xinlian.engines.seals import suites
from xinlian.engines.seals.trust import seal
from xinlian.people.actions import person_keys
from xinlian.people.models import Person, Union
from xinlian.simulators.actions import machines
from xinlian.testing.described import Described
from xinlian.testing.make import impossible_id, impossible_phone, make_officer
from xinlian.training.actions import programmes, violations
from xinlian.training.models import Programme, Project
from xinlian.training.tests import classes_world

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
TRAINING, EXAMS, PEOPLE = "/api/v1/training/", "/api/v1/exams/", "/api/v1/people/"
CHECKS, SIMULATORS, PASSES = "/api/v1/checks/", "/api/v1/simulators/", "/api/v1/passes/"
FIRST, MANY = 71_400_000, 30


@dataclass
class World:
    """The base and what opens its doors."""

    base: classes_world.World
    paper: Paper
    refresher: Programme
    keys: dict[str, str]
    device_key: str
    gate_code: str
    token: str

    @property
    def project(self) -> Project:
        """The project."""
        return self.base.project


def make_world(name: str = "甲项目") -> World:
    """A project with a site, a gate, a simulator, an entry programme with all that is asked, a refresher."""
    base = classes_world.make_world(name)
    said: dict[str, Any] = {"by": base.officer, "at": base.now}
    signed(base.union)
    site = sites.open_site(union=base.union, name=f"{name}工地", fresh_hours=24, **said)
    Project.objects.filter(pk=base.project.pk).update(site=site)
    base.project.refresh_from_db()
    _gate, code = sites.make_gate(site=site, name="东门", way="both", **said)
    violations.seed_rules(project=base.project, **said)
    paper = classes_world.make_paper(base)
    template = templates.make(
        issuer=base.union, title="红色工匠（基地）", about="学完考完", criteria="全部课程", prefix="红", **said
    )
    values = {"paper": paper, "template": template, "pass_months": 12}
    programmes.change(programme=base.programme, title="上岗培训", trades=base.trades[:1], values=values, **said)
    device_key = _simulator(base, said)
    refresher = classes_world.make_programme(base, "复训", kind="refresher")
    _listener, _secret, token = listeners.register(union=base.union, name="安全码", address="", **said)
    people = {"officer": base.officer, "trainer": base.trainers[0].person}
    people |= {role: make_officer(base.union, role, name=f"演示{role}") for role in ("medic", "inspector", "approver")}
    opened = {role: key_for(person) for role, person in people.items()}
    opened |= {one.person.name: key_for(one.person) for one in base.trainers}
    return World(base, paper, refresher, opened, device_key, code, token)


def _simulator(base: classes_world.World, said: dict[str, Any]) -> str:
    """A simulator whose scenario the programme asks for; the key of its device."""
    figures = {"full": Decimal(100), "mean_ref": Decimal(70), "sd_ref": Decimal(9)}
    simulator = machines.add_simulator(union=base.union, kind="welding", name="焊接", version="1", **figures, **said)
    task = machines.add_scenario(simulator=simulator, code="W1", name="立焊", **said)
    programmes.set_tasks(programme=base.programme, tasks=[programmes.Tried(task, Decimal(80), None)], **said)
    return machines.add_device(version=simulator.versions.get(), name="1 号", place="", **said)[1]


def signed(union: Union) -> None:
    """A union that can sign, with a bundle of half a year."""
    root, pair, _key = sign_for(union)
    issued = int(timezone.now().timestamp())
    bundle = trust.draft(issued=issued, version=1, expires=issued + 180 * 86400)
    content = seal(bundle, root, suites.signer(root.algorithm, pair.private))
    keys.take_bundle(content=content, by=None, at=timezone.now())


def key_for(person: Person, *, writes: bool = True) -> str:
    """A key for whoever holds a role."""
    return person_keys.make(name="试验", writes=writes, days=365, by=person, at=timezone.now())[1]


def phone_of(number: int) -> str:
    """The phone of one of the thirty."""
    return impossible_phone(FIRST + number)


def coming(number: int, team: str, **more: Any) -> dict[str, Any]:
    """One of the thirty, as they are registered."""
    said = {"client_uid": new_uid(), "name": f"接口工{number:02d}", "phone": phone_of(number), "trade": 101}
    return {**said, "id_number": impossible_id(FIRST + number), "team": team, **more}


def new_uid() -> str:
    """A UUID of the client's."""
    return str(uuid.uuid4())


def base_as(world: World, who: str) -> Described:
    """The interface of the base, by somebody of the world."""
    return Described(TRAINING, world.keys[who])
