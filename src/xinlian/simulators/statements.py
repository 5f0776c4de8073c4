"""Runs out of xAPI statements: what the store of records kept is looked at in the same transaction.

A statement is a run when its object is a scenario of the client's union, it carries a score, and its verb says that something
was finished. Its id is the run's UUID; the actor is an account whose name is the trainee's number. Without the extension
`urn:x-xinlian:simulation-mode` it is practice: only what says `graded` ranks. Voiding the statement withdraws the run. A device
tells of its own simulator only; other clients of the union of any, scored by the latest version.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.times import moment, seconds
from xinlian.records.models import Client
from xinlian.records.slots import voided_of
from xinlian.rows.planned import fetched, one_of
from xinlian.rows.uids import uid_of
from xinlian.simulators import strangers
from xinlian.simulators.actions import taking
from xinlian.simulators.actions.machines import withdraw_said
from xinlian.simulators.models import Device, Run, Scenario, Simulator, SimulatorVersion, Turn
from xinlian.simulators.reading import marks_of
from xinlian.simulators.rules.runs import LONGEST_FAULT, MOST_FAULTS, PRACTICE, Said

MODE, FAULTS = "urn:x-xinlian:simulation-mode", "urn:x-xinlian:faults"
VERBS = {f"http://adlnet.gov/expapi/verbs/{name}" for name in ("completed", "passed", "failed", "scored", "mastered")}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
KNOWN = """SELECT iri FROM simulators_scenario JOIN simulators_simulator s ON s.id = simulator_id
    WHERE s.union_id = %s AND iri {}"""
Heard = Mapping[str, Any]
TAKEN_BACK = "机器收回了这次成绩"


def heard(client: Client, statements: Sequence[Heard], at: datetime.datetime) -> Callable[[], None] | None:
    """Take the runs among new statements of a client, and withdraw those that were voided; None where there are none."""
    ended = [one for one in statements if one["verb"]["id"] in VERBS and _score(one)]
    named = [one["object"]["id"] for one in statements if one["verb"]["id"] == VOIDED]
    known = _known(client, ended) if ended else []
    if not known and not named:
        return None

    def act() -> None:
        tasks = _tasks(client, known)
        if tasks:
            _take(client, known, tasks, at)
        gone = _voided(client, [*named, *(one["id"] for one in known)])
        if gone:
            runs = Run.objects.filter(uid__in=gone, door="xapi", union_path=client.union_path)
            withdraw_said(runs=runs, why=TAKEN_BACK, by=None, at=at)

    return act


def _known(client: Client, statements: Sequence[Heard]) -> list[Heard]:
    """Those about scenarios of the client's union: asked for every batch, so as plain SQL and for no more than their names."""
    names = strangers.perhaps(client.union_id, (str(one["object"].get("id", "")) for one in statements))
    if not names:
        return []
    marks, bound = one_of(names)
    iris = {iri for (iri,) in fetched(KNOWN.format(marks), [client.union_id, *bound])}
    strangers.remember(client.union_id, [name for name in names if name not in iris])
    return [one for one in statements if one["object"].get("id") in iris] if iris else []


def _tasks(client: Client, statements: Sequence[Heard]) -> dict[str, Scenario]:
    names = {one["object"]["id"] for one in statements}
    rows = Scenario.objects.filter(iri__in=names, simulator__union=client.union_id).select_related("simulator__union")
    return {one.iri: one for one in rows}


def _voided(client: Client, named: Sequence[str]) -> list[uuid.UUID]:
    """Those that the client's own store holds for void: it knows who may void whose, and what was voided before it came."""
    return list(voided_of(client.union_path, [uuid.UUID(uid) for uid in named]))


def _take(client: Client, known: Sequence[Heard], tasks: Mapping[str, Scenario], at: datetime.datetime) -> None:
    device = _device(client)
    turns = _turns(known)
    by_simulator: dict[Simulator, list[Heard]] = defaultdict(list)
    for one in known:
        by_simulator[device.version.simulator if device else tasks[one["object"]["id"]].simulator].append(one)
    for simulator, several in by_simulator.items():
        version = device.version if device else simulator.versions.all()[0]
        told = [taking.Told(uuid.UUID(one["id"]), _said(one, version, turns), _raw(one)) for one in several]
        taking.take(simulator=simulator, version=version, device=device, door="xapi", told=told, by=None, at=at)


def _device(client: Client) -> Device | None:
    if client.about_uid is None:
        return None
    return Device.objects.filter(uid=client.about_uid).select_related("version__simulator").first()


def _turns(statements: Sequence[Heard]) -> set[uuid.UUID]:
    """The registrations that are turns of ours; other systems count their own attempts by others."""
    named = {uid for one in statements if (uid := uid_of(_registration(one))) is not None}
    return set(Turn.objects.filter(uid__in=named).values_list("uid", flat=True)) if named else set()


def _said(one: Heard, version: SimulatorVersion, turns: set[uuid.UUID]) -> Said:
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


def _score(one: Heard) -> Mapping[str, Any]:
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


def _registration(one: Heard) -> str:
    return str(one.get("context", {}).get("registration", ""))


def _faults(said: Any) -> tuple[tuple[str, int], ...]:
    """What an extension says of faults, as far as it can be read."""
    found = []
    for one in said if isinstance(said, list) else []:
        name, count = (one.get("name"), one.get("count", 1)) if isinstance(one, Mapping) else (None, None)
        if isinstance(name, str) and isinstance(count, int) and name:
            found.append((name[:LONGEST_FAULT], count))
    return tuple(found[:MOST_FAULTS])


def _raw(one: Heard) -> dict[str, Any]:
    return {
        "trainee": str(one["actor"].get("account", {}).get("name", ""))[:40],
        "scenario": str(one["object"]["id"])[:200],
        "score": dict(_score(one)),
        "ended_at": one["timestamp"],
    }
