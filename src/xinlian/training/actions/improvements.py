"""Improvements: proposed by whoever works on the site, answered, brought on step by step, who works on them, where used."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.notices.actions import tell
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.training.actions.studios import demand_open
from xinlian.training.models import Improvement, ImprovementStep, ImprovementWorker, Project, Studio, Team
from xinlian.training.queries.studios import here, sent
from xinlian.training.rules import studios as rules
from xinlian.training.who import demand_keeper


@transaction.atomic
def propose(
    *,
    project: Project,
    title: str,
    problem: str,
    idea: str,
    said_at: datetime.datetime,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Improvement:
    """Propose an improvement; sent twice it is the same. Everybody who works or teaches at the project may.

    Refused: improvement_here, improvement_title, improvement_problem, improvement_idea, improvement_too_old,
    improvement_known.
    """
    if (before := sent(client_uid, by)) is not None:
        return before
    demand(rules.may_propose(here=here(by, project), title=title, problem=problem, idea=idea, said_at=said_at, at=at))
    made = Improvement(project=project, title=title.strip(), problem=problem.strip(), idea=idea.strip())
    made.proposed_at, made.proposed_by, made.client_uid = said_at, by, client_uid
    made.union_path, made.shard = project.union_path, project.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same message, in another request at this moment
        return Improvement.objects.get(client_uid=client_uid, proposed_by=by)
    record("improvement.proposed", made, by=by, at=at)
    return made


@transaction.atomic
def write_down(
    *,
    studio: Studio,
    title: str,
    problem: str,
    idea: str,
    proposer: Person | None,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Improvement:
    """An officer writes down what a studio works on: accepted at once. `proposer`: whose idea it is, if somebody's.

    Refused: role_officer, studio_open, improvement_here, improvement_title, improvement_problem, improvement_idea.
    """
    demand_keeper(by, studio.union_path, at)
    demand_open(studio)
    project = studio.project
    whose = proposer is None or here(proposer, project)
    demand(rules.may_propose(here=whose, title=title, problem=problem, idea=idea, said_at=at, at=at))
    made = Improvement(project=project, studio=studio, title=title.strip(), problem=problem.strip(), idea=idea.strip())
    made.state, made.proposed_at, made.proposed_by = "accepted", at, proposer
    made.decided_at, made.decided_by, made.client_uid = at, by, client_uid
    made.union_path, made.shard = project.union_path, project.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return Improvement.objects.get(client_uid=client_uid, project=project)
    record("improvement.written_down", made, by=by, at=at)
    return made


@transaction.atomic
def move(
    *, improvement: Improvement, to: str, why: str, studio: Studio | None = None, by: Person, at: datetime.datetime
) -> Improvement:
    """Accept it into a studio, begin, finish or drop it. Whoever proposed it is told, with the reason.

    Refused: role_officer, improvement_state, improvement_studio, improvement_why, improvement_steps_open, studio_open.
    """
    demand_keeper(by, improvement.union_path, at)
    studio = studio or improvement.studio
    steps_open = ImprovementStep.objects.filter(improvement=improvement, done_on=None).count()
    demand(rules.may_move(state=improvement.state, to=to, why=why, studio=studio is not None, steps_open=steps_open))
    if studio is not None and to in rules.OPEN:
        demand_open(studio)
        if studio.project_id != improvement.project_id:
            raise Refused("improvement_studio")
    said = {"state": to, "why": why.strip(), "studio": studio, "decided_at": at, "decided_by": by}
    if not Improvement.objects.filter(pk=improvement.pk, state=improvement.state).update(**said):
        raise Refused("improvement_state")
    improvement.refresh_from_db()
    record("improvement.moved", improvement, by=by, at=at, state=to)
    _tell(improvement, by=by, at=at)
    return improvement


def _tell(improvement: Improvement, *, by: Person, at: datetime.datetime) -> None:
    if improvement.proposed_by is None:
        return
    facts = {"title": improvement.title, "state": improvement.state, "why": improvement.why}
    kind = "training.improvement_answered" if improvement.why else "training.improvement_moved"
    key, url = f"improvement:{improvement.uid}:{improvement.state}", reverse("training:my_studios")
    tell(to=improvement.proposed_by, kind=kind, facts=facts, key=key, url=url, by=by, at=at)


@transaction.atomic
def put_on(*, improvement: Improvement, person: Person, by: Person, at: datetime.datetime) -> ImprovementWorker:
    """Somebody works on an improvement. Refused: role_officer, improvement_going, studio_person_here, improvement_worker_there."""
    demand_keeper(by, improvement.union_path, at)
    demand(rules.may_work_on(state=improvement.state, here=here(person, improvement.project)))
    made = ImprovementWorker(improvement=improvement, person=person, since_on=timezone.localdate(at))
    made.union_path, made.shard = improvement.union_path, improvement.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("improvement_worker_there") from error
    record("improvement.put_on", made, by=by, at=at)
    return made


@transaction.atomic
def take_off(*, worker: ImprovementWorker, by: Person, at: datetime.datetime) -> None:
    """Somebody works on it no longer; only the journal keeps that they did. Refused: role_officer."""
    demand_keeper(by, worker.union_path, at)
    if ImprovementWorker.objects.filter(pk=worker.pk).delete()[0]:
        record("improvement.taken_off", worker, by=by, at=at)


@transaction.atomic
def use_in(*, improvement: Improvement, teams: Sequence[Team], by: Person, at: datetime.datetime) -> None:
    """Say which teams use it. Refused: role_officer, improvement_results, improvement_team."""
    demand_keeper(by, improvement.union_path, at)
    if improvement.state not in rules.WITH_RESULTS:
        raise Refused("improvement_results")
    if any(one.section.project_id != improvement.project_id for one in teams):
        raise Refused("improvement_team")
    improvement.teams.set(teams)
    record("improvement.used", improvement, by=by, at=at, count=len(teams))
