"""What people decide about answers: marks of short answers, corrections of marking, appeals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.models.exams import Exam
from xinlian.assessment.models.sittings import Sitting
from xinlian.people.models import Person
from xinlian.rows.models import Row


class ShortMark(Row):
    """What one person gives a short answer. Two mark it; where they differ much, a third settles it."""

    TURNS = [("first", _("第一位")), ("second", _("第二位")), ("settled", _("裁定"))]

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="short_marks")
    place = models.PositiveSmallIntegerField()
    turn = models.CharField(max_length=7, choices=TURNS)
    marks = models.DecimalField(max_digits=7, decimal_places=2)
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["sitting", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "place", "turn"], name="short_mark_turn_once"),
            models.UniqueConstraint(fields=["sitting", "place", "by"], name="short_mark_by_once"),
            models.CheckConstraint(name="short_mark_not_below_nothing", condition=Q(marks__gte=0)),
            models.CheckConstraint(name="short_mark_turn_known", condition=Q(turn__in=("first", "second", "settled"))),
        ]

    def __str__(self) -> str:
        return f"mark {self.uid}"


class Regrade(Row):
    """A correction of how a question is marked after the exam, with everybody whose marks changed.

    `changes`: [uid of the sitting, marks before, marks after].
    """

    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="regrades")
    item_id_was = models.BigIntegerField()
    why = models.CharField(max_length=200)
    changes = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"regrade {self.uid}"


class ResultAppeal(Row):
    """What a candidate says against a result, and the answer."""

    own = "sitting__person"
    STATES = [("open", _("在看")), ("upheld", _("申诉有理")), ("turned_down", _("维持原来的成绩"))]

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="appeal")
    text = models.CharField(max_length=500)
    client_uid = models.UUIDField(unique=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=STATES, default="open")
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="result_appeal_answered_in_words",
                condition=Q(state="open", answered_at=None) | (Q(answered_at__gte=F("made_at")) & ~Q(answer="")),
            )
        ]

    def __str__(self) -> str:
        return f"appeal {self.uid}"
