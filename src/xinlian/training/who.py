"""May who: roles at a base; asked inside the actions. Medical values are the medic's and one's own alone."""

import datetime

from xinlian.people.models import Person
from xinlian.people.scope import Viewer
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision, demand
from xinlian.training.models import Team

KEEPERS = ("officer",)
TEACHERS = ("officer", "trainer")
MEDICS = ("medic",)
READERS = ("officer", "trainer", "approver", "auditor")
DESK = (*READERS, "medic")
WATCHERS = ("officer", "inspector")


def acting(by: Person, at: datetime.datetime) -> Viewer:
    """Who acts, with the roles of that day."""
    return viewer_at(by, at)


def demand_keeper(by: Person, union_path: str, at: datetime.datetime) -> None:
    """The base's coordinator: an officer. Refused: role_officer."""
    demand(Decision.of(role_officer=acting(by, at).holds(KEEPERS, union_path)))


def demand_teacher(by: Person, union_path: str, at: datetime.datetime) -> None:
    """Trainers and officers. Refused: role_trainer."""
    demand(Decision.of(role_trainer=acting(by, at).holds(TEACHERS, union_path)))


def demand_medic(by: Person, union_path: str, at: datetime.datetime) -> None:
    """Whoever may know what a medical check found. Refused: role_medic."""
    demand(Decision.of(role_medic=acting(by, at).holds(MEDICS, union_path)))


def demand_watcher(by: Person, union_path: str, at: datetime.datetime) -> None:
    """Whoever notes violations on the site: inspectors and officers. Refused: role_watcher."""
    demand(Decision.of(role_watcher=acting(by, at).holds(WATCHERS, union_path)))


def leads(person: Person, team: Team) -> bool:
    """Whether somebody leads a team: they see its people and how far each has come, and no medical value."""
    return team.leader_id == person.pk
