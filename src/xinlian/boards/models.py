"""Boards: entries under order keys, and counts of them in two levels of buckets, moved in the same transaction."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.engines.ranking.keys import Axis, Histogram, size
from xinlian.people.models import Person, Union
from xinlian.rows.models import Row

MOST_MARKS, MOST_SECONDS = 10_000_000, 86_400  # thousandths of a mark; a day


class Board(Row):
    """Who stands where by marks, then by time. `room` and `about_uid`: what it ranks and who fills it.

    Boards of one `family` stand beside each other on a screen. Whoever has the `hall_key` sees the first ten.
    """

    NAMES = [
        ("real", _("写姓名")),
        ("masked", _("姓名遮一个字")),
        ("nickname", _("写本人起的昵称，没起的遮一个字")),
        ("hidden", _("不写姓名，只看到自己")),
    ]
    STATES = [("live", _("随时更新")), ("frozen", _("停在这里"))]

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="boards")
    title = models.CharField(max_length=80)
    room = models.CharField(max_length=20)
    about_uid = models.UUIDField(unique=True)
    family = models.UUIDField(null=True, blank=True, db_index=True)
    names = models.CharField(max_length=8, choices=NAMES, default="masked")
    state = models.CharField(max_length=6, choices=STATES, default="live")
    hall_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="board_names_known", condition=Q(names__in=("real", "masked", "nickname", "hidden"))
            ),
            models.CheckConstraint(name="board_state_known", condition=Q(state__in=("live", "frozen"))),
        ]

    def __str__(self) -> str:
        return self.title


# Marks in thousandths, the more the better; then seconds, the fewer the better.
CHAIN = (Axis(MOST_MARKS), Axis(MOST_SECONDS, smaller_first=True))
HISTOGRAM = Histogram(size(CHAIN))


class BoardEntry(Row):
    """Somebody on a board, once; `label` is the team or site that stands beside the name."""

    own = "person"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="board_entries")
    okey = models.BigIntegerField(help_text="the order key: the smaller the better")
    label = models.CharField(max_length=60, blank=True)
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


class BoardMove(Row):
    """Where somebody came to stand when their entry moved: rank among so many; no rank when they were taken off."""

    own = "person"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="moves")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="board_moves")
    okey = models.BigIntegerField(null=True)
    rank = models.IntegerField(null=True)
    among = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-at", "-id"]
        constraints = [
            models.CheckConstraint(name="board_move_whole", condition=Q(okey=None, rank=None) | Q(rank__gte=1)),
        ]
        indexes = [models.Index(fields=["board", "person", "-at"], name="board_moves")]

    def __str__(self) -> str:
        return f"{self.rank} of {self.among}"


class BoardSnapshot(Row):
    """A board as it stood when it was frozen: its lines without names, and their SHA-256; never changed."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="snapshots")
    lines = models.JSONField(help_text="[rank, entry, marks in thousandths, seconds or null] in order")
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-at", "-id"]

    def __str__(self) -> str:
        return f"snapshot {self.sha256[:12]}"


class Nickname(Row):
    """What somebody wants to be called on boards that allow it."""

    own = "person"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="nickname")
    name = models.CharField(max_length=12, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"nickname {self.uid}"
