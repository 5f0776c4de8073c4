"""What the desk sees of a base: the project and its goal, sections and teams, rooms, subjects, trainers, demands."""

import datetime
import uuid

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from xinlian.credentials.models import Site, Trade
from xinlian.people.models import Firm, Grant, Person, Union
from xinlian.people.scope import Viewer, below, scope
from xinlian.rows.paths import parents
from xinlian.training.models import Absence, Builder, Project, Room, Section, Subject, Team, TradeDemand, Trainer
from xinlian.training.who import KEEPERS, MEDICS, READERS

HERE = Q(builders__left_on=None)


def projects(viewer: Viewer, roles: tuple[str, ...] = READERS) -> "QuerySet[Project]":
    """The projects in which one of the roles is held."""
    rows = Project.objects.select_related("union", "site").order_by("made_at", "id")
    return scope(viewer, rows, roles)


def for_medics(viewer: Viewer) -> "QuerySet[Project]":
    """The projects whose medical checks the viewer keeps."""
    return projects(viewer, MEDICS)


def unions_without(viewer: Viewer) -> "QuerySet[Union]":
    """The unions that the viewer could set a project up for."""
    return Union.objects.filter(below(viewer.paths(KEEPERS)), closed_on=None, project=None).order_by("union_path")


def sites(viewer: Viewer) -> "QuerySet[Site]":
    """The sites that a project could stand on."""
    return Site.objects.filter(below(viewer.paths(KEEPERS)), closed_on=None)


def sections(project: Project) -> "QuerySet[Section]":
    """Sections with their teams, each with how many work in it."""
    teams = Team.objects.select_related("firm", "leader").annotate(people=Count("builders", filter=HERE))
    return project.sections.prefetch_related(Prefetch("teams", teams, to_attr="listed"))


def rooms(project: Project) -> "QuerySet[Room]":
    """Centres and rooms."""
    return project.rooms.all()


def subjects(project: Project) -> "QuerySet[Subject]":
    """What is taught."""
    return project.subjects.all()


def trainers(project: Project) -> "QuerySet[Trainer]":
    """Who teaches, with what."""
    return project.trainers.select_related("person").prefetch_related("subjects", "absences")


def demands(project: Project) -> "QuerySet[TradeDemand]":
    """What trades ask."""
    return project.demands.select_related("trade")


def people(project: Project) -> dict[str, int]:
    """How many work there now, how many came in the last thirty days."""
    month = timezone.now() - datetime.timedelta(days=30)
    rows = Builder.objects.filter(project=project)
    return {"now": rows.filter(left_on=None).count(), "lately": rows.filter(came_at__gte=month).count()}


def team(viewer: Viewer, uid: uuid.UUID, roles: tuple[str, ...] = READERS) -> "QuerySet[Team]":
    """A team that the viewer may see."""
    rows = Team.objects.filter(uid=uid).select_related("section__project__union", "firm", "leader")
    return scope(viewer, rows, roles)


def teams(project: Project, on: datetime.date) -> "QuerySet[Team]":
    """The teams that take people on a day."""
    rows = Team.objects.filter(section__project=project).filter(Q(closed_on=None) | Q(closed_on__gt=on))
    return rows.select_related("section").order_by("section__number", "name")


def room(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Room]":
    """A room that the viewer keeps."""
    return scope(viewer, Room.objects.filter(uid=uid).select_related("project__union"), KEEPERS)


def subject(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Subject]":
    """A subject that the viewer keeps."""
    return scope(viewer, Subject.objects.filter(uid=uid).select_related("project__union"), KEEPERS)


def trainer(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Trainer]":
    """A trainer whom the viewer keeps."""
    return scope(viewer, Trainer.objects.filter(uid=uid).select_related("project__union", "person"), KEEPERS)


def absence(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Absence]":
    """Days away that the viewer keeps."""
    return scope(viewer, Absence.objects.filter(uid=uid).select_related("trainer__person"), KEEPERS)


def trades(on: datetime.date) -> "QuerySet[Trade]":
    """The trades that are there on a day."""
    return Trade.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on))


def firms(project: Project) -> "QuerySet[Firm]":
    """Firms that teams of a project may belong to: of its union, below and above."""
    return Firm.objects.filter(below([project.union_path]) | Q(union_path__in=parents(project.union_path)))


def could_teach(project: Project) -> "QuerySet[Person]":
    """Who holds the role of a trainer at the project or above it."""
    today = timezone.localdate()
    held = Grant.objects.filter(role="trainer", union_path__in=parents(project.union_path), since_on__lte=today)
    held = held.filter(Q(until_on=None) | Q(until_on__gte=today))
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")


def leader_by_phone(project: Project, key: str) -> Person | None:
    """Somebody of the project's union by the key of their phone."""
    rows = Person.objects.filter(below([project.union_path]), phone_key=key, is_active=True)
    return rows.first()


def section(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Section]":
    """A section that the viewer keeps."""
    return scope(viewer, Section.objects.filter(uid=uid).select_related("project__union"), KEEPERS)
