"""A union's project with builders who are cleared, stopped, appealing, rising, marked, for the walk over all addresses."""

import datetime
import uuid

from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_person
from xinlian.training.actions import levels, violations
from xinlian.training.models import Builder, Clearance, LevelGrant, Project, Section, Team, ViolationRule

DAY = datetime.timedelta(days=1)


def fill(union: Union, officer: Person, mark: str) -> None:
    """Builders with decisions, violations with and without an appeal, standards and a level."""
    now, mine = timezone.now(), {"union_path": union.union_path, "shard": union.shard}
    said = {"by": officer, "at": now}
    project, team = _project(union, mark, now)
    welder = Trade.objects.get(code=101)
    violations.seed_rules(project=project, **said)
    levels.seed_welder(project=project, paper=None, scenario=None, **said)
    rule = ViolationRule.objects.filter(project=project)[0]
    inspector = make_person(union, name=f"{mark}检查员")
    for number in range(2):
        person = make_person(union, name=f"{mark}工人{number}")
        builder = Builder.objects.create(
            project=project,
            person=person,
            team=team,
            trade=welder,
            way="desk",
            came_at=now - 200 * DAY,
            client_uid=uuid.uuid4(),
            **mine,
        )
        Clearance.objects.create(
            builder=builder,
            ok=False,
            reasons=[["medical_missing", {}]],
            trade=welder,
            decided_at=now,
            decided_by=officer,
            **mine,
        )
        noted = violations.note(
            builder=builder,
            rule=rule,
            seen_at=now,
            where=f"{mark}地点",
            words=f"{mark}说明",
            client_uid=uuid.uuid4(),
            by=officer,
            at=now,
        )
        noted.noted_by = inspector
        noted.save(update_fields=["noted_by"])
        if number:
            violations.appeal(violation=noted, words=f"{mark}申诉", by=person, at=now)
            level = levels.queries.welder_levels()[0]
            LevelGrant.objects.create(
                builder=builder, trade=welder, level=level, given_on=now.date(), given_by=officer, given_at=now, **mine
            )


def _project(union: Union, mark: str, now: datetime.datetime) -> tuple[Project, Team]:
    """The union's project, perhaps another part's already, with a team."""
    mine = {"union_path": union.union_path, "shard": union.shard}
    said = {"name": f"{mark}项目", "base_name": f"{mark}基地", "goal": 10_000, "made_at": now, **mine}
    span = {"begins_on": now.date() - 300 * DAY, "ends_on": now.date() + 300 * DAY}
    project, _made = Project.objects.get_or_create(union=union, defaults={**said, **span})
    section, _made = Section.objects.get_or_create(project=project, number=9, defaults={"name": f"{mark}九标", **mine})
    team = Team.objects.create(section=section, name=f"{mark}班", join_key=uuid.uuid4().hex, **mine)
    return project, team
