"""Studios on a builder's phone: my proposals, what I work on, the studios of my project, what was made."""

from typing import Any

from django.db.models import QuerySet

from xinlian.people.identity import mask_name
from xinlian.people.models import Person
from xinlian.training.models import Builder, Improvement, Project, Trainer
from xinlian.training.queries import studios

SHOWN = 30


def project_of(person: Person) -> Project | None:
    """The project where somebody works, else where they teach; the newest of several."""
    works = Builder.objects.filter(person=person, left_on=None).select_related("project__union").order_by("-came_at")
    if (builder := works.first()) is not None:
        return builder.project
    teaches = Trainer.objects.filter(person=person, ended_on=None).select_related("project__union").order_by("-pk")
    trainer = teaches.first()
    return trainer.project if trainer else None


def of(person: Person) -> dict[str, Any]:
    """All that the page shows. Of other people it names the leads; who proposed something stands with a masked name."""
    project = project_of(person)
    own = Improvement.objects.filter(proposed_by=person).select_related("studio").order_by("-proposed_at", "-id")
    return {
        "project": project,
        "proposals": list(own[:SHOWN]),
        "mine": _mine(person),
        "studios": [one for one in studios.lines(project) if one.studio.closed_on is None] if project else [],
        "finished": _finished(project) if project else [],
    }


def _mine(person: Person) -> list[dict[str, Any]]:
    """What somebody works on, with its steps; what they said of it waits for a confirmation or has it."""
    rows = Improvement.objects.filter(workers__person=person, state__in=("accepted", "running", "done"))
    several = list(rows.select_related("studio").prefetch_related("steps", "gains").order_by("-proposed_at"))
    return [{"row": one, "steps": one.steps.all(), "gains": one.gains.all()} for one in several]


def _finished(project: Project) -> list[dict[str, Any]]:
    rows = Improvement.objects.filter(project=project, state="done").select_related("studio", "proposed_by")
    return [
        {
            "row": one.row,
            "used": one.used,
            "sums": [each for each in one.sums if each.confirmed],
            "who": mask_name(one.row.proposed_by.name) if one.row.proposed_by else "",
        }
        for one in studios.listed(rows.order_by("-decided_at")[:SHOWN])
    ]


def own_work(person: Person) -> "QuerySet[Improvement]":
    """The improvements of which somebody may say what they spared."""
    return Improvement.objects.filter(workers__person=person)
