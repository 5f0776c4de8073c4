"""Who trains: put on the list, moved to another team, their turns at devices, and runs that were refused and put right."""

import datetime
import random
import uuid
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.diagrams import before
from xinlian.rows.refusals import Refused
from xinlian.simulators import telling
from xinlian.simulators.actions.standings import hold, refresh
from xinlian.simulators.models import Device, Scenario, StrayRun, Trainee, Turn
from xinlian.simulators.rules.numbers import number
from xinlian.simulators.rules.states import TURN_NEXT, TURN_STANDS
from xinlian.simulators.who import demand_runner

TRIES = 20
LONGEST_QUEUE = 200


@transaction.atomic
def enlist(
    *, union: Union, people: Iterable[Person], site: str = "", team: str = "", by: Person | None, at: datetime.datetime
) -> int:
    """Give people a number at a union's simulators; who has one keeps it and moves to the team. How many are new.

    Refused: role_trainer.
    """
    demand_runner(by, union.union_path, at)
    several = sorted(people, key=lambda one: one.pk)  # in one order, so that no two acts wait for one another in a ring
    known = {one.person_id: one for one in Trainee.objects.filter(union=union, person__in=several)}
    new = [one for one in several if one.pk not in known]
    for person in new:
        _enlist(union, person, site, team, by, at)
    if known and (site or team):
        _settle([one.pk for one in known.values()], {"site": site, "team": team}, at, keep=True)
    record("trainees.enlisted", union, by=by, at=at, people=len(new))
    return len(new)


def _enlist(union: Union, person: Person, site: str, team: str, by: Person | None, at: datetime.datetime) -> Trainee:
    chance = random.SystemRandom()
    for _ in range(TRIES):
        trainee = Trainee(union=union, person=person, site=site[:40], team=team[:40], made_by=by, made_at=at)
        trainee.number = number(chance)
        trainee.union_path, trainee.shard = union.union_path, union.shard
        try:
            with transaction.atomic():
                trainee.save(force_insert=True)
        except IntegrityError:
            known = Trainee.objects.filter(union=union, person=person).first()
            if known is not None:
                return known
            continue
        return trainee
    raise Refused("trainee_numbers_busy")


@transaction.atomic
def settle_in(*, trainee: Trainee, site: str, team: str, by: Person | None, at: datetime.datetime) -> None:
    """Somebody works at another site or in another team; boards of teams follow. Refused: role_trainer."""
    demand_runner(by, trainee.union_path, at)
    _settle([trainee.pk], {"site": site, "team": team}, at)
    record("trainee.moved", trainee, by=by, at=at)


def _settle(several: Sequence[int], where: dict[str, str], at: datetime.datetime, *, keep: bool = False) -> None:
    """`keep`: what is left empty stays as it is."""
    hold(several)
    said = {name: text.strip()[:40] for name, text in where.items()}
    Trainee.objects.filter(pk__in=several).update(**{name: text for name, text in said.items() if text or not keep})
    refresh(several, at)


@transaction.atomic
def queue(
    *,
    device: Device,
    trainee: Trainee,
    scenario: Scenario,
    graded: bool,
    client_uid: uuid.UUID,
    by: Person | None,
    at: datetime.datetime,
) -> Turn:
    """Somebody's turn at a device; said twice it is one. Trainees put themselves, trainers anybody.

    Refused: role_trainer, device_blocked, turn_elsewhere, turn_already, turn_too_many.
    """
    known = Turn.objects.filter(client_uid=client_uid).first()
    if known is not None:
        return known
    if by is not None and by.pk != trainee.person_id:
        demand_runner(by, device.union_path, at)
    _may_queue(device, trainee, scenario, client_uid)
    turn = Turn(device=device, trainee=trainee, scenario=scenario, graded=graded, client_uid=client_uid)
    turn.made_by, turn.made_at = by, at
    turn.union_path, turn.shard = device.union_path, device.shard
    try:
        with transaction.atomic():
            turn.save(force_insert=True)
    except IntegrityError:  # the same button, pressed twice at once
        return Turn.objects.get(client_uid=client_uid)
    record("turn.queued", turn, by=by, at=at)
    return turn


def _may_queue(device: Device, trainee: Trainee, scenario: Scenario, client_uid: uuid.UUID) -> None:
    waiting = Turn.objects.filter(device=device, state__in=TURN_STANDS)
    if device.blocked_at is not None:
        raise Refused("device_blocked")
    if scenario.simulator_id != device.version.simulator_id or trainee.union_id != device.version.simulator.union_id:
        raise Refused("turn_elsewhere")
    # The same button, pressed in another request a moment ago, is no other turn.
    if waiting.filter(trainee=trainee).exclude(client_uid=client_uid).exists():
        raise Refused("turn_already")
    if waiting.count() >= LONGEST_QUEUE:
        raise Refused("turn_too_many")


@transaction.atomic
def call_next(*, device: Device, by: Person | None, at: datetime.datetime) -> Turn | None:
    """Who is next on this device; whoever was called stays called until a run comes or they are missed. None: nobody.

    Refused: device_blocked.
    """
    if device.blocked_at is not None:
        raise Refused("device_blocked")
    for _ in range(TRIES):
        turns = Turn.objects.filter(device=device).select_related("trainee__person", "scenario", "device")
        called = turns.filter(state="called").first()
        if called is not None:
            return called
        turn = turns.filter(state="waiting").first()
        if turn is None:
            return None
        if _called(turn, at):
            record("turn.called", turn, by=by, at=at)
            telling.called(turn, by=by, at=at)
            turn.refresh_from_db()
            return turn
    return None


def _called(turn: Turn, at: datetime.datetime) -> bool:
    """One at a time is called: two who ask at once get the same."""
    try:
        with transaction.atomic():
            return bool(
                Turn.objects.filter(pk=turn.pk, state__in=before(TURN_NEXT, "called")).update(
                    state="called", called_at=at
                )
            )
    except IntegrityError:
        return False


@transaction.atomic
def miss(*, turn: Turn, by: Person | None, at: datetime.datetime) -> bool:
    """They did not come, or gave it up; the next one is called. Whether it was still open. Refused: role_trainer."""
    if by is not None and by.pk != turn.trainee.person_id:
        demand_runner(by, turn.union_path, at)
    done = Turn.objects.filter(pk=turn.pk, state__in=before(TURN_NEXT, "missed")).update(state="missed")
    record("turn.missed", turn, by=by, at=at)
    return bool(done)


@transaction.atomic
def settle_stray(*, stray: StrayRun, by: Person, at: datetime.datetime) -> None:
    """Somebody saw to a run that was refused. Refused: role_trainer."""
    demand_runner(by, stray.union_path, at)
    StrayRun.objects.filter(pk=stray.pk, settled_at=None).update(settled_at=at, settled_by=by)
    record("run.stray_settled", stray, by=by, at=at, code=stray.code)
