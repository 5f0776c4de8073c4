"""Devices and systems that send statements or read them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.rows.models import Row


class Client(Row):
    """Whoever holds a key of a union's store. `about_uid`: the device of a room above that it is, if it is one."""

    RIGHTS = [
        ("write", _("只能写")),
        ("own", _("能写，能读自己写的")),
        ("all", _("能写，能读全部")),
        ("read", _("只能读全部")),
    ]

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="record_clients")
    name = models.CharField(max_length=80)
    public_id = models.CharField(max_length=24, unique=True, help_text="the user name of Basic authentication")
    key_hash = models.CharField(max_length=64, help_text="SHA-256 of a random key, in hexadecimal")
    may = models.CharField(max_length=5, choices=RIGHTS, default="own")
    about_uid = models.UUIDField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True, help_text="when it last came, to the minute")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["union", "name"], condition=Q(blocked_at=None), name="client_name_once"),
            models.CheckConstraint(name="client_may_known", condition=Q(may__in=("write", "own", "all", "read"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def writes(self) -> bool:
        """Whether it may send anything."""
        return self.may != "read"

    @property
    def reads_all(self) -> bool:
        """Whether it may read what others sent to its union's store."""
        return self.may in ("all", "read")

    @property
    def reads(self) -> bool:
        """Whether it may read at all."""
        return self.may != "write"
