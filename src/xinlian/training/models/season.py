"""A season of a labour contest: its items, marks given by hand, figures the base knows itself, results as published."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person
from xinlian.rows.models import Row
from xinlian.training.models.projects import Project, Section, Team


class Season(Row):
    """A contest of a project's sections and teams over some months; no more than one runs at a time."""

    STATES = [("draft", _("草稿")), ("running", _("正在比")), ("ended", _("比完了")), ("published", _("公布了"))]

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="seasons")
    title = models.CharField(max_length=60)
    first_on = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    reckoned_at = models.DateTimeField(
        null=True, blank=True, help_text="when the figures of the base were last counted"
    )

    class Meta:
        ordering = ["project", "-first_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(state="running"), name="season_one_runs"),
            models.UniqueConstraint(fields=["project", "title"], name="season_title_once"),
            models.CheckConstraint(name="season_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))),
        ]

    def __str__(self) -> str:
        return self.title


class SeasonItem(Row):
    """One of the things that are compared: how much it weighs, and where its marks come from.

    `target`: hours a head and month for 100 (hours), points per ten heads for 0 (points); else nothing.
    """

    SOURCES = [
        ("marks", _("干部打分")),
        ("hours", _("人均学时")),
        ("cleared", _("能上岗的人")),
        ("exams", _("考试一次通过")),
        ("simulators", _("模拟机成绩")),
        ("points", _("违章记分")),
    ]

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    weight = models.PositiveSmallIntegerField(help_text="percent; those of a season are 100 together")
    source = models.CharField(max_length=10, choices=SOURCES)
    target = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["season", "place"]
        constraints = [
            models.UniqueConstraint(fields=["season", "place"], name="season_item_place_once"),
            models.UniqueConstraint(fields=["season", "name"], name="season_item_name_once"),
            models.CheckConstraint(name="season_item_weight", condition=Q(weight__gte=1, weight__lte=100)),
            models.CheckConstraint(
                name="season_item_target",
                condition=Q(source__in=("hours", "points"), target__gt=0)
                | (~Q(source__in=("hours", "points")) & Q(target=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeasonMark(Row):
    """What an officer gave a section or a team for an item and a month, with what it rests on."""

    item = models.ForeignKey(SeasonItem, on_delete=models.CASCADE, related_name="marks")
    month = models.DateField(help_text="its first day")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, blank=True, related_name="season_marks")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="season_marks")
    mark = models.DecimalField(max_digits=4, decimal_places=1)
    evidence = models.CharField(max_length=60)
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "month", "team"], condition=Q(section=None), name="season_mark_of_team_once"
            ),
            models.UniqueConstraint(
                fields=["item", "month", "section"], condition=Q(team=None), name="season_mark_of_section_once"
            ),
            models.CheckConstraint(
                name="season_mark_of_one",
                condition=Q(team=None, section__isnull=False) | Q(team__isnull=False, section=None),
            ),
            models.CheckConstraint(name="season_mark_0_to_100", condition=Q(mark__gte=0, mark__lte=100)),
            models.CheckConstraint(name="season_mark_with_evidence", condition=~Q(evidence="")),
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.month}"


class SeasonFigure(Row):
    """What the base counted of a team in a month: `top` of `bottom`. Counted anew while the season is not published."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="figures")
    month = models.DateField(help_text="its first day")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="season_figures")
    source = models.CharField(max_length=10, help_text="heads, or a source of items")
    top = models.DecimalField(max_digits=12, decimal_places=1)
    bottom = models.PositiveIntegerField()

    class Meta:
        ordering = ["season", "month", "team", "source"]
        constraints = [
            models.UniqueConstraint(fields=["season", "month", "team", "source"], name="season_figure_once"),
            models.CheckConstraint(name="season_figure_not_below_nothing", condition=Q(top__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.month}"


class SeasonResult(Row):
    """All tables of a season as they were published, with their SHA-256; one that was withdrawn stays, with the reason."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="results")
    tables = models.JSONField(help_text="by kind and period, see rules.season_table")
    sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True, help_text="why it was withdrawn")

    class Meta:
        ordering = ["season", "-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["season"], condition=Q(withdrawn_at=None), name="season_result_one_stands"),
            models.CheckConstraint(
                name="season_result_withdrawn_in_words", condition=Q(withdrawn_at=None) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.sha256[:12]}"
