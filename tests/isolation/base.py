"""A union's training base with everything an officer or a medic can press, for the walk over all addresses."""

import datetime
import uuid
from typing import Any

from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.people.matching import Told
from xinlian.people.models import Person, Union
from xinlian.testing.make import impossible_id, impossible_phone, make_grant, make_person
from xinlian.training.actions import intake, medicals, projects, trainers
from xinlian.training.rules.medical import Found


def fill(union: Union, officer: Person, mark: str) -> None:
    """A project with its parts, a trainer who is away, a leader, builders here and gone, checks good and withdrawn."""
    said: dict[str, Any] = {"by": officer, "at": timezone.now()}
    today = timezone.localdate(said["at"])
    days = {"begins_on": datetime.date(2026, 1, 1), "ends_on": datetime.date(2028, 12, 31)}
    values = {"name": f"{mark}项目", "base_name": f"{mark}基地", "goal": 10_000, **days}
    project = projects.set_up(union=union, values=values, **said)
    section = projects.add_section(project=project, name=f"{mark}标段", **said)
    leader = make_person(union, name=f"{mark}班组长")
    team = projects.add_team(section=section, values={"name": f"{mark}班组", "leader": leader}, **said)
    projects.add_room(project=project, values={"name": f"{mark}教室", "kind": "room", "capacity": 30}, **said)
    subject = projects.add_subject(project=project, values={"name": f"{mark}科", "tier": "team"}, **said)
    teacher = make_person(union, name=f"{mark}老师")
    make_grant(teacher, "trainer", union)
    trainer = trainers.add_trainer(project=project, person=teacher, subjects=[subject], weekdays=[], **said)
    trainers.be_away(trainer=trainer, first_on=today, last_on=today, **said)
    demand = {"effective_on": today, "source": f"{mark}文件", "barred_by": ["height"]}
    projects.add_demand(project=project, trade=None, values=demand, **said)
    trade = Trade.objects.get_or_create(code=90_009, defaults={"name": "公开工种", "name_en": "public trade"})[0]
    for number in range(3):
        told = Told(
            name=f"{mark}工人{number}",
            phone=impossible_phone(990_000 + number),
            id_type="mainland" if number else "passport",  # whose date of birth is noted by hand
            id_number=impossible_id(990_000 + number) if number else "P0990000",
        )
        builder = intake.register(
            project=project, told=told, team=team, trade=trade, way="desk", client_uid=uuid.uuid4(), **said
        ).builder
        row = medicals.note(
            builder=builder,
            found=Found("fit", (), f"{mark}体检"),
            checked_on=today,
            valid_until=today,
            clinic=f"{mark}医院",
            client_uid=uuid.uuid4(),
            **said,
        )
        if number == 1:
            medicals.withdraw(medical=row, **said)
        if number == 2:
            intake.leave(builder=builder, on=today, **said)
