"""Lists that leave the house."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.training.models import Builder, Project
from xinlian.training.who import demand_keeper


@transaction.atomic
def take_builders(*, builders: Sequence[Builder], by: Person, at: datetime.datetime) -> None:
    """Note that a list of builders leaves the house, once for each project. Refused: role_officer."""
    projects = {one.project_id: one.project for one in builders}
    for project in projects.values():
        demand_keeper(by, project.union_path, at)
        rows = sum(one.project_id == project.pk for one in builders)
        record("builders.exported", project, by=by, at=at, rows=rows)


@transaction.atomic
def take_improvements(*, project: Project, rows: int, by: Person, at: datetime.datetime) -> None:
    """Note that the list of a base's improvements leaves the house. Refused: role_officer."""
    demand_keeper(by, project.union_path, at)
    record("studios.exported", project, by=by, at=at, rows=rows)
