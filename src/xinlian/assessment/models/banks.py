"""Banks: questions in versions, with their pictures, and the files they came from."""

import datetime
import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.engines.exams.plain import as_plain, from_plain
from xinlian.engines.exams.questions import KINDS, Question, identity
from xinlian.people.models import Person, Union
from xinlian.rows.models import Row


class Bank(Row):
    """A union's questions about one subject. `practice`: workers of its part of the tree may practise with them."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="banks")
    name = models.CharField(max_length=60)
    practice = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="bank_name_once")]

    def __str__(self) -> str:
        return self.name


class Item(Row):
    """One version of a question. What was once on a paper stays as it was: a change is the next version.

    `lineage` is the same for all versions of a question; `key` tells two questions apart by kind and stem.
    """

    REVIEWS = [("draft", _("待审")), ("approved", _("审过")), ("retired", _("停用"))]
    KINDS = [
        ("single", _("单选")),
        ("multiple", _("多选")),
        ("judge", _("判断")),
        ("blank", _("填空")),
        ("numeric", _("数字")),
        ("match", _("匹配")),
        ("order", _("排序")),
        ("short", _("简答")),
    ]

    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="items")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    key = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=KINDS)
    stem = models.TextField()
    topic = models.CharField(max_length=60, blank=True)
    trade = models.CharField(max_length=60, blank=True)
    difficulty = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField()
    review = models.CharField(max_length=8, choices=REVIEWS, default="draft")
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["bank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["lineage", "version"], name="item_version_once"),
            models.UniqueConstraint(fields=["lineage"], condition=Q(current=True), name="item_current_once"),
            models.UniqueConstraint(fields=["bank", "key"], condition=Q(current=True), name="item_question_once"),
            models.CheckConstraint(name="item_kind_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(name="item_review_known", condition=Q(review__in=("draft", "approved", "retired"))),
            models.CheckConstraint(name="item_difficulty_range", condition=Q(difficulty__lte=5)),
        ]
        indexes = [models.Index(fields=["bank", "review", "kind"], condition=Q(current=True), name="item_to_draw")]

    def __str__(self) -> str:
        return self.stem[:40]

    @classmethod
    def of(cls, bank: Bank, question: Question, by: Person | None, at: datetime.datetime) -> "Item":
        """A question as a row, the first version of it, not saved."""
        item = cls(bank=bank, lineage=uuid.uuid4(), key=identity(question), kind=question.kind, stem=question.stem)
        item.topic, item.trade, item.difficulty = question.topic[:60], question.trade[:60], question.difficulty
        item.body, item.made_by, item.made_at = as_plain(question), by, at
        item.union_path, item.shard = bank.union_path, bank.shard
        return item

    @property
    def question(self) -> Question:
        """The question as the engine knows it."""
        return from_plain(self.body)


class BankFile(Row):
    """A file that somebody brought to a bank: what was understood of it, and what became of it."""

    STATES = [("read", _("待确认")), ("taken", _("导入了")), ("cancelled", _("没有导入"))]

    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="files")
    file_name = models.CharField(max_length=200)
    path = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=STATES, default="read")
    found = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, help_text="[where, code, facts, whether the question was taken]")
    taken = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="bank_file_state_known", condition=Q(state__in=("read", "taken", "cancelled"))),
            models.CheckConstraint(
                name="bank_file_counts_fit", condition=Q(found__gte=F("taken") + F("same") + F("changed"))
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file(self) -> Path:
        """Where it lies."""
        return Path(settings.UPLOADS) / self.path


class BankPicture(Row):
    """A picture of a bank, which questions call by its name."""

    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(help_text="JPEG, at most 960 pixels: a few dozen kilobytes, backed up with the rest")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["bank", "name"]
        constraints = [models.UniqueConstraint(fields=["bank", "name"], name="bank_picture_once")]

    def __str__(self) -> str:
        return self.name
