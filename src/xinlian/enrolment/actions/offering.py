"""What is offered: drawn up, its batches, priority groups and quotas, and its way from draft to done."""

import datetime
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from xinlian.enrolment.actions.giving import serve
from xinlian.enrolment.marshals import marshals
from xinlian.enrolment.models import Batch, Group, Offering, Quota
from xinlian.enrolment.rules import offering as rules
from xinlian.enrolment.who import acting, may_mark, may_run
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.places.models import Place
from xinlian.rows.refusals import Refused, demand


def _run(offering: Offering, by: Person, at: datetime.datetime) -> None:
    demand(may_run(acting(by, at), offering.union_path))


def _shape(offering: Offering, by: Person, at: datetime.datetime) -> None:
    _run(offering, by, at)
    demand(rules.may_shape(offering.state))


@transaction.atomic
def draw_up(
    *,
    union: Union,
    room: str,
    series: str,
    title: str,
    mode: str,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    party_max: int,
    answer_hours: int,
    by: Person,
    at: datetime.datetime,
    opened: bool = False,
) -> Offering:
    """A draft of something offered, seen by the desk alone; `opened`: people wait for it before it has a batch. Raises Refused: role_officer, closes_after_it_opens."""
    demand(may_run(acting(by, at), union.union_path))
    demand(rules.is_window(opens_at, closes_at))
    offering = Offering.objects.create(
        union=union,
        room=room,
        series=series,
        title=title,
        mode=mode,
        opens_at=opens_at,
        closes_at=closes_at,
        party_max=party_max,
        answer_hours=answer_hours,
        state="open" if opened else "draft",
        made_at=at,
        union_path=union.union_path,
        shard=union.shard,
    )
    record("offering.drawn_up", offering, by=by, at=at, series=series, mode=mode)
    return offering


@transaction.atomic
def change(*, offering: Offering, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Offering:
    """Change what is offered before the list is sealed. Raises Refused: role_officer, offering_unsealed, mode_settled."""
    _shape(offering, by, at)
    fresh = {name: value for name, value in values.items() if getattr(offering, name) != value}
    if "mode" in fresh and offering.state != "draft":
        raise Refused("mode_settled")
    for name, value in fresh.items():
        setattr(offering, name, value)
    demand(rules.is_window(offering.opens_at, offering.closes_at))
    if fresh:
        offering.save(update_fields=list(fresh))
        record("offering.changed", offering, by=by, at=at, fields=sorted(fresh))
    return offering


@transaction.atomic
def add_batch(
    *,
    offering: Offering,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    capacity: int,
    by: Person,
    at: datetime.datetime,
    name: str = "",
    place: Place | None = None,
) -> Batch:
    """One batch more, with the next number."""
    _shape(offering, by, at)
    demand(rules.is_span(starts_at, ends_at))
    last = Batch.objects.filter(offering=offering).aggregate(last=Max("number"))["last"] or 0
    batch = Batch.objects.create(
        offering=offering,
        number=last + 1,
        name=name,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        place=place,
        proof_key=secrets.token_hex(16),
        union_path=offering.union_path,
        shard=offering.shard,
    )
    record("batch.added", batch, by=by, at=at, batch=batch.number, capacity=capacity)
    return batch


@transaction.atomic
def change_batch(*, batch: Batch, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Batch:
    """Change a batch before the list is sealed; its capacity never under what is taken. Seats more go to who waits at
    once, also after a draw.

    Raises Refused: role_officer, offering_unsealed, capacity_under_taken, ends_after_it_starts.
    """
    _run(batch.offering, by, at)
    fresh = {name: value for name, value in values.items() if getattr(batch, name) != value}
    more = fresh.get("capacity", 0) > batch.capacity
    demand(rules.may_change_batch(batch.offering.state, only_more_seats=more and len(fresh) == 1))
    demand(rules.is_span(fresh.get("starts_at", batch.starts_at), fresh.get("ends_at", batch.ends_at)))
    if not fresh:
        return batch
    room = Q(taken__lte=fresh["capacity"]) if "capacity" in fresh else Q()
    if not Batch.objects.filter(room, pk=batch.pk).update(**fresh):
        raise Refused("capacity_under_taken", {"taken": batch.taken})
    before = batch.capacity
    batch.refresh_from_db()
    record("batch.changed", batch, by=by, at=at, fields=sorted(fresh), before=before, after=batch.capacity)
    if batch.capacity > before and serve(batch=batch, by=by, at=at):
        batch.refresh_from_db()
    return batch


@transaction.atomic
def set_groups(
    *, offering: Offering, groups: Sequence[tuple[str, Sequence[str]]], by: Person, at: datetime.datetime
) -> list[Group]:
    """The priority groups in their order: (name, occupations); the last one may name none and takes everybody else.

    Groups already there are changed in place by rank, so that applications keep theirs. Raises Refused: groups_named.
    """
    _shape(offering, by, at)
    demand(rules.are_groups([(name, tuple(codes)) for name, codes in groups]))
    owned = {"union_path": offering.union_path, "shard": offering.shard}
    for rank, (name, codes) in enumerate(groups):
        Group.objects.update_or_create(
            offering=offering, rank=rank, defaults={"name": name, "occupations": list(codes), **owned}
        )
    left = Group.objects.filter(offering=offering, rank__gte=len(groups))
    if left.filter(applications__isnull=False).exists():
        raise Refused("group_in_use")
    left.delete()
    record("groups.set", offering, by=by, at=at, names=[name for name, _codes in groups])
    return list(Group.objects.filter(offering=offering))


@transaction.atomic
def set_quota(
    *,
    offering: Offering,
    by: Person,
    at: datetime.datetime,
    union: Union | None = None,
    group: Group | None = None,
    guarantee: int = 0,
    ceiling: int | None = None,
) -> Quota:
    """How many seats a union or a group is sure of, and a soft ceiling; the same again replaces it."""
    _shape(offering, by, at)
    demand(rules.is_quota(union is not None, group is not None, guarantee, ceiling))
    quota, _new = Quota.objects.update_or_create(
        offering=offering,
        kind="union" if union else "group",
        union=union,
        group=group,
        defaults={
            "guarantee": guarantee,
            "ceiling": ceiling,
            "union_path": offering.union_path,
            "shard": offering.shard,
        },
    )
    about = {"union": union.name} if union else {"group": group.name if group else ""}
    record("quota.set", quota, by=by, at=at, guarantee=guarantee, ceiling=ceiling, **about)
    return quota


@transaction.atomic
def drop_quota(*, quota: Quota, by: Person, at: datetime.datetime) -> None:
    """A union or group is no longer sure of seats."""
    _shape(quota.offering, by, at)
    record("quota.dropped", quota, by=by, at=at, guarantee=quota.guarantee, ceiling=quota.ceiling)
    quota.delete()


@transaction.atomic
def move(*, offering: Offering, to: str, by: Person, at: datetime.datetime, why: str = "") -> Offering:
    """Open, close, finish or call off; sealing and drawing are the draw's own acts.

    Raises Refused: role_officer, offering_step, offering_batches, why_needed.
    """
    _run(offering, by, at)
    batches = Batch.objects.filter(offering=offering, state="standing").count()
    demand(rules.may_move(offering.state, to, offering.mode, batches, why))
    before = offering.state
    if not Offering.objects.filter(pk=offering.pk, state=before).update(state=to):
        raise Refused("offering_step")
    offering.state = to
    record("offering.moved", offering, by=by, at=at, before=before, after=to, why=why)
    return offering


@transaction.atomic
def lay(
    *, batch: Batch, starts_at: datetime.datetime, ends_at: datetime.datetime, by: Person, at: datetime.datetime
) -> Batch:
    """A batch begins and ends with the sessions that the room laid out, also when one is added behind its end.

    For officers, and whom the room names. Raises Refused: role_marshal, ends_after_it_starts.
    """
    demand(may_mark(acting(by, at), batch.offering.union_path, marshal=by.pk in marshals(batch)))
    demand(rules.is_span(starts_at, ends_at))
    if (batch.starts_at, batch.ends_at) != (starts_at, ends_at):
        batch.starts_at, batch.ends_at = starts_at, ends_at
        batch.save(update_fields=["starts_at", "ends_at"])
        record("batch.changed", batch, by=by, at=at, fields=["ends_at", "starts_at"])
    return batch
