"""What is taught to whom and when: programmes, classes, their sessions, hours that count."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.models import Exam, Paper
from xinlian.credentials.models import CertificateTemplate, Trade
from xinlian.enrolment.models import Batch, Offering
from xinlian.people.models import Person
from xinlian.rows.models import Row
from xinlian.simulators.models import Scenario
from xinlian.training.models.builders import Builder
from xinlian.training.models.projects import TIERS, Project, Room, Subject, Trainer


class Programme(Row):
    """A course of some days, for some trades: its lessons in order, its exam, its practical tasks, what it leads to.

    Its offering holds who waits; its classes are the offering's batches.
    """

    KINDS = [("entry", _("上岗培训")), ("refresher", _("复训")), ("yearly", _("年度教育"))]

    offering = models.OneToOneField(Offering, on_delete=models.PROTECT, related_name="training_programme")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="programmes")
    kind = models.CharField(max_length=9, choices=KINDS)
    trades = models.ManyToManyField(Trade, related_name="training_programmes", blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pass_months = models.PositiveSmallIntegerField(default=12, help_text="for how long a pass by it holds")

    class Meta:
        ordering = ["project", "kind", "id"]
        constraints = [models.CheckConstraint(name="programme_months_some", condition=Q(pass_months__gte=1))]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Lesson(Row):
    """A session that every class of a programme has: which subject, on which day of the class, from when to when."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="lessons")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="lessons")
    day = models.PositiveSmallIntegerField(help_text="1 is the first day of the class")
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["programme", "day", "begins"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "day", "begins"], name="lesson_one_at_a_time"),
            models.CheckConstraint(name="lesson_ends_after_it_begins", condition=Q(ends__gt=F("begins"))),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.begins}"


class Task(Row):
    """A simulator's scenario that a programme asks for, with the least marks of a graded run."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="tasks")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="training_tasks")
    least_marks = models.DecimalField(max_digits=8, decimal_places=3)

    class Meta:
        ordering = ["programme", "trade", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "trade", "scenario"], name="task_once"),
            models.UniqueConstraint(
                fields=["programme", "scenario"], condition=Q(trade=None), name="task_of_all_trades_once"
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.uid}"


class TrainingClass(Row):
    """A batch of people who are taught a programme together, in one language."""

    public = ~Q(batch__offering__state="draft")

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="training_class")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="classes")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="classes")
    lead = models.ForeignKey(Trainer, on_delete=models.PROTECT, null=True, blank=True, related_name="classes_led")
    language = models.CharField(max_length=12, default="zh")
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, null=True, blank=True, related_name="training_classes")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-batch__starts_at", "id"]
        verbose_name_plural = "training classes"

    def __str__(self) -> str:
        return f"class {self.uid}"


class Session(Row):
    """One session of a class in the timetable; `code` is what attendance of it is kept under."""

    public = ~Q(training_class__batch__offering__state="draft")

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="sessions")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="sessions")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    code = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    makes_up = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="made_up_by")

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "code"], name="session_code_once"),
            models.CheckConstraint(name="session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [models.Index(fields=["union_path", "starts_at"], name="session_of_union")]

    def __str__(self) -> str:
        return f"session {self.uid}"


class Slot(models.Model):
    """A quarter of an hour that a session holds: of its class, its room and its trainer, none of them twice at a time.

    Not a row of its own: made and taken away with its session, so that the database refuses every clash.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slots")
    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training_class", "at"], name="slot_class_once"),
            models.UniqueConstraint(fields=["room", "at"], name="slot_room_once"),
            models.UniqueConstraint(fields=["trainer", "at"], name="slot_trainer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class HoursRule(Row):
    """How many hours are asked at a tier, or in all (tier ""), by when. A later row of the same kind replaces it.

    `within_days` 0: before a pass; else so many days after somebody came. `every_year`: counted anew each year after the first.
    """

    public = Q(id__gt=0)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="hours_rules")
    tier = models.CharField(max_length=7, choices=TIERS, blank=True)
    every_year = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField()
    within_days = models.PositiveSmallIntegerField(default=0)
    effective_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["project", "every_year", "tier", "-effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "tier", "every_year", "effective_on"], name="hours_rule_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.minutes}"


class HoursElsewhere(Row):
    """Hours that were taught outside the base, such as by the team on the site, as the desk noted them."""

    own = "builder__person"

    builder = models.ForeignKey(Builder, on_delete=models.CASCADE, related_name="hours_elsewhere")
    tier = models.CharField(max_length=7, choices=TIERS)
    minutes = models.PositiveIntegerField()
    on = models.DateField()
    what = models.CharField(max_length=120)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["builder", "-on"]
        verbose_name_plural = "hours elsewhere"
        constraints = [
            models.CheckConstraint(name="hours_elsewhere_some", condition=Q(minutes__gte=1, minutes__lte=12000))
        ]
        indexes = [models.Index(fields=["noted_at"], name="hours_elsewhere_noted")]

    def __str__(self) -> str:
        return f"{self.minutes} {self.on}"
