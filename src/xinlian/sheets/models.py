"""An upload of a table and the rows of it that could not be taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xinlian.rows.models import Row


class Upload(Row):
    """One file somebody brought: checked first, then taken in the background, with its progress."""

    STATES = [
        ("checking", _("正在检查")),
        ("checked", _("已检查，等您确认")),
        ("taking", _("正在导入")),
        ("done", _("已导入")),
        ("failed", _("没有完成")),
        ("cancelled", _("已取消")),
    ]

    kind = models.CharField(max_length=30)
    file_name = models.CharField(max_length=200)
    path = models.CharField(max_length=300, help_text="below the data folder; emptied when the file is removed")
    sha256 = models.CharField(max_length=64)
    options = models.JSONField(default=dict, help_text="what was declared with it, such as the datum")
    by_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default="checking")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(help_text="when work on it last went on, to find what was left lying")
    ended_at = models.DateTimeField(null=True, blank=True)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    bad = models.IntegerField(default=0)
    sample = models.JSONField(default=list, help_text="the first rows as understood, masked, for the preview")
    notes = models.JSONField(default=list, help_text="what was noticed about the file: [{code, facts}]")
    failure = models.CharField(max_length=60, blank=True)
    failure_facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def running(self) -> bool:
        """Whether work on it goes on by itself."""
        return self.state in ("checking", "taking")


class Problem(models.Model):
    """One reason why one row was not taken."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="problems")
    sheet = models.CharField(max_length=80)
    row = models.IntegerField()
    column = models.CharField(max_length=3, blank=True, help_text="the letter that Excel shows")
    header = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["upload", "row"], name="problem_upload_row")]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row} {self.code}"
