"""Taking runs: through every door the same, each once, refused ones kept with the reason."""

import datetime
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.uids import uid_of
from xinlian.simulators.actions.standings import hold, refresh
from xinlian.simulators.models import Device, Run, Scenario, Simulator, SimulatorVersion, StrayRun, Trainee, Turn
from xinlian.simulators.rules.runs import PRACTICE, Known, Said, digest, may_take

TRIES = 3
MOST_STRAYS = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """A run as it came: what the machine called it, what it said, and that as it was written."""

    uid: uuid.UUID
    said: Said
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a run: taken (`known`: once before), or why not, with facts for its sentence."""

    uid: uuid.UUID
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    known: bool = False


def take(
    *,
    simulator: Simulator,
    version: SimulatorVersion,
    device: Device | None,
    door: str,
    told: Sequence[Told],
    by: Person | None,
    at: datetime.datetime,
) -> list[Taken]:
    """Take what can be taken, in one transaction; what became of each, in order. A run said again is taken once.

    Boards of the union follow. Whoever else takes the same run in the same moment makes us look once more.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                became = _taken(simulator, version, device, door, told, at)
                new = [one for one in became if not one.code and not one.known]
                refused = sum(bool(one.code) for one in became)
                about = device or simulator
                record("runs.taken", about, by=by, at=at, door=door, runs=len(new), refused=refused)
            return became
        except IntegrityError:
            if not left:
                raise
    return []


def _taken(
    simulator: Simulator,
    version: SimulatorVersion,
    device: Device | None,
    door: str,
    told: Sequence[Told],
    at: datetime.datetime,
) -> list[Taken]:
    people = {one.number: one for one in _trainees(simulator, told)}
    hold(one.pk for one in people.values())
    look = _Look(simulator, version, device, people, _scenarios(simulator, told), _turns(told), _known(told))
    became: list[Taken] = []
    runs: list[Run] = []
    for one in told:
        taken = look.judge(one, at)
        became.append(taken)
        if taken.code and door != "table":  # the upload names its rows itself
            keep_stray(simulator, device, door, one, taken, at)
        elif not taken.code and not taken.known:
            runs.append(look.run(one, door, at))
    Run.objects.bulk_create(runs)
    Turn.objects.filter(run__in=runs).update(state="done")
    if device is not None:
        Device.objects.filter(pk=device.pk).update(heard_at=at)
    refresh({run.trainee_id for run in runs if run.mode == "graded"}, at)
    return became


@dataclass(slots=True)
class _Look:
    """What is known about the runs of one call; grows with each that is taken."""

    simulator: Simulator
    version: SimulatorVersion
    device: Device | None
    people: dict[str, Trainee]
    scenarios: dict[str, Scenario]
    turns: dict[uuid.UUID, Turn]
    digests: dict[uuid.UUID, str]

    def judge(self, told: Told, at: datetime.datetime) -> Taken:
        """Whether it is taken; remembers that it was."""
        said, before = told.said, self.digests.get(told.uid)
        if before is not None:
            return Taken(told.uid, "" if before == digest(said) else "run_changed", known=before == digest(said))
        trainee, turn = self.people.get(said.number), self._turn(said)
        mine = turn is not None and trainee is not None and turn.trainee_id == trainee.pk
        known = Known(
            trainee=trainee is not None,
            scenario=said.scenario in self.scenarios,
            full=self.version.full,
            registration=not said.registration or mine,
            used=turn is not None and turn.state == "done",
            blocked=self.device is not None and self.device.blocked_at is not None,
        )
        decision = may_take(said, known, at)
        if not decision.ok:
            return Taken(told.uid, decision.missing[0], self._facts(said))
        self.digests[told.uid] = digest(said)
        if turn is not None:
            turn.state = "done"
        return Taken(told.uid)

    def run(self, told: Told, door: str, at: datetime.datetime) -> Run:
        """The row of a run that is taken."""
        said, trainee = told.said, self.people[told.said.number]
        run = Run(uid=told.uid, trainee=trainee, scenario=self.scenarios[said.scenario], version=self.version)
        turn = self._turn(said)
        run.device, run.turn, run.door = self.device, turn, door
        run.mode = PRACTICE if turn is not None and not turn.graded else said.mode
        run.marks, run.seconds = said.marks or 0, said.seconds
        run.faults = [{"name": name, "count": count} for name, count in said.faults]
        run.ended_at, run.taken_at, run.digest = said.ended_at, at, digest(said)
        run.union_path, run.shard = trainee.union_path, trainee.shard
        return run

    def _turn(self, said: Said) -> Turn | None:
        uid = uid_of(said.registration)
        return self.turns.get(uid) if uid else None

    def _facts(self, said: Said) -> dict[str, Any]:
        return {
            "number": said.number[:20],
            "scenario": said.scenario[:80],
            "marks": str(said.marks)[:20],
            "full": f"{self.version.full.normalize():f}",
        }


def keep_stray(
    simulator: Simulator, device: Device | None, door: str, told: Told, taken: Taken, moment: datetime.datetime
) -> None:
    """Keep what was refused, once however often it is said, and of each machine no more than somebody can see to."""
    if StrayRun.objects.filter(union=simulator.union_id, device=device, settled_at=None).count() >= MOST_STRAYS:
        return  # a machine gone wrong says the same a thousand times over; the officer sees that it did
    said = {"uid": str(told.uid), **told.raw}
    marked = hashlib.sha256(json.dumps([said, taken.code], sort_keys=True, default=str).encode()).hexdigest()
    stray = StrayRun(union_id=simulator.union_id, device=device, door=door, code=taken.code, facts=dict(taken.facts))
    stray.said, stray.digest, stray.at = said, marked, moment
    stray.union_path, stray.shard = simulator.union_path, simulator.shard
    StrayRun.objects.bulk_create([stray], ignore_conflicts=True)


def _trainees(simulator: Simulator, told: Sequence[Told]) -> list[Trainee]:
    numbers = {one.said.number for one in told}
    return list(Trainee.objects.filter(union=simulator.union_id, number__in=numbers).select_related("person"))


def _scenarios(simulator: Simulator, told: Sequence[Told]) -> dict[str, Scenario]:
    names = {one.said.scenario for one in told}
    rows = Scenario.objects.filter(simulator=simulator, retired_at=None)
    found = {one.code: one for one in rows} | {one.iri: one for one in rows}
    return {name: found[name] for name in names if name in found}


def _turns(told: Sequence[Told]) -> dict[uuid.UUID, Turn]:
    uids = [uid for one in told if (uid := uid_of(one.said.registration)) is not None]
    return {one.uid: one for one in Turn.objects.filter(uid__in=uids)} if uids else {}


def _known(told: Sequence[Told]) -> dict[uuid.UUID, str]:
    return dict(Run.objects.filter(uid__in=[one.uid for one in told]).values_list("uid", "digest"))
