"""Deciding who may go to work: the verdict kept with its reasons, and the pass that follows from it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from xinlian.credentials.models import WorkPass
from xinlian.credentials.rules.states import STANDS
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training.actions.verdicts import Settled, settle
from xinlian.training.models import Builder, Clearance, Project, TrainingClass
from xinlian.training.queries import standing
from xinlian.training.queries.facts import CAME
from xinlian.training.who import KEEPERS, acting, demand_keeper

CHUNK = 100


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of deciding on many: how many may go to work and how many not, new passes, and who was refused why."""

    ready: int = 0
    held: int = 0
    passes: int = 0
    refused: list[tuple[Builder, Refused]] = field(default_factory=list)

    def plus(self, several: Iterable[Settled]) -> "Decided":
        """With some more."""
        found = list(several)
        rows = [one for one in found if one.refused is None]
        return Decided(
            self.ready + sum(one.clearance is not None and one.clearance.ok for one in rows),
            self.held + sum(one.clearance is not None and not one.clearance.ok for one in rows),
            self.passes + sum(one.passed for one in rows),
            [*self.refused, *((one.builder, one.refused) for one in found if one.refused is not None)],
        )


@transaction.atomic
def decide(*, builder: Builder, by: Person, at: datetime.datetime) -> Clearance:
    """Whether somebody may go to work now; a yes makes or renews the pass. Nothing new, and the newest decision answers.

    Raises Refused: role_officer, and those of the floor that makes passes (key_missing, pass_name, …).
    """
    demand_keeper(by, builder.union_path, at)
    return _alone(builder, issuing=True, by=by, at=at)


@transaction.atomic
def follow(*, builder: Builder, by: Person | None, at: datetime.datetime) -> Clearance:
    """The same where something else was done that may change it: a pass is stopped or let go on, never made."""
    return _alone(builder, issuing=False, by=by, at=at)


def follow_known(*, builder: Builder, by: Person, at: datetime.datetime) -> None:
    """The same, but who has no pass and was never decided on is left as they are."""
    if builder.clearances.exists() or standing.passes(builder.project, [builder.person_id]):
        follow(builder=builder, by=by, at=at)


def _alone(builder: Builder, *, issuing: bool, by: Person | None, at: datetime.datetime) -> Clearance:
    Builder.objects.filter(pk=builder.pk).update(trade=F("trade"))  # one decision about somebody at a time
    [found] = settle(builders=_whole([builder.pk]), issuing=issuing, by=by, at=at)
    if found.refused is not None:
        raise found.refused
    assert found.clearance is not None
    return found.clearance


def decide_many(*, builders: Sequence[Builder], by: Person, at: datetime.datetime) -> Decided:
    """On many of one project or several, a hundred in each transaction; who is refused holds up nobody else.

    Raises Refused role_officer before anything is done.
    """
    for path in {one.union_path for one in builders}:
        demand_keeper(by, path, at)
    return _many(builders, issuing=True, by=by, at=at)


def decide_anew(*, by: Person | None, at: datetime.datetime) -> Decided:
    """By the clock, of all projects: a medical that ran out, hours that fell due, points that faded, people who left."""
    stands = WorkPass.objects.filter(person=OuterRef("person"), issuer=OuterRef("project__union"), state__in=STANDS)
    again = Builder.objects.filter(project=OuterRef("project"), person=OuterRef("person"), left_on=None)
    here = Q(left_on=None) & Exists(Clearance.objects.filter(builder=OuterRef("pk")))
    gone = Q(left_on__isnull=False) & Exists(stands) & ~Exists(again)
    rows = Builder.objects.filter(here | gone).order_by("project", "pk")
    several = list(rows.only("pk", "project", "union_path"))
    done = _many(several, issuing=False, by=by, at=at)
    # What is noted from this moment on, the lists reckon themselves until the next round.
    Project.objects.filter(pk__in={one.project_id for one in several}).update(looked_at=at)
    return done


def when_class_finished(*, training_class: TrainingClass, by: Person, at: datetime.datetime) -> Decided:
    """Everybody who had a seat is decided on; whoever finished gets the certificate. Passes are made by officers only."""
    people = training_class.batch.seats.filter(state__in=CAME).values("application__person")
    project = training_class.programme.project
    rows = Builder.objects.filter(project=project, person__in=people, left_on=None).order_by("pk")
    officer = acting(by, at).holds(KEEPERS, training_class.union_path)
    return _many(list(rows), issuing=officer, by=by, at=at)


def _many(builders: Sequence[Builder], *, issuing: bool, by: Person | None, at: datetime.datetime) -> Decided:
    projects: dict[int, list[int]] = {}
    for one in builders:
        projects.setdefault(one.project_id, []).append(one.pk)
    done = Decided()
    for project, keys in sorted(projects.items()):
        for start in range(0, len(keys), CHUNK):
            done = done.plus(_chunk(project, keys[start : start + CHUNK], issuing=issuing, by=by, at=at))
    return done


@transaction.atomic
def _chunk(
    project: int, keys: Sequence[int], *, issuing: bool, by: Person | None, at: datetime.datetime
) -> list[Settled]:
    # First the project, so that two such rounds never wait for each other's people.
    Project.objects.filter(pk=project).update(goal=F("goal"))
    Builder.objects.filter(pk__in=keys).update(trade=F("trade"))
    return settle(builders=_whole(keys), issuing=issuing, by=by, at=at)


def _whole(keys: Sequence[int]) -> list[Builder]:
    rows = Builder.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.select_related("person", "trade", "team", "project__site", "project__union"))
