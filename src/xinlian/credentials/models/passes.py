"""Work passes, their photos, what happened to them and what their holders say to it."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models.keys import SigningKey
from xinlian.credentials.models.statuses import StatusList
from xinlian.credentials.rules import states
from xinlian.people.models import Person, Union
from xinlian.rows.days import last_day
from xinlian.rows.models import Row


class Portrait(Row):
    """A photo of somebody's face for their pass, cut and emptied of what cameras add. Compared by people, never by a
    machine: no template of a face is made."""

    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="portraits")
    file = models.FileField(upload_to="portraits/")
    digest = models.CharField(max_length=32, help_text="the first 16 bytes of SHA-256 of the file, hexadecimal")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-taken_at", "id"]

    def __str__(self) -> str:
        return self.digest


class WorkPass(Row):
    """A pass as it was signed. What it says never changes; what became of it does."""

    STATES = [
        ("valid", _("有效")),
        ("suspended", _("暂停")),
        ("retrain", _("需要再培训")),
        ("revoked", _("吊销")),
        ("replaced", _("已换新证")),
    ]
    own = "person"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="work_passes")
    issuer = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="work_passes")
    number = models.CharField(max_length=16, unique=True, help_text="8 random bytes, hexadecimal; in the token")
    code = models.CharField(max_length=10, unique=True, help_text="for typing: 8 signs and one that checks them")
    name = models.CharField(max_length=60, help_text="as the pass says it")
    trades = models.JSONField(default=list, help_text="[code of the trade, code of the level or 0]")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="work_passes")
    listed = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="work_passes")
    place = models.PositiveIntegerField(help_text="in the status list, by lot; never given twice")
    portrait = models.ForeignKey(Portrait, on_delete=models.SET_NULL, null=True, blank=True, related_name="work_passes")
    token = models.BinaryField()
    state = models.CharField(max_length=9, choices=STATES, default="valid")
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    warned_at = models.DateTimeField(null=True, blank=True, help_text="when its holder was told that it runs out")

    class Meta:
        ordering = ["-issued_at", "id"]
        verbose_name_plural = "work passes"
        constraints = [
            models.UniqueConstraint(fields=["listed", "place"], name="work_pass_place_once"),
            models.UniqueConstraint(
                fields=["person", "issuer"], condition=Q(state__in=states.STANDS), name="work_pass_one_stands"
            ),
            models.CheckConstraint(name="work_pass_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def last_day(self) -> datetime.date:
        """The last day on which it opens a gate."""
        return last_day(self.ends_at)


class PassStep(Row):
    """What happened to a pass, with the reason its holder reads."""

    own = "work_pass__person"

    work_pass = models.ForeignKey(WorkPass, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=WorkPass.STATES)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["work_pass", "at", "id"]

    def __str__(self) -> str:
        return self.state


class Appeal(Row):
    """What a holder says against a step, once for each step, and the answer."""

    STATES = [("open", _("等答复")), ("upheld", _("申诉有理")), ("turned_down", _("维持原来的决定"))]
    own = "step__work_pass__person"

    step = models.OneToOneField(PassStep, on_delete=models.CASCADE, related_name="appeal")
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=11, choices=STATES, default="open")
    answer = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.state
