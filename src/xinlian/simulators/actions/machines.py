"""Simulators, versions, scenarios and devices: made, blocked, their runs withdrawn and put back."""

import base64
import datetime
import secrets
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.records.actions import clients
from xinlian.records.keys import digest
from xinlian.records.models import Client
from xinlian.records.slots import voided_of
from xinlian.rows.refusals import Refused
from xinlian.simulators import strangers, telling
from xinlian.simulators.actions.standings import hold, refresh
from xinlian.simulators.models import Device, Run, Scenario, Simulator, SimulatorVersion
from xinlian.simulators.rules.signing import PREFIX
from xinlian.simulators.who import demand_keeper, demand_runner

KEY_BYTES, NAME = 32, 38


@transaction.atomic
def add_simulator(
    *,
    union: Union,
    kind: str,
    name: str,
    version: str,
    full: Decimal,
    mean_ref: Decimal | None,
    sd_ref: Decimal | None,
    by: Person | None,
    at: datetime.datetime,
) -> Simulator:
    """A simulator with its first version. Refused: role_officer, simulator_named_already, simulator_references."""
    demand_keeper(by, union.union_path, at)
    simulator = Simulator(union=union, kind=kind, name=name.strip()[:60], made_by=by, made_at=at)
    simulator.union_path, simulator.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            simulator.save(force_insert=True)
    except IntegrityError:
        raise Refused("simulator_named_already") from None
    add_version(simulator=simulator, version=version, full=full, mean_ref=mean_ref, sd_ref=sd_ref, by=by, at=at)
    record("simulator.added", simulator, by=by, at=at, kind=kind)
    return simulator


@transaction.atomic
def add_version(
    *,
    simulator: Simulator,
    version: str,
    full: Decimal,
    mean_ref: Decimal | None,
    sd_ref: Decimal | None,
    by: Person | None,
    at: datetime.datetime,
) -> SimulatorVersion:
    """How it scores from now on; what was scored before stays. Refused: role_officer, simulator_version_already,
    simulator_references.
    """
    demand_keeper(by, simulator.union_path, at)
    if (mean_ref is None) != (sd_ref is None) or (sd_ref is not None and sd_ref <= 0):
        raise Refused("simulator_references")
    made = SimulatorVersion(simulator=simulator, version=version.strip()[:20], full=full, mean_ref=mean_ref)
    made.sd_ref, made.made_by, made.made_at = sd_ref, by, at
    made.union_path, made.shard = simulator.union_path, simulator.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("simulator_version_already") from None
    record("simulator.version_added", made, by=by, at=at, version=made.version)
    return made


@transaction.atomic
def add_scenario(
    *, simulator: Simulator, code: str, name: str, iri: str = "", by: Person | None, at: datetime.datetime
) -> Scenario:
    """A task. Without an IRI it gets one of this site. Refused: role_officer, scenario_already."""
    demand_keeper(by, simulator.union_path, at)
    scenario = Scenario(simulator=simulator, code=code.strip()[:40], name=name.strip()[:60], made_at=at)
    scenario.iri = iri.strip() or f"{settings.SITE_URL}/simulators/scenarios/{scenario.uid}"
    scenario.union_path, scenario.shard = simulator.union_path, simulator.shard
    try:
        with transaction.atomic():
            scenario.save(force_insert=True)
    except IntegrityError:
        raise Refused("scenario_already") from None
    record("scenario.added", scenario, by=by, at=at)
    strangers.forget()
    transaction.on_commit(strangers.forget)  # what was asked meanwhile did not see it yet
    return scenario


@transaction.atomic
def add_device(
    *, version: SimulatorVersion, name: str, place: str, by: Person | None, at: datetime.datetime
) -> tuple[Device, str]:
    """A machine in a room, and its key, which is told once and opens all doors. Refused: role_officer, device_named_already."""
    demand_keeper(by, version.union_path, at)
    key = new_key()
    device = Device(version=version, name=name.strip()[:60], place=place.strip()[:60], made_by=by, made_at=at)
    device.key_hash, device.key = digest(key), key
    device.union_path, device.shard = version.union_path, version.shard
    device.save(force_insert=True)
    _open_store(device, key, at)
    record("device.added", device, by=by, at=at)
    return device, key


def _open_store(device: Device, key: str, at: datetime.datetime) -> None:
    """The same key opens the store of records, so that a machine that speaks xAPI needs no other."""
    simulator = device.version.simulator
    name = f"{simulator.name[:NAME]} · {device.name[:NAME]}"
    try:
        clients.make(union=simulator.union, name=name, may="own", about_uid=device.uid, key=key, by=None, at=at)
    except Refused as refused:
        if refused.code == "client_known":
            raise Refused("device_named_already") from None
        raise


def new_key() -> str:
    """A key of chance."""
    return PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


@transaction.atomic
def renew_key(*, device: Device, by: Person, at: datetime.datetime) -> str:
    """Another key, told once; the one before opens nothing any more. Refused: role_officer, device_blocked."""
    demand_keeper(by, device.union_path, at)
    if device.blocked_at is not None:
        raise Refused("device_blocked")
    device.key = key = new_key()
    device.key_hash = digest(key)
    device.save(update_fields=["key", "key_hash"])
    for client in Client.objects.filter(about_uid=device.uid):
        clients.renew(client=client, key=key, by=None, at=at)
    record("device.key_renewed", device, by=by, at=at)
    return key


@transaction.atomic
def set_version(*, device: Device, version: SimulatorVersion, by: Person, at: datetime.datetime) -> None:
    """From now on it scores as another version of the same simulator. Refused: role_officer, device_other_simulator."""
    demand_keeper(by, device.union_path, at)
    if version.simulator_id != device.version.simulator_id:
        raise Refused("device_other_simulator")
    Device.objects.filter(pk=device.pk).update(version=version)
    record("device.version_set", device, by=by, at=at, version=version.version)


@transaction.atomic
def block(*, device: Device, why: str, by: Person, at: datetime.datetime) -> None:
    """Take nothing from it any more. Refused: role_trainer, device_why_missing."""
    demand_runner(by, device.union_path, at)
    if not why.strip():
        raise Refused("device_why_missing")
    Device.objects.filter(pk=device.pk, blocked_at=None).update(blocked_at=at, blocked_why=why.strip()[:120])
    for client in Client.objects.filter(about_uid=device.uid, blocked_at=None):
        clients.block(client=client, by=None, at=at)
    record("device.blocked", device, by=by, at=at)


@transaction.atomic
def unblock(*, device: Device, by: Person, at: datetime.datetime) -> None:
    """Take from it again. Refused: role_officer."""
    demand_keeper(by, device.union_path, at)
    Device.objects.filter(pk=device.pk).update(blocked_at=None, blocked_why="")
    for client in Client.objects.filter(about_uid=device.uid):
        clients.unblock(client=client, by=None, at=at)
    record("device.unblocked", device, by=by, at=at)


@transaction.atomic
def withdraw_runs(
    *, device: Device, since: datetime.datetime | None, why: str, by: Person, at: datetime.datetime
) -> int:
    """Runs of a device no longer count, from a moment on or all; boards stand as if they had never been. How many.

    Refused: role_officer, device_why_missing.
    """
    demand_keeper(by, device.union_path, at)
    if not why.strip():
        raise Refused("device_why_missing")
    rows = Run.objects.filter(device=device)
    if since is not None:
        rows = rows.filter(ended_at__gte=since)
    people = set(rows.filter(withdrawn_at=None).values_list("trainee", flat=True))
    count = _withdraw(rows, why, by, at)
    telling.withdrawn(device, why.strip()[:120], people, by=by, at=at)
    record("device.runs_withdrawn", device, by=by, at=at, runs=count)
    return count


def _withdraw(rows: "QuerySet[Run]", why: str, by: Person | None, at: datetime.datetime) -> int:
    rows = rows.filter(withdrawn_at=None)
    people = sorted(set(rows.values_list("trainee", flat=True)))
    hold(people)
    # Only theirs: a run that came in meanwhile is of somebody whose standing is not reckoned anew below.
    count = rows.filter(trainee__in=people).update(withdrawn_at=at, withdrawn_why=why.strip()[:120], withdrawn_by=by)
    refresh(people, at)
    return count


@transaction.atomic
def withdraw_said(*, runs: "QuerySet[Run]", why: str, by: Person | None, at: datetime.datetime) -> int:
    """Runs that whoever said them takes back; how many."""
    count = _withdraw(runs, why, by, at)
    record("runs.taken_back", None, by=by, at=at, runs=count)
    return count


@transaction.atomic
def put_back_runs(*, device: Device, by: Person, at: datetime.datetime) -> int:
    """What was withdrawn of a device counts again, but for what its statements voided; how many. Refused: role_officer."""
    demand_keeper(by, device.union_path, at)
    rows = Run.objects.filter(device=device).exclude(withdrawn_at=None)
    people = sorted(set(rows.values_list("trainee", flat=True)))
    hold(people)
    said = rows.filter(door="xapi").values_list("uid", flat=True)
    voided = list(voided_of(device.union_path, list(said)))
    rows = rows.filter(trainee__in=people).exclude(uid__in=voided)
    count = rows.update(withdrawn_at=None, withdrawn_why="", withdrawn_by=None)
    refresh(people, at)
    record("device.runs_put_back", device, by=by, at=at, runs=count)
    return count
