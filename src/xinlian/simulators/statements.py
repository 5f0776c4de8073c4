"""Runs out of xAPI statements: what the store of records kept is looked at in the same transaction.

A statement is a run when its object is a scenario of the client's union, it carries a score, and its verb says that something
was finished. Its id is the run's UUID; the actor is an account whose name is the trainee's number. Without the extension
`urn:x-xinlian:simulation-mode` it is practice: only what says `graded` ranks. Voiding the statement withdraws the run.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.times import moment, seconds
from xinlian.records.models import Client
from xinlian.rows.uids import uid_of
from xinlian.simulators.actions import taking
from xinlian.simulators.actions.machines import withdraw_said
from xinlian.simulators.models import Device, Run, Scenario, SimulatorVersion, Turn
from xinlian.simulators.reading import marks_of
from xinlian.simulators.rules.runs import LONGEST_FAULT, MOST_FAULTS, PRACTICE, Said

MODE, FAULTS = "urn:x-xinlian:simulation-mode", "urn:x-xinlian:faults"
VERBS = {f"http://adlnet.gov/expapi/verbs/{name}" for name in ("completed", "passed", "failed", "scored", "mastered")}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
Statement = Mapping[str, Any]


def heard(client: Client, statements: Sequence[Statement], at: datetime.datetime) -> None:
    """Take the runs among new statements of a client, and withdraw those that were voided."""
    ended = [one for one in statements if one["verb"]["id"] in VERBS and _score(one)]
    voided = [one["object"]["id"] for one in statements if one["verb"]["id"] == VOIDED]
    if ended:
        _take(client, ended, at)
    if voided:
        withdraw_said(runs=Run.objects.filter(uid__in=voided, door="xapi"), why="xAPI voided", by=None, at=at)


def _take(client: Client, statements: Sequence[Statement], at: datetime.datetime) -> None:
    names = {str(one["object"].get("id", "")) for one in statements}
    rows = Scenario.objects.filter(iri__in=names, simulator__union=client.union_id).select_related("simulator__union")
    tasks = {one.iri: one for one in rows}
    known = [one for one in statements if one["object"].get("id") in tasks]
    if not known:
        return
    device = _device(client)
    turns = _turns(known)
    by_simulator: dict[int, list[Statement]] = defaultdict(list)
    for one in known:
        by_simulator[tasks[one["object"]["id"]].simulator_id].append(one)
    for several in by_simulator.values():
        simulator = tasks[several[0]["object"]["id"]].simulator
        version = _version(device, simulator.pk)
        here = device if device is not None and device.version.simulator_id == simulator.pk else None
        told = [taking.Told(uuid.UUID(one["id"]), _said(one, version, turns), _raw(one)) for one in several]
        taking.take(simulator=simulator, version=version, device=here, door="xapi", told=told, by=None, at=at)


def _device(client: Client) -> Device | None:
    if client.about_uid is None:
        return None
    return Device.objects.filter(uid=client.about_uid).select_related("version__simulator").first()


def _version(device: Device | None, simulator: int) -> SimulatorVersion:
    """The device's own, or the latest of a simulator that others tell of."""
    if device is not None and device.version.simulator_id == simulator:
        return device.version
    return SimulatorVersion.objects.filter(simulator=simulator).order_by("-made_at", "-pk")[0]


def _turns(statements: Sequence[Statement]) -> set[uuid.UUID]:
    """The registrations that are turns of ours; other systems count their own attempts by others."""
    named = {uid for one in statements if (uid := uid_of(_registration(one))) is not None}
    return set(Turn.objects.filter(uid__in=named).values_list("uid", flat=True)) if named else set()


def _said(one: Statement, version: SimulatorVersion, turns: set[uuid.UUID]) -> Said:
    registration = _registration(one)
    extensions = {**one.get("context", {}).get("extensions", {}), **one["result"].get("extensions", {})}
    return Said(
        number=str(one["actor"].get("account", {}).get("name", "")),
        scenario=str(one["object"]["id"]),
        marks=_marks(_score(one), version),
        seconds=_seconds(one["result"].get("duration")),
        ended_at=moment(one["timestamp"]),
        mode=str(extensions.get(MODE, PRACTICE)),
        registration=registration if uid_of(registration) in turns else "",
        faults=_faults(extensions.get(FAULTS)),
    )


def _score(one: Statement) -> Mapping[str, Any]:
    result = one.get("result")
    score = result.get("score") if isinstance(result, Mapping) else None
    return score if isinstance(score, Mapping) and ("raw" in score or "scaled" in score) else {}


def _marks(score: Mapping[str, Any], version: SimulatorVersion) -> Decimal | None:
    """The raw score, or the scaled one of full marks."""
    if "raw" in score:
        return marks_of(score["raw"])
    scaled = marks_of(score["scaled"])
    return None if scaled is None else marks_of(Decimal(str(score["scaled"])) * version.full)


def _seconds(duration: Any) -> int | None:
    try:
        return None if duration is None else int(seconds(duration))
    except Bad:
        return None


def _registration(one: Statement) -> str:
    return str(one.get("context", {}).get("registration", ""))


def _faults(said: Any) -> tuple[tuple[str, int], ...]:
    """What an extension says of faults, as far as it can be read."""
    found = []
    for one in said if isinstance(said, list) else []:
        name, count = (one.get("name"), one.get("count", 1)) if isinstance(one, Mapping) else (None, None)
        if isinstance(name, str) and isinstance(count, int) and name:
            found.append((name[:LONGEST_FAULT], count))
    return tuple(found[:MOST_FAULTS])


def _raw(one: Statement) -> dict[str, Any]:
    return {
        "trainee": str(one["actor"].get("account", {}).get("name", ""))[:40],
        "scenario": str(one["object"]["id"])[:200],
        "score": dict(_score(one)),
        "ended_at": one["timestamp"],
    }
