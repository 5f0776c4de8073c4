"""The words behind the codes that a pass carries: trades, and levels by scheme. Rows, as places and years differ."""

from django.db import models
from django.db.models import Q

from xinlian.rows.models import Row


class Trade(Row):
    """A trade. Its code is in passes for ever and is never given to another."""

    public = Q()

    code = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    source = models.CharField(max_length=200, blank=True, help_text="which list of occupations it follows")
    ended_on = models.DateField(null=True, blank=True, help_text="no new passes for it from then on")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class LevelScheme(Row):
    """A ladder of levels: the five of the state, the newer eight, or an internal one."""

    public = Q()

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    internal = models.BooleanField(default=False, help_text="a union's own: it says so wherever it is shown")
    source = models.CharField(max_length=200, blank=True)
    effective_on = models.DateField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Level(Row):
    """One rung; `rank` 1 is the lowest. Its code is in passes for ever."""

    public = Q()

    scheme = models.ForeignKey(LevelScheme, on_delete=models.PROTECT, related_name="levels")
    code = models.PositiveIntegerField(unique=True)
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)

    class Meta:
        ordering = ["scheme", "rank"]
        constraints = [models.UniqueConstraint(fields=["scheme", "rank"], name="level_rank_once")]

    def __str__(self) -> str:
        return self.name
