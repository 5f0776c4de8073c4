"""Conditions of taking part: set from a day on, ended on a day."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from xinlian.enrolment.facts import facts
from xinlian.enrolment.models import Condition
from xinlian.enrolment.rules.eligibility import Asked, wanted, wrong_params
from xinlian.enrolment.who import acting, may_run
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused, demand


@transaction.atomic
def set_condition(
    *,
    union: Union,
    series: str,
    kind: str,
    params: Mapping[str, Any],
    effective_on: datetime.date,
    source: str,
    by: Person,
    at: datetime.datetime,
    ends_on: datetime.date | None = None,
) -> Condition:
    """Ask something of everybody who signs up for a series of a union, from a day on.

    Raises Refused: role_officer, condition_kind, condition_params, condition_fact, condition_source, condition_twice.
    """
    demand(may_run(acting(by, at), union.union_path))
    _demand_sense(kind, params, source)
    row = Condition(
        union=union,
        series=series,
        kind=kind,
        params=dict(params),
        effective_on=effective_on,
        ends_on=ends_on,
        source=source.strip(),
        made_by=by,
        made_at=at,
        union_path=union.union_path,
        shard=union.shard,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("condition_twice") from error
    record("condition.set", row, by=by, at=at, series=series, kind=kind, effective_on=effective_on.isoformat())
    return row


def _demand_sense(kind: str, params: Mapping[str, Any], source: str) -> None:
    wrong = wrong_params(kind, params)
    if wrong:
        raise Refused(wrong)
    if not wanted([Asked(kind, params)]) <= set(facts()):
        raise Refused("condition_fact")
    if not source.strip():
        raise Refused("condition_source")


@transaction.atomic
def end_condition(*, condition: Condition, ends_on: datetime.date, by: Person, at: datetime.datetime) -> Condition:
    """The last day on which a condition holds. Raises Refused: role_officer, condition_ends_early."""
    demand(may_run(acting(by, at), condition.union_path))
    if ends_on < condition.effective_on:
        raise Refused("condition_ends_early")
    condition.ends_on = ends_on
    condition.save(update_fields=["ends_on"])
    record("condition.ended", condition, by=by, at=at, ends_on=ends_on.isoformat())
    return condition
