"""What a board counts of runs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.boards.models import Board
from xinlian.people.models import Union
from xinlian.rows.models import Row
from xinlian.simulators.models.simulators import Scenario, Simulator


class Ladder(Row):
    """Which graded runs a board counts, and how several of one person become one. Never changed once it is open.

    With a simulator its marks are ranked; without one all simulators are, in points against the references of their versions.
    """

    HOW = [
        ("best", _("每人取最好一次")),
        ("last", _("每人取最后一次")),
        ("first", _("每人只算第一次")),
        ("mean", _("每人取平均")),
        ("mean_best", _("每人取最好几次的平均")),
    ]

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="ladders")
    board = models.OneToOneField(Board, on_delete=models.CASCADE, related_name="ladder")
    simulator = models.ForeignKey(Simulator, on_delete=models.PROTECT, null=True, related_name="ladders")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, null=True, related_name="ladders")
    site = models.CharField(max_length=40, blank=True)
    team = models.CharField(max_length=40, blank=True)
    since_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=9, choices=HOW, default="best")
    of = models.PositiveSmallIntegerField(default=0)
    fewest = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["union", "id"]
        constraints = [
            models.CheckConstraint(
                name="ladder_how_known", condition=Q(how__in=("best", "last", "first", "mean", "mean_best"))
            ),
            models.CheckConstraint(name="ladder_of_best", condition=~Q(how="mean_best") | Q(of__gte=1)),
            models.CheckConstraint(name="ladder_fewest", condition=Q(fewest__gte=1)),
            models.CheckConstraint(name="ladder_scenario_of", condition=Q(scenario=None) | Q(simulator__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"ladder {self.uid}"
