"""The book of one's mistakes."""

from django.db import models

from xinlian.assessment.models.banks import Bank
from xinlian.people.models import Person
from xinlian.rows.models import Row


class Practised(Row):
    """How somebody did with one question when practising. It is in the book of mistakes while `missed` is set: from a
    wrong answer until two right ones in a row.
    """

    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="practised")
    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="practised")
    lineage = models.UUIDField()
    times = models.PositiveIntegerField(default=0)
    right_in_a_row = models.PositiveSmallIntegerField(default=0)
    missed = models.BooleanField(default=False)
    last_uid = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "lineage"], name="practised_once")]
        indexes = [models.Index(fields=["person", "bank", "at"], name="practised_by")]

    def __str__(self) -> str:
        return f"practised {self.uid}"
