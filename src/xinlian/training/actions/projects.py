"""A project and its base: sections, teams, rooms, subjects, and what each trade asks."""

import datetime
import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from xinlian.credentials.models import Trade
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.models import Row
from xinlian.rows.refusals import Refused
from xinlian.training.actions import hours, levels, violations
from xinlian.training.models import Project, Room, Section, Subject, Team, TradeDemand
from xinlian.training.rules.medical import RESTRICTIONS
from xinlian.training.who import demand_keeper

KEY_BYTES = 16
PROJECT_FIELDS = ("name", "base_name", "area_m2", "goal", "begins_on", "ends_on", "site")
TEAM_FIELDS = ("name", "firm", "leader", "closed_on")
ROOM_FIELDS = ("name", "kind", "capacity", "closed_on")
SUBJECT_FIELDS = ("name", "tier", "practical", "ended_on")
Values = Mapping[str, Any]


@transaction.atomic
def set_up(*, union: Union, values: Values, by: Person, at: datetime.datetime) -> Project:
    """Set up the project of a union with its base, and the usual rules of hours, points and a welder's levels, to be changed.

    Refused: role_officer, project_there, project_days.
    """
    demand_keeper(by, union.union_path, at)
    _demand_days(values)
    project = Project(union=union, made_at=at, **_owned(union), **values)
    _insert(project, "project_there")
    record("project.set_up", project, by=by, at=at)
    hours.lay_down(project=project, by=by, at=at)
    violations.seed_rules(project=project, by=by, at=at)
    levels.seed_welder(project=project, paper=None, scenario=None, by=by, at=at)
    return project


@transaction.atomic
def change_project(*, project: Project, values: Values, by: Person, at: datetime.datetime) -> Project:
    """Correct a project. Refused: role_officer, project_days."""
    demand_keeper(by, project.union_path, at)
    _demand_days({"begins_on": project.begins_on, "ends_on": project.ends_on, **values})
    changed = write(project, values, PROJECT_FIELDS, "project_there")
    if changed:
        record("project.changed", project, by=by, at=at, fields=changed)
    return project


@transaction.atomic
def new_hall_key(*, project: Project, by: Person, at: datetime.datetime) -> Project:
    """Another address for the screen in the hall; the one before shows nothing any more. Refused: role_officer."""
    demand_keeper(by, project.union_path, at)
    Project.objects.filter(pk=project.pk).update(hall_key=uuid.uuid4())
    record("project.new_hall_key", project, by=by, at=at)
    project.refresh_from_db()
    return project


@transaction.atomic
def add_section(*, project: Project, name: str, by: Person, at: datetime.datetime) -> Section:
    """One section more, with the next number. Refused: role_officer, section_there."""
    demand_keeper(by, project.union_path, at)
    last = project.sections.order_by("-number").values_list("number", flat=True).first() or 0
    section = Section(project=project, number=last + 1, name=name, **_owned(project))
    _insert(section, "section_there")
    record("section.added", section, by=by, at=at)
    return section


@transaction.atomic
def add_team(*, section: Section, values: Values, by: Person, at: datetime.datetime) -> Team:
    """One team more, of the contractor or of a firm, with a key for joining. Refused: role_officer, team_there."""
    demand_keeper(by, section.union_path, at)
    team = Team(section=section, join_key=secrets.token_urlsafe(KEY_BYTES), **_owned(section), **values)
    _insert(team, "team_there")
    record("team.added", team, by=by, at=at, subcontracted=team.firm_id is not None)
    return team


@transaction.atomic
def change_team(*, team: Team, values: Values, by: Person, at: datetime.datetime) -> Team:
    """Another name, firm or leader, or closed from a day on. Refused: role_officer, team_there."""
    demand_keeper(by, team.union_path, at)
    changed = write(team, values, TEAM_FIELDS, "team_there")
    if changed:
        record("team.changed", team, by=by, at=at, fields=changed)
    return team


@transaction.atomic
def new_key(*, team: Team, by: Person, at: datetime.datetime) -> Team:
    """Another key: codes that hang somewhere or were passed on lead nowhere from now on. Refused: role_officer."""
    demand_keeper(by, team.union_path, at)
    team.join_key = secrets.token_urlsafe(KEY_BYTES)
    team.save(update_fields=["join_key"])
    record("team.key_changed", team, by=by, at=at)
    return team


@transaction.atomic
def add_room(*, project: Project, values: Values, by: Person, at: datetime.datetime) -> Room:
    """A centre or a room. Refused: role_officer, room_there."""
    demand_keeper(by, project.union_path, at)
    room = Room(project=project, **_owned(project), **values)
    _insert(room, "room_there")
    record("room.added", room, by=by, at=at, capacity=room.capacity)
    return room


@transaction.atomic
def change_room(*, room: Room, values: Values, by: Person, at: datetime.datetime) -> Room:
    """Another name or size, or closed from a day on. Refused: role_officer, room_there."""
    demand_keeper(by, room.union_path, at)
    changed = write(room, values, ROOM_FIELDS, "room_there")
    if changed:
        record("room.changed", room, by=by, at=at, fields=changed)
    return room


@transaction.atomic
def add_subject(*, project: Project, values: Values, by: Person, at: datetime.datetime) -> Subject:
    """Something that is taught. Refused: role_officer, subject_there."""
    demand_keeper(by, project.union_path, at)
    subject = Subject(project=project, **_owned(project), **values)
    _insert(subject, "subject_there")
    record("subject.added", subject, by=by, at=at, tier=subject.tier)
    return subject


@transaction.atomic
def change_subject(*, subject: Subject, values: Values, by: Person, at: datetime.datetime) -> Subject:
    """Another name or tier, or no longer taught from a day on. Refused: role_officer, subject_there."""
    demand_keeper(by, subject.union_path, at)
    changed = write(subject, values, SUBJECT_FIELDS, "subject_there")
    if changed:
        record("subject.changed", subject, by=by, at=at, fields=changed)
    return subject


@transaction.atomic
def add_demand(
    *, project: Project, trade: Trade | None, values: Values, by: Person, at: datetime.datetime
) -> TradeDemand:
    """What a trade (None: every other) asks from a day on: ages, restrictions that bar it.

    Refused: role_officer, demand_restriction_unknown, demand_source, demand_there.
    """
    demand_keeper(by, project.union_path, at)
    if not set(values.get("barred_by", ())) <= set(RESTRICTIONS):
        raise Refused("demand_restriction_unknown")
    if not str(values.get("source", "")).strip():
        raise Refused("demand_source")
    demand = TradeDemand(project=project, trade=trade, **_owned(project), **values)
    _insert(demand, "demand_there")
    record("demand.added", demand, by=by, at=at, effective_on=demand.effective_on.isoformat())
    return demand


def write(row: Row, values: Values, fields: Sequence[str], taken: str) -> list[str]:
    """Write what changed; the names of it. Refused `taken` where another row has it already."""
    changed = [name for name in fields if name in values and getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        try:
            with transaction.atomic():
                row.save(update_fields=changed)
        except IntegrityError as error:
            raise Refused(taken) from error
    return changed


def _demand_days(values: Values) -> None:
    if values["ends_on"] <= values["begins_on"]:
        raise Refused("project_days")


def _owned(row: Row) -> dict[str, Any]:
    return {"union_path": row.union_path, "shard": row.shard}


def _insert(row: Row, taken: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(taken) from error
