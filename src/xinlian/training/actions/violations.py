"""Violations: the rules for them, noted on the site, appealed against, answered. The pass follows in the same moment."""

import datetime
import uuid
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.notices.actions import tell
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.training.actions.clearing import follow_known
from xinlian.training.models import Builder, PointsRule, Project, Violation, ViolationRule
from xinlian.training.queries.violations import total_of
from xinlian.training.rules import violations as rules
from xinlian.training.who import demand_keeper, demand_watcher


@transaction.atomic
def make_rule(
    *,
    project: Project,
    name: str,
    points: int,
    effective_on: datetime.date,
    source: str,
    by: Person,
    at: datetime.datetime,
) -> ViolationRule:
    """A rule from a day on. Raises Refused: role_officer, violation_rule_name, violation_rule_points, rule_source,
    violation_rule_known.
    """
    demand_keeper(by, project.union_path, at)
    demand(rules.may_make_rule(name, points, source))
    made = ViolationRule(project=project, name=name.strip(), points=points, effective_on=effective_on)
    made.source, made.union_path, made.shard = source.strip(), project.union_path, project.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("violation_rule_known") from error
    record("violation.rule_made", made, by=by, at=at, violation_points=points)
    return made


@transaction.atomic
def end_rule(*, rule: ViolationRule, by: Person, at: datetime.datetime) -> None:
    """No longer from tomorrow on; what was noted by it stands."""
    demand_keeper(by, rule.union_path, at)
    if ViolationRule.objects.filter(pk=rule.pk, ended_on=None).update(ended_on=timezone.localdate(at)):
        record("violation.rule_ended", rule, by=by, at=at)


@transaction.atomic
def seed_rules(*, project: Project, by: Person | None, at: datetime.datetime) -> int:
    """What a new project begins with, where it has no rules yet; how many. `by` None: with the project itself."""
    if by is not None:
        demand_keeper(by, project.union_path, at)
    if ViolationRule.objects.filter(project=project).exists():
        return 0
    owned = {"union_path": project.union_path, "shard": project.shard}
    said = {"effective_on": project.begins_on, "source": rules.USUAL_SOURCE, **owned}
    ViolationRule.objects.bulk_create(
        ViolationRule(project=project, name=name, points=points, **said) for name, points in rules.USUAL
    )
    PointsRule.objects.get_or_create(project=project, effective_on=project.begins_on, defaults=said)
    record("violation.rules_seeded", project, by=by, at=at, count=len(rules.USUAL))
    return len(rules.USUAL)


@transaction.atomic
def make_points_rule(
    *,
    project: Project,
    retrain_at: int,
    suspend_at: int,
    days: int,
    effective_on: datetime.date,
    source: str,
    by: Person,
    at: datetime.datetime,
) -> PointsRule:
    """What points lead to, from a day on. Raises Refused: role_officer, points_rule_order, points_rule_days, rule_source,
    points_rule_known.
    """
    demand_keeper(by, project.union_path, at)
    demand(rules.may_make_points_rule(retrain_at, suspend_at, days, source))
    made = PointsRule(project=project, retrain_at=retrain_at, suspend_at=suspend_at, days=days)
    made.effective_on, made.source = effective_on, source.strip()
    made.union_path, made.shard = project.union_path, project.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("points_rule_known") from error
    record("points.rule_made", made, by=by, at=at)
    return made


@transaction.atomic
def note(
    *,
    builder: Builder,
    rule: ViolationRule,
    seen_at: datetime.datetime,
    where: str = "",
    words: str = "",
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Violation:
    """Note what somebody was seen doing; sent twice it is the same. They are told, and their pass follows.

    Raises Refused: role_watcher, violation_rule_of_day, violation_in_future, violation_too_old, violation_oneself,
    violation_builder_here, violation_known.
    """
    demand_watcher(by, builder.union_path, at)
    known = Violation.objects.filter(client_uid=client_uid).first()
    if known is not None:
        if known.noted_by_id != by.pk:
            raise Refused("violation_known")
        return known
    _demand_noting(builder, rule, seen_at, by=by, at=at)
    made = Violation(builder=builder, rule=rule, points=rule.points, seen_at=seen_at, noted_at=at, noted_by=by)
    made.where, made.note = where.strip()[: rules.LONGEST_WHERE], words.strip()[: rules.LONGEST_NOTE]
    made.client_uid, made.union_path, made.shard = client_uid, builder.union_path, builder.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same message, in another request at this moment
        return Violation.objects.get(client_uid=client_uid)
    record("violation.noted", made, by=by, at=at, violation_points=made.points)
    facts = {"rule": rule.name, "points": made.points, "seen_at": seen_at.isoformat(), "total": total_of(builder, at)}
    _tell("violation", made, facts, by=by, at=at)
    follow_known(builder=builder, by=by, at=at)
    return made


def _demand_noting(
    builder: Builder, rule: ViolationRule, seen_at: datetime.datetime, *, by: Person, at: datetime.datetime
) -> None:
    on = timezone.localdate(seen_at)
    demand(
        rules.may_note(
            effective_on=rule.effective_on,
            ended_on=rule.ended_on,
            seen_on=on,
            seen_at=seen_at,
            at=at,
            oneself=builder.person_id == by.pk,
            here=rule.project_id == builder.project_id and (builder.left_on is None or on <= builder.left_on),
        )
    )


@transaction.atomic
def appeal(*, violation: Violation, words: str, by: Person, at: datetime.datetime) -> None:
    """Say why it is wrong, once. Raises Refused: violation_yours, violation_appeal_words, violation_stands, violation_appealed."""
    own = violation.builder.person_id == by.pk
    before, gone = violation.appealed_at is not None, violation.withdrawn_at is not None
    demand(rules.may_appeal(own=own, words=words, withdrawn=gone, before=before))
    rows = Violation.objects.filter(pk=violation.pk, appealed_at=None, withdrawn_at=None)
    if not rows.update(appeal=words.strip(), appealed_at=at):
        raise Refused("violation_appealed")
    record("violation.appealed", violation, by=by, at=at)


@transaction.atomic
def answer(*, violation: Violation, upheld: bool, words: str, by: Person, at: datetime.datetime) -> None:
    """Answer an appeal; whoever noted it may not. Upheld, it no longer counts and the pass follows.

    Raises Refused: role_officer, violation_not_appealed, violation_answered, violation_own_note, violation_answer_words.
    """
    demand_keeper(by, violation.union_path, at)
    asked, answered = violation.appealed_at is not None, violation.answered_at is not None
    demand(rules.may_answer(words=words, asked=asked, answered=answered, noted_it=violation.noted_by_id == by.pk))
    rows = Violation.objects.filter(pk=violation.pk, answered_at=None).exclude(appealed_at=None)
    said = {"answer": words.strip(), "answered_at": at, "answered_by": by}
    if not rows.update(**said, **({"withdrawn_at": at} if upheld else {})):
        raise Refused("violation_answered")
    record("violation.answered", violation, by=by, at=at, upheld=upheld)
    facts = {"upheld": "yes" if upheld else "no", "answer": words.strip(), "total": total_of(violation.builder, at)}
    _tell("violation_answered", violation, facts, by=by, at=at)
    if upheld:
        follow_known(builder=violation.builder, by=by, at=at)


def _tell(kind: str, violation: Violation, facts: Mapping[str, object], *, by: Person, at: datetime.datetime) -> None:
    url, key = reverse("training:my_points"), f"{kind}:{violation.uid}"
    tell(to=violation.builder.person, kind=f"training.{kind}", facts=facts, key=key, url=url, by=by, at=at)
