"""Boards: entries under order keys, and counts of them in two levels of buckets, moved in the same transaction."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.engines.ranking.keys import Axis, Histogram, size
from xinlian.people.models import Person, Union
from xinlian.rows.models import Row

MOST_MARKS, MOST_SECONDS = 10_000_000, 86_400  # thousandths of a mark; a day


class Board(Row):
    """Who stands where by marks, then by time. `about_uid`: the exam, or what a room above ranks."""

    NAMES = [
        ("real", _("写姓名")),
        ("masked", _("姓名遮一个字")),
        ("hidden", _("不写姓名，只看到自己")),
    ]
    STATES = [("live", _("随时更新")), ("frozen", _("停在这里"))]

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="boards")
    title = models.CharField(max_length=80)
    about_uid = models.UUIDField(unique=True)
    names = models.CharField(max_length=6, choices=NAMES, default="masked")
    state = models.CharField(max_length=6, choices=STATES, default="live")
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="board_names_known", condition=Q(names__in=("real", "masked", "hidden"))),
            models.CheckConstraint(name="board_state_known", condition=Q(state__in=("live", "frozen"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> tuple[Axis, Axis]:
        """Marks in thousandths, the more the better; then seconds, the fewer the better."""
        return Axis(MOST_MARKS), Axis(MOST_SECONDS, smaller_first=True)

    @property
    def histogram(self) -> Histogram:
        """Its buckets."""
        return Histogram(size(self.chain))


class BoardEntry(Row):
    """Somebody on a board, once."""

    own = "person"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="board_entries")
    okey = models.BigIntegerField(help_text="the order key: the smaller the better")
    at = models.DateTimeField()

    class Meta:
        ordering = ["board", "okey", "id"]
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], name="board_entry_once"),
            models.CheckConstraint(name="board_key_not_negative", condition=Q(okey__gte=0)),
        ]
        indexes = [models.Index(fields=["board", "okey"], name="board_order")]

    def __str__(self) -> str:
        return f"entry {self.uid}"


class BoardBucket(models.Model):
    """How many entries of a board lie in a bucket of a level: 1 coarse, 2 fine."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="buckets")
    level = models.PositiveSmallIntegerField()
    bucket = models.IntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        ordering = ["board", "level", "bucket"]
        constraints = [
            models.UniqueConstraint(fields=["board", "level", "bucket"], name="board_bucket_once"),
            models.CheckConstraint(name="board_bucket_not_below_nothing", condition=Q(count__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.bucket}"
