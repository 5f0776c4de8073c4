"""What people were told, what of it leaves the house, and what they do not want to be disturbed with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import called, said
from xinlian.people.models import Person
from xinlian.rows.models import Row

CHANNELS = [("sms", _("短信")), ("wechat", _("微信"))]


class Notice(Row):
    """One thing said to one person; it lies in their inbox. Said twice with the same key, it is said once."""

    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, help_text="what the same news has in common, so that it is told once")
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True, help_text="where it leads on this site")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once"),
            models.CheckConstraint(
                name="notice_leads_nowhere_else",
                condition=Q(url="") | Q(url__startswith="/") & ~Q(url__startswith="//"),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notice_inbox"),
            models.Index(fields=["union_path", "made_at"], name="notice_union_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    def get_kind_display(self) -> str:
        """What its kind is called."""
        return called(self.kind)

    def get_facts_display(self) -> str:
        """What was said, in the active language."""
        return " · ".join(filter(None, said(self.kind, self.facts)))


class Delivery(Row):
    """A notice on its way by one channel. `sending` is claimed by one worker; what it left there is lost."""

    STATES = [
        ("waiting", _("等着发")),
        ("sending", _("正在发")),
        ("sent", _("已发出")),
        ("failed", _("没发出")),
        ("lost", _("结果不明")),
    ]
    own = "notice__person"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=6, choices=CHANNELS)
    state = models.CharField(max_length=7, choices=STATES, default="waiting")
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    parts = models.PositiveSmallIntegerField(default=0, help_text="short messages it was paid as")
    code = models.CharField(max_length=20, blank=True, help_text="why it did not go")

    class Meta:
        ordering = ["-due_at", "-id"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_a_channel"),
            models.CheckConstraint(
                name="delivery_state_known", condition=Q(state__in=("waiting", "sending", "sent", "failed", "lost"))
            ),
            models.CheckConstraint(
                name="delivery_sent_has_its_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="delivery_sending_is_claimed", condition=~Q(state="sending") | Q(claimed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="delivery_says_why_not",
                condition=~Q(state__in=("failed", "lost")) | ~Q(code=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-urgent", "due_at"], condition=Q(state="waiting"), name="delivery_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="delivery_sending"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Mute(Row):
    """Somebody does not want one kind of news by one channel."""

    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=6, choices=CHANNELS)

    class Meta:
        ordering = ["kind", "channel"]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "channel"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"

    def get_kind_display(self) -> str:
        """What its kind is called."""
        return called(self.kind)
