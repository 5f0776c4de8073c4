"""A building project with its training base: sections, teams, rooms, trainers and what they teach."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models import Site
from xinlian.people.models import Firm, Person, Union
from xinlian.rows.models import Row

TIERS = [("company", _("公司级")), ("project", _("项目级")), ("team", _("班组级"))]


class Project(Row):
    """A project and its base. One for each union: the union owns whatever is written down there."""

    union = models.OneToOneField(Union, on_delete=models.PROTECT, related_name="project")
    name = models.CharField(max_length=80)
    base_name = models.CharField(max_length=80)
    area_m2 = models.PositiveIntegerField(null=True, blank=True)
    goal = models.PositiveIntegerField(help_text="person-times to be trained from begins_on to ends_on")
    begins_on = models.DateField()
    ends_on = models.DateField()
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", help_text="whose gates it opens"
    )
    hall_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField(
        null=True, blank=True, help_text="when the clock last went through everybody on whom was decided"
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="project_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
            models.CheckConstraint(name="project_goal_some", condition=Q(goal__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class Section(Row):
    """A section of the works (标段)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="section_number_once"),
            models.UniqueConstraint(fields=["project", "name"], name="section_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(Row):
    """A team (班组) of a section, of the contractor or of a subcontractor; its leader sees who of it is ready."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=60)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, null=True, blank=True, related_name="teams")
    leader = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="teams_led")
    join_key = models.CharField(max_length=32, unique=True, help_text="what the code for joining knows; can be changed")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["section", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["section", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Room(Row):
    """A centre or a room of the base, and how many fit in."""

    KINDS = [("centre", _("中心")), ("room", _("教室"))]

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=6, choices=KINDS)
    capacity = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["project", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="room_name_once"),
            models.CheckConstraint(name="room_holds_somebody", condition=Q(capacity__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class Subject(Row):
    """What is taught in one session or several: at which of the three tiers its hours count, in a room or on simulators."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=60)
    tier = models.CharField(max_length=7, choices=TIERS)
    practical = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["project", "tier", "name"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="subject_name_once")]

    def __str__(self) -> str:
        return self.name


class Trainer(Row):
    """Somebody who teaches at a base: which subjects, on which days of the week (1 is Monday)."""

    own = "person"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="trainers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="teaches_at")
    subjects = models.ManyToManyField(Subject, related_name="trainers", blank=True)
    weekdays = models.JSONField(default=list, help_text="[1, …, 7]; empty: every day")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["project", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="trainer_once")]

    def __str__(self) -> str:
        return f"trainer {self.uid}"


class Absence(Row):
    """Days on which a trainer does not teach."""

    own = "trainer__person"

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        ordering = ["trainer", "first_on"]
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(last_on__gte=F("first_on")))
        ]

    def __str__(self) -> str:
        return f"{self.first_on} {self.last_on}"
