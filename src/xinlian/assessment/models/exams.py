"""Papers as blueprints, and exams: a paper at a time for some people."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.models.banks import Bank
from xinlian.engines.exams.marking import MULTIPLE_RULES, Rules
from xinlian.people.models import Person, Union
from xinlian.rows.models import Row


class Paper(Row):
    """What is asked and how it is marked. `blueprint` rows: {count, marks, kind, topic, difficulty}, "" and 0 mean any."""

    DRAWN = [("each", _("每人一份，题目各不相同")), ("same", _("大家同一份题目"))]
    MULTIPLE = [
        ("all", _("全对才得分")),
        ("half", _("少选得一半，选错不得分")),
        ("option", _("按选对的比例得分，选错倒扣，不低于 0")),
    ]

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="papers")
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=80)
    blueprint = models.JSONField(default=list)
    drawn = models.CharField(max_length=4, choices=DRAWN, default="each")
    shuffled = models.BooleanField(default=True)
    multiple = models.CharField(max_length=6, choices=MULTIPLE, default="all")
    parts = models.BooleanField(default=True)
    step = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("0.5"))
    pass_marks = models.DecimalField(max_digits=7, decimal_places=2)
    minutes = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["union", "title"], name="paper_title_once"),
            models.CheckConstraint(name="paper_minutes_range", condition=Q(minutes__gte=1, minutes__lte=600)),
            models.CheckConstraint(name="paper_pass_above_nothing", condition=Q(pass_marks__gt=0)),
            models.CheckConstraint(name="paper_multiple_known", condition=Q(multiple__in=MULTIPLE_RULES)),
            models.CheckConstraint(name="paper_drawn_known", condition=Q(drawn__in=("each", "same"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rules(self) -> Rules:
        """How it marks."""
        return Rules(multiple=self.multiple, parts=self.parts, step=self.step)


class Exam(Row):
    """A paper between two moments. The questions it may draw are fixed when it is set: `items`, by their ids.

    `about_uid`: what it belongs to in a room above, such as a class. `replaced`: of a question that turned out wrong, by
    its id, the version that marks instead, or 0 where everybody gets its marks.
    """

    STATES = [
        ("set", _("安排好了")),
        ("closed", _("考完了")),
        ("published", _("成绩公布了")),
        ("cancelled", _("取消了")),
    ]
    ENTRIES = [("listed", _("名单上的人")), ("open", _("本工会的人，知道考场口令就能考"))]

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="exams")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="exams")
    title = models.CharField(max_length=80)
    about_uid = models.UUIDField(null=True, blank=True, db_index=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    entry = models.CharField(max_length=6, choices=ENTRIES, default="listed")
    room_code = models.CharField(max_length=6, blank=True)
    attempts = models.PositiveSmallIntegerField(default=1)
    late_minutes = models.PositiveSmallIntegerField(default=30)
    seed = models.CharField(max_length=32)
    items = models.JSONField()
    replaced = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=STATES, default="set")
    set_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(name="exam_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="exam_state_known", condition=Q(state__in=("set", "closed", "published", "cancelled"))
            ),
            models.CheckConstraint(name="exam_open_has_a_code", condition=~Q(entry="open", room_code="")),
            models.CheckConstraint(name="exam_attempts_range", condition=Q(attempts__gte=1, attempts__lte=20)),
            models.CheckConstraint(
                name="exam_published_at_its_time",
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], condition=Q(state="set"), name="exam_to_close")]

    def __str__(self) -> str:
        return self.title


class Candidate(Row):
    """Who may sit an exam, and how many minutes more they get, with the reason the desk gave."""

    own = "person"

    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exams")
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["exam", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "person"], name="candidate_once"),
            models.CheckConstraint(name="candidate_extra_range", condition=Q(extra_minutes__lte=600)),
        ]

    def __str__(self) -> str:
        return f"candidate {self.uid}"
