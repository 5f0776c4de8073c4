"""Studios of the base and their people; improvements of the work on the site, with steps, results and where they are used."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models import Trade
from xinlian.people.models import Person
from xinlian.rows.models import Row
from xinlian.training.models.projects import Project, Room, Team


class Studio(Row):
    """A studio (工作室) that a craftsperson leads."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="studios")
    name = models.CharField(max_length=60)
    field = models.CharField(max_length=120, help_text="what it works on")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="studios")
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, blank=True, related_name="studios")
    since_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["project", "since_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="studio_name_once"),
            models.CheckConstraint(
                name="studio_closed_with_reason", condition=Q(closed_on=None, closed_why="") | ~Q(closed_why="")
            ),
            models.CheckConstraint(
                name="studio_closes_after_it_begins", condition=Q(closed_on=None) | Q(closed_on__gte=F("since_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StudioMember(Row):
    """Somebody's time in a studio. One lead at a time, nobody twice at the same time."""

    PARTS = [("lead", _("带头人")), ("mentor", _("导师")), ("member", _("成员")), ("apprentice", _("学徒"))]

    own = "person"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="studio_times")
    part = models.CharField(max_length=10, choices=PARTS)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="the last day")

    class Meta:
        ordering = ["studio", "since_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["studio"], condition=Q(part="lead", until_on=None), name="studio_one_lead_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["studio", "person"], condition=Q(until_on=None), name="studio_member_once_at_a_time"
            ),
            models.CheckConstraint(
                name="studio_member_until_after_since", condition=Q(until_on=None) | Q(until_on__gte=F("since_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"studio member {self.uid}"


class Improvement(Row):
    """An idea that makes the work on the site better, from the proposal on; once, however often the phone sends it."""

    STATES = [
        ("proposed", _("等答复")),
        ("accepted", _("采用了，还没开始")),
        ("running", _("正在做")),
        ("done", _("做成了")),
        ("dropped", _("不做了")),
    ]

    own = "proposed_by"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="improvements")
    studio = models.ForeignKey(Studio, on_delete=models.PROTECT, null=True, blank=True, related_name="improvements")
    title = models.CharField(max_length=80)
    problem = models.CharField(max_length=500, help_text="what is bad on the site")
    idea = models.CharField(max_length=500, help_text="what is tried")
    state = models.CharField(max_length=8, choices=STATES, default="proposed")
    why = models.CharField(max_length=500, blank=True, help_text="said with the state; the proposer reads it")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True, help_text="when it came to its state")
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    teams = models.ManyToManyField(Team, related_name="improvements", blank=True, help_text="where it is used")
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["project", "-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="improvement_ends_with_reason", condition=~Q(state__in=("done", "dropped")) | ~Q(why="")
            ),
            models.CheckConstraint(
                name="improvement_goes_on_in_a_studio",
                condition=Q(state__in=("proposed", "dropped")) | Q(studio__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ImprovementWorker(Row):
    """That somebody works on an improvement; gone when they leave it."""

    own = "person"

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="workers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="improves")
    since_on = models.DateField()

    class Meta:
        ordering = ["improvement", "since_on", "id"]
        constraints = [models.UniqueConstraint(fields=["improvement", "person"], name="improvement_worker_once")]

    def __str__(self) -> str:
        return f"improvement worker {self.uid}"


class ImprovementStep(Row):
    """A step of an improvement: by when, and when it was done."""

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=80)
    planned_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["improvement", "planned_on", "id"]

    def __str__(self) -> str:
        return self.what


class ImprovementGain(Row):
    """What an improvement spared, and how that was reckoned; counted once an officer confirmed it."""

    UNITS = [("yuan", _("元")), ("days", _("天")), ("people", _("人"))]

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="gains")
    unit = models.CharField(max_length=6, choices=UNITS)
    amount = models.PositiveIntegerField()
    reckoned = models.CharField(max_length=300, help_text="how it was reckoned")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["improvement", "noted_at", "id"]
        constraints = [
            models.CheckConstraint(name="improvement_gain_some", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="improvement_gain_reckoned", condition=~Q(reckoned="")),
            models.CheckConstraint(
                name="improvement_gain_confirmed_at", condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"gain {self.uid}"
