"""Unions, people, firms, grants, consent, keys that act as a person."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.sensitive import SensitiveField
from xinlian.rows.models import Row


class Union(Row):
    """A trade union: a node of the tree. Its `union_path` is its own place in it."""

    LEVELS = [
        ("national", _("全国")),
        ("province", _("省")),
        ("city", _("市")),
        ("county", _("县（市、区）")),
        ("street", _("乡镇、街道、园区")),
        ("enterprise", _("企业")),
    ]
    public = Q(closed_on=None)

    name = models.CharField(max_length=80)
    level = models.CharField(max_length=12, choices=LEVELS)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    code = models.CharField(max_length=12, blank=True, help_text="administrative division code, where it has one")
    aliases = models.JSONField(default=list, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["union_path"]
        constraints = [
            models.UniqueConstraint(fields=["union_path"], name="union_path_once"),
            models.UniqueConstraint(fields=["parent", "name"], name="union_name_once_below_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Firm(Row):
    """An employer or platform: where people work, and later whom experts visit."""

    KINDS = [("employer", _("用人单位")), ("platform", _("平台企业"))]

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=KINDS, default="employer")
    credit_code = models.CharField(max_length=18, blank=True)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="firms")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="firm_once_per_union")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Makes people; `get_by_natural_key` finds staff by user name."""

    def create_superuser(self, username: str, password: str, **extra: object) -> "Person":
        """The technical administrator of an installation, with no role in any union."""
        person = self.model(username=username, name=username, is_staff=True, is_superuser=True, **extra)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser, PermissionsMixin, Row):
    """One person, one record: imported by an officer or signed up alone, found again by phone or ID."""

    OCCUPATIONS = [
        ("courier", _("快递员")),
        ("rider", _("外卖配送员")),
        ("trucker", _("货车司机")),
        ("ridehail", _("网约车司机")),
        ("domestic", _("家政服务员")),
        ("sanitation", _("环卫工人")),
        ("builder", _("建筑工人")),
        ("other", _("其他")),
    ]
    ID_TYPES = [
        ("mainland", _("居民身份证")),
        ("residence", _("港澳台居民居住证")),
        ("passport", _("护照")),
        ("foreign", _("外国人永久居留身份证")),
    ]
    ORIGINS = [("import", _("工会导入")), ("self", _("自己登记")), ("desk", _("工会登记")), ("demo", _("演示"))]
    own = "pk"

    username = models.CharField(max_length=60, null=True, blank=True, unique=True)
    name = models.CharField(max_length=60, blank=True)
    phone = SensitiveField()
    phone_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    id_type = models.CharField(max_length=10, choices=ID_TYPES, blank=True)
    id_number = SensitiveField()
    id_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    occupation = models.CharField(max_length=12, choices=OCCUPATIONS, blank=True)
    employer = models.ForeignKey(Firm, on_delete=models.SET_NULL, null=True, blank=True, related_name="people")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    languages = models.JSONField(default=list, blank=True)
    origin = models.CharField(max_length=8, choices=ORIGINS, default="self")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["union_path", "name"], name="person_union_name")]
        constraints = [
            models.CheckConstraint(name="person_id_has_type", condition=Q(id_key=None) | ~Q(id_type="")),
        ]

    def __str__(self) -> str:
        return f"person {self.uid}"


class Grant(Row):
    """A role on a node of the tree, valid there and below, from a day to a day."""

    ROLES = [
        ("officer", _("工会干部")),
        ("approver", _("审核人")),
        ("trainer", _("培训老师")),
        ("judge", _("裁判")),
        ("inspector", _("检查员")),
        ("keeper", _("驿站管理员")),
        ("gatekeeper", _("门卫")),
        ("expert", _("专家")),
        ("medic", _("体检医生")),
        ("auditor", _("审计人")),
    ]
    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=ROLES)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="grants")
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["union_path", "role"]
        constraints = [
            models.UniqueConstraint(fields=["person", "role", "union"], condition=Q(until_on=None), name="grant_once"),
            models.CheckConstraint(
                name="grant_ends_after_it_begins", condition=Q(until_on=None) | Q(until_on__gte=models.F("since_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.union_path}"


class Consent(Row):
    """A person's yes to one purpose in one wording; withdrawn, never overwritten."""

    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "version"],
                condition=Q(withdrawn_at=None),
                name="consent_once_while_it_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class DataRequest(Row):
    """What somebody asked about their own data, and what became of it."""

    KINDS = [("export", _("导出")), ("correct", _("更正")), ("erase", _("删除"))]
    STATES = [("open", _("待处理")), ("done", _("已完成")), ("refused", _("未通过"))]
    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=8, choices=KINDS)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    wish = SensitiveField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Code(Row):
    """Six digits sent to a phone for one act: tried a few times, used once, deleted after a day.

    Kept here and not in the session, so that tries are counted whoever asks, and no phone lies in a session row.
    """

    ACTS = [("sign_in", _("登录")), ("phone", _("更换手机号")), ("erase", _("删除资料"))]
    own = "person"

    act = models.CharField(max_length=10, choices=ACTS)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="codes")
    phone = SensitiveField()
    phone_key = models.CharField(max_length=64, db_index=True)
    digits = SensitiveField()
    made_at = models.DateTimeField(db_index=True)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sendings = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.act} {self.uid}"


class PersonKey(Row):
    """A key with which a program acts as a person: by their roles of the moment, within its scopes, for a time.

    Only the hash of it is kept. What came of a code on a phone opens no desk: there a second factor may be asked.
    """

    WAYS = [("page", _("在网页上做的")), ("code", _("凭短信验证码"))]
    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=60)
    way = models.CharField(max_length=4, choices=WAYS)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    writes = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(name="person_key_ends_after_it_begins", condition=Q(ends_at__gt=models.F("made_at")))
        ]

    def __str__(self) -> str:
        return f"key {self.uid}"


class Tally(models.Model):
    """How often something was tried in a window, for limits; one row a key and window, counted up in place."""

    key = models.CharField(max_length=120)
    window_start = models.DateTimeField(db_index=True)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start"], name="tally_once_a_window")]
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
