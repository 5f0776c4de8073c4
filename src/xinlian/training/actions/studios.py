"""Studios: founded, changed, closed; who comes in, leads, leaves."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.training.actions.projects import write
from xinlian.training.models import Improvement, ImprovementWorker, Project, Studio, StudioMember
from xinlian.training.queries.studios import here
from xinlian.training.rules import studios as rules
from xinlian.training.who import demand_keeper

FIELDS = ("name", "field", "trade", "room", "since_on")
Values = Mapping[str, Any]


@transaction.atomic
def found(*, project: Project, values: Values, by: Person, at: datetime.datetime) -> Studio:
    """Set up a studio of a base. Refused: role_officer, studio_room, studio_there."""
    demand_keeper(by, project.union_path, at)
    _demand_room(project, values)
    studio = Studio(project=project, union_path=project.union_path, shard=project.shard, **values)
    _insert(studio, "studio_there")
    record("studio.founded", studio, by=by, at=at)
    return studio


@transaction.atomic
def change(*, studio: Studio, values: Values, by: Person, at: datetime.datetime) -> Studio:
    """Correct what a studio is called and works on. Refused: role_officer, studio_room, studio_there."""
    demand_keeper(by, studio.union_path, at)
    _demand_room(studio.project, values)
    changed = write(studio, values, FIELDS, "studio_there")
    if changed:
        record("studio.changed", studio, by=by, at=at, fields=changed)
    return studio


@transaction.atomic
def close(*, studio: Studio, on: datetime.date, why: str, by: Person, at: datetime.datetime) -> Studio:
    """Close a studio; the time of its people ends with it.

    Refused: role_officer, studio_closed_why, studio_closed_day, studio_busy, studio_open.
    """
    demand_keeper(by, studio.union_path, at)
    demand_open(studio)
    going = Improvement.objects.filter(studio=studio, state__in=rules.OPEN).count()
    today = timezone.localdate(at)
    demand(rules.may_close(on=on, since_on=studio.since_on, today=today, why=why, going=going))
    Studio.objects.filter(pk=studio.pk).update(closed_on=on, closed_why=why.strip())
    for member in StudioMember.objects.filter(studio=studio, until_on=None):
        _end(member, on)
    record("studio.closed", studio, by=by, at=at)
    studio.refresh_from_db()
    return studio


@transaction.atomic
def join(
    *, studio: Studio, person: Person, part: str, since_on: datetime.date, by: Person, at: datetime.datetime
) -> StudioMember:
    """Somebody comes into a studio. Who is in it already takes another part; of leads there is one.

    Refused: role_officer, studio_open, studio_person_here, studio_member_day, studio_member_there, studio_lead_there.
    """
    demand_keeper(by, studio.union_path, at)
    demand_open(studio)
    demand(
        rules.may_join(
            here=here(person, studio.project),
            since_on=since_on,
            first_on=studio.since_on,
            today=timezone.localdate(at),
        )
    )
    before = StudioMember.objects.filter(studio=studio, person=person, until_on=None).first()
    if before is not None:
        if before.part == part:
            raise Refused("studio_member_there")
        _end(before, since_on)
    member = StudioMember(studio=studio, person=person, part=part, since_on=since_on)
    member.union_path, member.shard = studio.union_path, studio.shard
    _insert(member, "studio_lead_there" if part == "lead" else "studio_member_there")
    record("studio.joined", member, by=by, at=at, part=part)
    return member


@transaction.atomic
def leave(*, member: StudioMember, on: datetime.date, by: Person, at: datetime.datetime) -> None:
    """Somebody leaves a studio. Refused: role_officer, studio_member_gone, studio_leave_day."""
    demand_keeper(by, member.union_path, at)
    there, today = member.until_on is None, timezone.localdate(at)
    demand(rules.may_leave(on=on, since_on=member.since_on, today=today, there=there))
    if not StudioMember.objects.filter(pk=member.pk, until_on=None).update(until_on=on):
        raise Refused("studio_member_gone")
    record("studio.left", member, by=by, at=at, part=member.part)


@transaction.atomic
def let_go(*, person: Person, project: Project, on: datetime.date, by: Person, at: datetime.datetime) -> None:
    """Part of leaving a project: the time in its studios ends, and nobody who left stands on an improvement."""
    if here(person, project):  # who still teaches there
        return
    several = StudioMember.objects.filter(studio__project=project, person=person, until_on=None)
    for member in several.select_related("studio"):
        _end(member, on)
        record("studio.left", member, by=by, at=at, part=member.part)
    for worker in ImprovementWorker.objects.filter(improvement__project=project, person=person):
        record("improvement.taken_off", worker, by=by, at=at)
        worker.delete()


def demand_open(studio: Studio) -> None:
    """Refused: studio_open. The row is held until the transaction ends, so that no studio closes over its work."""
    if not Studio.objects.filter(pk=studio.pk, closed_on=None).update(name=F("name")):
        raise Refused("studio_open")


def _end(member: StudioMember, on: datetime.date) -> None:
    """A time never ends before it began."""
    StudioMember.objects.filter(pk=member.pk).update(until_on=max(on, member.since_on))


def _demand_room(project: Project, values: Values) -> None:
    room = values.get("room")
    if room is not None and room.project_id != project.pk:
        raise Refused("studio_room")


def _insert(row: Studio | StudioMember, code: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(code) from error
