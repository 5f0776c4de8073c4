"""Keys that sign, roots that vouch for them, and the bundles in which devices learn of both."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.people.sensitive import SealedField
from xinlian.rows.models import Row

ALGORITHMS = [(-7, "ES256"), (-8, "Ed25519")]


class SigningKey(Row):
    """A key of an issuer. The private half is sealed, and emptied when the key may sign no more."""

    USES = [
        ("pass", _("签工作证")),
        ("status", _("签状态名单")),
        ("certificate", _("签证书")),
        ("document", _("签 PDF")),
    ]

    kid = models.CharField(max_length=16, unique=True, help_text="hexadecimal, at most 8 bytes")
    algorithm = models.SmallIntegerField(choices=ALGORITHMS)
    public_key = models.CharField(max_length=128, help_text="hexadecimal: x and y of P-256, or the 32 bytes of Ed25519")
    private = SealedField()
    use = models.CharField(max_length=11, choices=USES)
    x509 = models.TextField(blank=True, help_text="PEM: what readers of PDF know the key by")
    issuer = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="signing_keys")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    compromised_at = models.DateTimeField(
        null=True, blank=True, help_text="what it signed from this moment on is refused"
    )
    named_in = models.PositiveIntegerField(
        null=True, blank=True, help_text="the first bundle that names it; devices know it from then on"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-begins_at", "id"]
        constraints = [
            models.CheckConstraint(name="signing_key_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at")))
        ]

    def __str__(self) -> str:
        return self.kid


class TrustRoot(Row):
    """A root as devices hold it; the private half is in a file that stays offline."""

    kid = models.CharField(max_length=16, unique=True)
    algorithm = models.SmallIntegerField(choices=ALGORITHMS)
    public_key = models.CharField(max_length=128)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.kid


class TrustBundle(Row):
    """A bundle as a root signed it. Versions only rise."""

    version = models.PositiveIntegerField(unique=True)
    content = models.BinaryField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.version}"
