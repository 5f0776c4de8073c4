"""Hours: the usual rules for a new project, and hours that were taught outside the base."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training.models import Builder, HoursElsewhere, HoursRule, Project, Team
from xinlian.training.models.projects import TIERS
from xinlian.training.rules import hours
from xinlian.training.who import demand_keeper

LONGEST_WHAT = 120


@transaction.atomic
def lay_down(*, project: Project, by: Person, at: datetime.datetime) -> list[HoursRule]:
    """The usual rules of a new project, from the day it begins; where there are rules already, nothing. Refused: role_officer."""
    demand_keeper(by, project.union_path, at)
    if HoursRule.objects.filter(project=project).exists():
        return []
    owned = {"union_path": project.union_path, "shard": project.shard, "effective_on": project.begins_on}
    rows = [
        HoursRule(
            project=project,
            tier=one.asked.tier,
            minutes=one.asked.minutes,
            within_days=one.asked.within_days,
            every_year=one.asked.every_year,
            source=one.source,
            **owned,
        )
        for one in hours.USUAL
    ]
    HoursRule.objects.bulk_create(rows)
    record("training.hours_rules_laid", project, by=by, at=at, count=len(rows))
    return rows


@transaction.atomic
def set_rule(
    *,
    project: Project,
    asked: hours.Asked,
    effective_on: datetime.date,
    source: str,
    by: Person,
    at: datetime.datetime,
) -> HoursRule:
    """Ask otherwise from a day on; 0 minutes asks no more. Refused: role_officer, rule_source, rule_tier."""
    demand_keeper(by, project.union_path, at)
    if not source.strip():
        raise Refused("rule_source")
    if asked.tier and asked.tier not in dict(TIERS):
        raise Refused("rule_tier")
    made, _new = HoursRule.objects.update_or_create(
        project=project,
        tier=asked.tier,
        every_year=asked.every_year,
        effective_on=effective_on,
        defaults={
            "minutes": asked.minutes,
            "within_days": asked.within_days,
            "source": source.strip(),
            "union_path": project.union_path,
            "shard": project.shard,
        },
    )
    record("training.hours_rule_set", made, by=by, at=at, tier=asked.tier, minutes=asked.minutes)
    return made


@transaction.atomic
def note(
    *,
    builder: Builder,
    tier: str,
    minutes: int,
    on: datetime.date,
    what: str,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> HoursElsewhere:
    """Note hours that somebody was taught outside the base; sent twice it is once.

    Refused: role_officer, rule_tier, hours_some, hours_in_future, hours_before_coming, hours_what.
    """
    demand_keeper(by, builder.union_path, at)
    known = HoursElsewhere.objects.filter(client_uid=client_uid).first()
    if known is not None:
        return known
    _demand(tier, minutes, on, what, timezone.localdate(at))
    if on < timezone.localdate(builder.came_at):
        raise Refused("hours_before_coming", {"name": builder.person.name})
    return _note([(builder, client_uid)], tier, minutes, on, what, by=by, at=at)[0]


@transaction.atomic
def note_team(
    *,
    team: Team,
    tier: str,
    minutes: int,
    on: datetime.date,
    what: str,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> int:
    """The same for everybody who was in a team on that day; for how many it is new. Sent twice it is once.

    Refused: as `note`, and team_empty.
    """
    demand_keeper(by, team.union_path, at)
    _demand(tier, minutes, on, what, timezone.localdate(at))
    rows = Builder.objects.filter(team=team, left_on=None).select_related("person").order_by("id")
    people = [one for one in rows if timezone.localdate(one.came_at) <= on]
    if not people:
        raise Refused("team_empty")
    numbered = {uuid.uuid5(client_uid, str(one.uid)): one for one in people}
    known = set(HoursElsewhere.objects.filter(client_uid__in=list(numbered)).values_list("client_uid", flat=True))
    fresh = [(one, uid) for uid, one in numbered.items() if uid not in known]
    return len(_note(fresh, tier, minutes, on, what, by=by, at=at))


def _demand(tier: str, minutes: int, on: datetime.date, what: str, today: datetime.date) -> None:
    if tier not in dict(TIERS):
        raise Refused("rule_tier")
    if not 1 <= minutes <= hours.MOST_MINUTES:
        raise Refused("hours_some")
    if on > today:
        raise Refused("hours_in_future")
    if not what.strip() or len(what.strip()) > LONGEST_WHAT:
        raise Refused("hours_what")


def _note(
    several: Sequence[tuple[Builder, uuid.UUID]],
    tier: str,
    minutes: int,
    on: datetime.date,
    what: str,
    *,
    by: Person,
    at: datetime.datetime,
) -> list[HoursElsewhere]:
    rows = [
        HoursElsewhere(
            builder=one,
            tier=tier,
            minutes=minutes,
            on=on,
            what=what.strip(),
            noted_at=at,
            noted_by=by,
            client_uid=uid,
            union_path=one.union_path,
            shard=one.shard,
        )
        for one, uid in several
    ]
    HoursElsewhere.objects.bulk_create(rows)
    about = several[0][0].team if len(several) > 1 else several[0][0] if several else None
    if rows:
        record("training.hours_noted", about, by=by, at=at, tier=tier, minutes=minutes, people=len(rows))
    return rows


@transaction.atomic
def drop(*, noted: HoursElsewhere, by: Person, at: datetime.datetime) -> None:
    """Take away hours that were noted by mistake. Refused: role_officer."""
    demand_keeper(by, noted.union_path, at)
    record("training.hours_dropped", noted.builder, by=by, at=at, tier=noted.tier, minutes=noted.minutes)
    noted.delete()
