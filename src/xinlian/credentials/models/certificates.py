"""Certificates that a union issues, what they follow, and those of others that it keeps note of."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models.codes import Level, LevelScheme, Trade
from xinlian.credentials.models.keys import SigningKey
from xinlian.credentials.models.statuses import StatusList
from xinlian.people.models import Person, Union
from xinlian.people.sensitive import SealedField
from xinlian.rows.days import last_day
from xinlian.rows.models import Row


class CertificateTemplate(Row):
    """What an issuer certifies: its title, what was asked for it, how long it holds, how it is numbered.

    A certificate keeps what it said: a change here is for those to come. All are internal, and say so.
    """

    issuer = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="certificate_templates")
    title = models.CharField(max_length=40)
    about = models.CharField(max_length=200, help_text="what it certifies, on the certificate's face")
    criteria = models.CharField(max_length=300, help_text="what was asked for it")
    signed_as = models.CharField(max_length=60, blank=True, help_text="the office that signs, below the issuer")
    prefix = models.CharField(max_length=12, help_text="of its numbers")
    months = models.PositiveSmallIntegerField(default=0, help_text="for how long it holds; 0 for ever")
    scheme = models.ForeignKey(
        LevelScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="certificate_templates"
    )
    given = models.PositiveIntegerField(default=0, help_text="numbers that were given; none twice")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "title"], condition=Q(retired_at=None), name="certificate_template_once"
            ),
            models.UniqueConstraint(fields=["issuer", "prefix"], name="certificate_template_prefix_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Certificate(Row):
    """A certificate as it was signed: the token of its square code, the Open Badge as sent, the PDF once it was made."""

    STATES = [("valid", _("有效")), ("revoked", _("已撤销"))]
    own = "person"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="certificates")
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=32, help_text="as people read it")
    code = models.CharField(max_length=10, unique=True, help_text="for typing, as a pass has one")
    name = models.CharField(max_length=60, help_text="as it says it")
    title = models.CharField(max_length=40)
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    awarded_on = models.DateField()
    ends_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="certificates")
    listed = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="certificates")
    place = models.PositiveIntegerField(help_text="in the status list, by lot; never given twice")
    token = models.BinaryField()
    badge = models.TextField(help_text="Open Badges 3.0 with its proofs, as it is sent")
    pdf = models.FileField(upload_to="certificates/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=7, choices=STATES, default="valid")
    why = models.CharField(max_length=200, blank=True, help_text="why it was revoked; its holder reads it")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-issued_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["listed", "place"], name="certificate_place_once"),
            models.UniqueConstraint(fields=["issuer", "number"], name="certificate_number_once"),
            models.UniqueConstraint(
                fields=["template", "person", "awarded_on"], condition=Q(state="valid"), name="certificate_once"
            ),
            models.CheckConstraint(
                name="certificate_revoked_with_a_day",
                condition=Q(state="valid", revoked_at=None) | Q(state="revoked", revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which it holds, none for ever."""
        return last_day(self.ends_at) if self.ends_at else None


class OutsideCertificate(Row):
    """A certificate that another body issued, as an officer saw it; its number is sealed, as some are ID numbers."""

    KINDS = [("level", _("职业技能等级证书")), ("special", _("特种作业操作证")), ("other", _("其他证书"))]
    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="outside_certificates")
    kind = models.CharField(max_length=7, choices=KINDS)
    title = models.CharField(max_length=60, help_text="occupation, or what it permits")
    number = SealedField()
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="outside")
    issuer = models.CharField(max_length=80)
    issued_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True, help_text="when it is to be reviewed next")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    warned_for = models.DateField(null=True, blank=True, help_text="the day that its holder was last told of")

    class Meta:
        ordering = ["person", "issued_on", "id"]

    def __str__(self) -> str:
        return self.title
