"""What came of the demo's classes: exams, runs on simulators, decisions, passes."""

import datetime
import hashlib
import secrets
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from xinlian.assessment.models import Candidate, Exam, Sitting
from xinlian.assessment.queries.drawing import approved
from xinlian.assessment.rules import papers
from xinlian.credentials import signing
from xinlian.credentials.actions import passes, statuses
from xinlian.credentials.models import PassStep, StatusList, WorkPass
from xinlian.credentials.rules import codes
from xinlian.engines.exams.papers import draw
from xinlian.simulators.models import Device, Run, Scenario, Trainee
from xinlian.testing.demo.base_classes import Held
from xinlian.testing.machines import MACHINES, play
from xinlian.training.models import Builder, Clearance, TrainingClass, Violation, ViolationRule
from xinlian.training.queries.cases import cases
from xinlian.training.rules import clearance

if TYPE_CHECKING:
    from xinlian.testing.demo.base import World

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
CHUNK = 500
TASK_OF = {
    101: ("welding", "W1"),
    202: ("gantry", "G1"),
    204: ("loader", "L1"),
    206: ("paver", "P1"),
    208: ("forklift", "F1"),
}


def load(world: "World", builders: Sequence[Builder], held: Sequence[Held]) -> int:
    """Everything after the class; how many rows, about."""
    skills = {one.pk: world.rng.gauss(0, 1) for one in builders}
    for one in held:
        _exam(world, one, skills)
    runs = _runs(world, held, skills)
    _violations(world, builders)
    decided = _decisions(world, builders)
    return len(held) * 50 + runs + decided


def _exam(world: "World", held: Held, skills: dict[int, float]) -> None:
    assert world.entry is not None
    paper = world.entry.paper
    if paper is None:
        return
    bank, opens = approved(paper.bank), held.training_class.batch.ends_at
    exam = Exam.objects.create(
        paper=paper,
        union=world.union,
        title=f"岗前培训第 {held.training_class.batch.number} 班",
        about_uid=held.training_class.uid,
        opens_at=opens,
        closes_at=opens + 2 * HOUR,
        attempts=2,
        seed=secrets.token_hex(16),
        items=sorted(int(key) for key in bank),
        state="published",
        published_at=opens + 3 * HOUR,
        set_by=world.officer,
        set_at=opens - DAY,
        **world.owned,
    )
    TrainingClass.objects.filter(pk=held.training_class.pk).update(exam=exam)
    drawn = draw(bank, papers.rows(paper.blueprint), exam.seed, shuffled=False, options=exam.seed)
    asked = [[int(one.key), f"{one.marks:f}", list(one.options)] for one in drawn]
    candidates = [Candidate(exam=exam, person=one.person, added_at=opens - DAY, **world.owned) for one in held.builders]
    Candidate.objects.bulk_create(candidates)
    sat = [
        _sitting(world, exam, candidate, asked, skills[one.pk])
        for candidate, one in zip(candidates, held.builders, strict=True)
        if world.rng.random() < 0.98
    ]
    Sitting.objects.bulk_create(sat)


def _sitting(world: "World", exam: Exam, candidate: Candidate, asked: list[list[object]], skill: float) -> Sitting:
    rng, chance = world.rng, min(0.99, max(0.3, 0.86 + 0.08 * skill))
    earned = [str(worth) if rng.random() < chance else "0" for _item, worth, _options in asked]
    return Sitting(
        exam=exam,
        candidate=candidate,
        person_id=candidate.person_id,
        attempt=1,
        client_uid=uuid.UUID(int=rng.getrandbits(128), version=4),
        paper=asked,
        began_at=exam.opens_at,
        ends_at=exam.opens_at + HOUR,
        seen_at=exam.opens_at + HOUR / 2,
        ended_at=exam.opens_at + HOUR / 2,
        ended_by="self",
        earned=earned,
        marks=sum((Decimal(one) for one in earned), Decimal()),
        **world.owned,
    )


def _runs(world: "World", held: Sequence[Held], skills: dict[int, float]) -> int:
    trainees = {one.person_id: one for one in Trainee.objects.filter(union=world.union)}
    scenarios = {one.code: one for one in Scenario.objects.filter(simulator__union=world.union)}
    machines = {one.kind: one for one in MACHINES}
    devices: dict[int, list[Device]] = {}
    for device in Device.objects.filter(version__simulator__union=world.union).select_related("version"):
        devices.setdefault(device.version.simulator_id, []).append(device)
    rows = []
    for one in held:
        for builder in one.builders:
            if builder.trade.code not in TASK_OF or builder.person_id not in trainees:
                continue
            kind, code = TASK_OF[builder.trade.code]
            for number in range(world.rng.randrange(1, 4)):
                score = play(machines[kind], skills[builder.pk], number, world.rng)
                device = world.rng.choice(devices[scenarios[code].simulator_id])
                rows.append(_run(world, one, trainees[builder.person_id], scenarios[code], device, score, number))
    Run.objects.bulk_create(rows, batch_size=CHUNK)
    return len(rows)


def _run(
    world: "World", held: Held, trainee: Trainee, scenario: Scenario, device: Device, score: object, number: int
) -> Run:
    ended = held.training_class.batch.ends_at - (4 - number) * HOUR
    uid = uuid.UUID(int=world.rng.getrandbits(128), version=4)
    return Run(
        uid=uid,
        trainee=trainee,
        scenario=scenario,
        version=device.version,
        device=device,
        mode="graded",
        marks=score.marks,  # type: ignore[attr-defined]
        seconds=score.seconds,  # type: ignore[attr-defined]
        faults=[{"name": name, "count": count} for name, count in score.faults],  # type: ignore[attr-defined]
        ended_at=ended,
        door="post",
        digest=hashlib.sha256(uid.bytes).hexdigest(),
        taken_at=ended,
        **world.owned,
    )


def _violations(world: "World", builders: Sequence[Builder]) -> None:
    rules = list(ViolationRule.objects.filter(project=world.project))
    rows = []
    for one in builders:
        if one.left_on is None and world.rng.random() < 0.06:
            rule, seen = world.rng.choice(rules), world.now - world.rng.randrange(1, 200) * DAY
            if seen > one.came_at + 5 * DAY:
                uid = uuid.UUID(int=world.rng.getrandbits(128), version=4)
                said = {"seen_at": seen, "noted_at": seen, "noted_by": world.officer, "client_uid": uid, **world.owned}
                rows.append(Violation(builder=one, rule=rule, points=rule.points, **said))
    Violation.objects.bulk_create(rows, batch_size=CHUNK)


def _decisions(world: "World", builders: Sequence[Builder]) -> int:
    """As the rules decide today, for those who work there now; a pass for everybody cleared who has none."""
    on, count = timezone.localdate(world.now), 0
    for start in range(0, len(builders), CHUNK):
        several = [one for one in builders[start : start + CHUNK] if one.left_on is None]
        found = cases(several, on)
        verdicts = [(one, clearance.decide(found[one.pk], on)) for one in several]
        ready = [(one, verdict) for one, verdict in verdicts if verdict.ok]
        known = set(
            WorkPass.objects.filter(person__in=[one.person_id for one, _ in ready]).values_list("person", flat=True)
        )
        given = _passes(world, [pair for pair in ready if pair[0].person_id not in known])
        Clearance.objects.bulk_create(_clearance(world, one, verdict, given) for one, verdict in verdicts)
        count += len(verdicts) + len(given)
    return count


def _clearance(world: "World", one: Builder, verdict: clearance.Verdict, given: dict[int, WorkPass]) -> Clearance:
    return Clearance(
        builder=one,
        ok=verdict.ok,
        reasons=[reason.kept() for reason in verdict.reasons],
        trade=one.trade,
        until=verdict.until,
        work_pass=given.get(one.person_id),
        decided_at=world.now,
        decided_by=world.officer,
        **world.owned,
    )


def _passes(world: "World", ready: Sequence[tuple[Builder, clearance.Verdict]]) -> dict[int, WorkPass]:
    key = signing.standing("pass", world.union.union_path, world.now)
    listed = statuses.open_list(use="pass", by=world.officer, at=world.now)
    places = set(WorkPass.objects.filter(listed=listed).values_list("place", flat=True))
    made = []
    for one, verdict in ready:
        place = world.rng.randrange(listed.places)
        while place in places:
            place = world.rng.randrange(listed.places)
        places.add(place)
        assert verdict.until is not None
        ends = datetime.datetime.combine(verdict.until + DAY, datetime.time(), timezone.get_current_timezone())
        row = WorkPass(person=one.person, issuer=world.union, name=one.person.name, key=key, listed=listed, place=place)
        row.trades, row.begins_at, row.ends_at = [[one.trade.code, 0]], world.now, ends
        row.issued_at, row.issued_by, row.number = world.now, world.officer, secrets.token_hex(passes.NUMBER_BYTES)
        row.union_path, row.shard = world.union.union_path, world.union.shard
        row.code = codes.code_of(bytes.fromhex(row.number))
        row.token = passes.token_of(row, key)
        made.append(row)
    WorkPass.objects.bulk_create(made)
    PassStep.objects.bulk_create(
        [PassStep(work_pass=row, state="valid", at=world.now, by=world.officer, **world.owned) for row in made]
    )
    StatusList.objects.filter(pk=listed.pk).update(given=listed.given + len(made))
    return {row.person_id: row for row in made}
