"""Joining a team by its code, from the page and from a phone's outbox: whose form it is, and the act."""

import datetime
from collections.abc import Mapping
from typing import Any

from xinlian.people.models import Person
from xinlian.training.actions import intake
from xinlian.training.forms.intake import BuilderForm
from xinlian.training.models import Team
from xinlian.training.who import KEEPERS, acting, leads


def for_others(team: Team, person: Person, at: datetime.datetime) -> bool:
    """Whether somebody registers others here: who leads the team, and officers."""
    return leads(person, team) or acting(person, at).holds(KEEPERS, team.union_path)


def form_for(team: Team, person: Person, data: Mapping[str, Any] | None, *, at: datetime.datetime) -> BuilderForm:
    """The form of whoever registers others, or one's own with what is known of oneself."""
    project: Any = team.section.project
    if for_others(team, person, at):
        return BuilderForm(data, project=project)
    said = {"name": person.name, "language": (person.languages or ["zh"])[0]}
    return BuilderForm(data, project=project, person=person, initial=said)


def entered(form: BuilderForm, team: Team, *, by: Person, at: datetime.datetime) -> intake.Registered:
    """Do what the form says. Raises Refused as `actions.intake.register`."""
    said = form.cleaned_data
    return intake.register(
        project=team.section.project,
        told=form.told(),
        team=team,
        trade=said["trade"],
        way="phone",
        client_uid=said["client_uid"],
        by=by,
        at=at,
    )
