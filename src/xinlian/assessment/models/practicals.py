"""Practical tests: rubric sheets, panels of judges, what each of them entered, and what the panel came to."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.engines.rubrics.panel import Rule
from xinlian.engines.rubrics.plain import from_plain
from xinlian.engines.rubrics.sheet import Criterion
from xinlian.people.models import Person, Union
from xinlian.rows.models import Row


class RubricSheet(Row):
    """Criteria as data, in the shape of `engines.rubrics.plain`. It never changes: another of its title is its next version."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="rubric_sheets")
    title = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    criteria = models.JSONField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "-version"]
        constraints = [models.UniqueConstraint(fields=["union", "title", "version"], name="rubric_sheet_version_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def sheet(self) -> list[Criterion]:
        """The criteria as the engine knows them."""
        return from_plain(self.criteria)


class Practical(Row):
    """A sheet, a panel and entrants on a day. `blind`: judges see codes and no names."""

    STATES = [("open", _("在打分")), ("locked", _("锁定了")), ("published", _("成绩公布了"))]

    sheet = models.ForeignKey(RubricSheet, on_delete=models.PROTECT, related_name="practicals")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="practicals")
    title = models.CharField(max_length=80)
    about_uid = models.UUIDField(null=True, blank=True, db_index=True)
    on = models.DateField()
    blind = models.BooleanField(default=True)
    drop = models.BooleanField(default=True, help_text="leave out the highest and the lowest of five or more")
    spread = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("0.15"))
    outlier = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("0.10"))
    state = models.CharField(max_length=9, choices=STATES, default="open")
    set_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()
    locked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="practical_state_known", condition=Q(state__in=("open", "locked", "published"))
            ),
            models.CheckConstraint(
                name="practical_locked_at_its_time",
                condition=Q(state="open", locked_at=None) | (~Q(state="open") & Q(locked_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="practical_shares_range", condition=Q(spread__gt=0, spread__lte=1, outlier__gt=0, outlier__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rule(self) -> Rule:
        """How the panel's marks are put together."""
        return Rule(drop=self.drop, spread=self.spread, outlier=self.outlier)


class PanelSeat(Row):
    """A judge on a panel; one of them is its chief. Signed, nothing of theirs changes any more."""

    practical = models.ForeignKey(Practical, on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="panels")
    chief = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["practical", "id"]
        constraints = [
            models.UniqueConstraint(fields=["practical", "person"], name="panel_seat_once"),
            models.UniqueConstraint(fields=["practical"], condition=Q(chief=True), name="panel_one_chief"),
        ]

    def __str__(self) -> str:
        return f"panel seat {self.uid}"


class Entrant(Row):
    """Somebody who is judged, under a code that says nothing. `alarm_why`: why the panel's marks stand although they are
    far apart, for the marks that `alarm_for` names.
    """

    own = "person"

    practical = models.ForeignKey(Practical, on_delete=models.CASCADE, related_name="entrants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="practical_entries")
    code = models.CharField(max_length=4)
    alarm_why = models.CharField(max_length=200, blank=True)
    alarm_for = models.CharField(max_length=64, blank=True)
    alarm_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    vetoed = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["practical", "code"]
        constraints = [
            models.UniqueConstraint(fields=["practical", "person"], name="entrant_once"),
            models.UniqueConstraint(fields=["practical", "code"], name="entrant_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


class Recusal(Row):
    """A judge who does not judge an entrant, and why: kin, workmate, teacher."""

    seat = models.ForeignKey(PanelSeat, on_delete=models.CASCADE, related_name="recusals")
    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="recusals")
    why = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seat", "id"]
        constraints = [models.UniqueConstraint(fields=["seat", "entrant"], name="recusal_once")]

    def __str__(self) -> str:
        return f"recusal {self.uid}"


class Scoring(Row):
    """What a judge entered for an entrant, as often as they sent it; the last one said counts. Never changed."""

    seat = models.ForeignKey(PanelSeat, on_delete=models.CASCADE, related_name="scorings")
    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="scorings")
    entries = models.JSONField()
    said_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["entrant", "seat", "said_at", "id"]
        indexes = [models.Index(fields=["entrant", "seat"], name="scoring_of")]

    def __str__(self) -> str:
        return f"scoring {self.uid}"
