"""Offerings and their batches, who wants to come, who has a seat, who came; and the draw that decides."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.models.seats import Attendance, Seat, Waiting
from xinlian.people.models import Person, Union
from xinlian.places.models import Place
from xinlian.rows.models import Row

__all__ = [
    "Application",
    "Attendance",
    "Batch",
    "Condition",
    "Draw",
    "Group",
    "Offering",
    "Party",
    "Publication",
    "Quota",
    "Seat",
    "Waiting",
    "Witness",
]


class Offering(Row):
    """Something offered in batches: a season of trips, a class, a contest. A room adds what it alone knows."""

    MODES = [
        ("first_come", _("先到先得")),
        ("draw", _("抽签")),
        ("officer", _("工会挑选")),
        ("walk_in", _("随到随参加")),
    ]
    STATES = [
        ("draft", _("筹备中")),
        ("open", _("报名中")),
        ("closed", _("报名截止")),
        ("sealed", _("名单已封存")),
        ("drawn", _("结果已公布")),
        ("done", _("已结束")),
        ("cancelled", _("已取消")),
    ]
    public = ~Q(state="draft")

    room = models.CharField(max_length=20, help_text="label of the room that offers it")
    series = models.CharField(max_length=40, help_text="what counts as the same kind in rules such as 'not again'")
    title = models.CharField(max_length=80)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="offerings")
    mode = models.CharField(max_length=10, choices=MODES)
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    party_max = models.PositiveSmallIntegerField(default=1, help_text="how many may ask to be kept together")
    answer_hours = models.PositiveSmallIntegerField(default=72, help_text="time to say yes to a seat")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-opens_at", "id"]
        constraints = [
            models.CheckConstraint(name="offering_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(name="offering_party_1_to_4", condition=Q(party_max__gte=1, party_max__lte=4)),
            models.CheckConstraint(name="offering_time_to_answer", condition=Q(answer_hours__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title


class Batch(Row):
    """One date or group of an offering, with its seats. `taken` counts the seats that stand; never above `capacity`."""

    STATES = [("standing", _("照常")), ("cancelled", _("已取消"))]
    public = ~Q(offering__state="draft")

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField(help_text="第几批: counted from 1 within the offering")
    name = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    queued = models.PositiveIntegerField(default=0, help_text="numbers given out for its waiting list, first come only")
    state = models.CharField(max_length=9, choices=STATES, default="standing")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="batches")
    proof_key = models.CharField(max_length=32, help_text="what the code on the spot proves; changed when it leaks")

    class Meta:
        ordering = ["offering", "number"]
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["offering", "number"], name="batch_number_once"),
            models.CheckConstraint(name="batch_never_oversold", condition=Q(taken__lte=F("capacity"))),
            models.CheckConstraint(name="batch_ends_after_it_starts", condition=Q(ends_at__gte=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} #{self.number}"


class Group(Row):
    """A priority group of an offering: lower ranks come first; whoever fits none stands in the last one."""

    public = ~Q(offering__state="draft")

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="groups")
    rank = models.PositiveSmallIntegerField(help_text="0 comes first")
    name = models.CharField(max_length=60)
    occupations = models.JSONField(default=list, help_text="codes of people.Person.OCCUPATIONS; empty: everybody else")

    class Meta:
        ordering = ["offering", "rank"]
        constraints = [models.UniqueConstraint(fields=["offering", "rank"], name="group_rank_once")]

    def __str__(self) -> str:
        return self.name


class Quota(Row):
    """Seats of all batches that a union (with all below it) or a group is sure of, and a soft ceiling."""

    KINDS = [("union", _("工会")), ("group", _("优先组"))]

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="quotas")
    kind = models.CharField(max_length=5, choices=KINDS)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, blank=True, related_name="quotas")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="quotas")
    guarantee = models.PositiveIntegerField(default=0)
    ceiling = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["offering", "kind", "union_path", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "union"], name="quota_once_a_union"),
            models.UniqueConstraint(fields=["offering", "group"], name="quota_once_a_group"),
            models.CheckConstraint(
                name="quota_of_a_union_or_a_group",
                condition=Q(kind="union", union__isnull=False, group=None)
                | Q(kind="group", union=None, group__isnull=False),
            ),
            models.CheckConstraint(
                name="quota_ceiling_not_below_guarantee", condition=Q(ceiling=None) | Q(ceiling__gte=F("guarantee"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.guarantee}"


class Condition(Row):
    """A condition of taking part, from a day on: what is asked (`kind` with `params`), and where that is written.

    Hangs on a series of a union, so that it holds for every offering of the series there and below; a new row with a
    later day replaces the one of the same `kind` and union.
    """

    public = Q(id__gt=0)

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="conditions")
    series = models.CharField(max_length=40)
    kind = models.CharField(max_length=30, help_text="a kind of enrolment.rules.eligibility")
    params = models.JSONField(default=dict)
    effective_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["union_path", "series", "kind", "-effective_on"]
        constraints = [
            models.UniqueConstraint(fields=["union", "series", "kind", "effective_on"], name="condition_once_a_day"),
            models.CheckConstraint(
                name="condition_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("effective_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_on}"


class Party(Row):
    """A few who want to be kept together: one lot, one batch. Joined by a short code."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="parties")
    code = models.CharField(max_length=8, help_text="what workmates type to join")
    size = models.PositiveSmallIntegerField(default=0, help_text="members, counted by one conditional update")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["offering", "code"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["offering", "code"], name="party_code_once"),
            models.CheckConstraint(name="party_never_above_4", condition=Q(size__lte=4)),
        ]

    def __str__(self) -> str:
        return self.code


class Application(Row):
    """One person's wish to come to one offering: never twice, changed in place until the list is sealed."""

    STATES = [
        ("standing", _("已报名")),
        ("withdrawn", _("已撤回")),
        ("refused", _("不符合条件")),
    ]
    WAYS = [("phone", _("手机")), ("desk", _("工会代报")), ("table", _("表格导入"))]
    LEVELS = [("wished", _("想去的日期")), ("possible", _("能去的日期")), ("waiting", _("候补"))]
    own = "person"

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="applications")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    wished = models.JSONField(default=list, help_text="numbers of batches wanted, dearest first")
    possible = models.JSONField(default=list, help_text="numbers of batches that would do, dearest first")
    note = models.CharField(max_length=200, blank=True, help_text="why an officer chose or entered this person")
    state = models.CharField(max_length=9, choices=STATES, default="standing")
    reasons = models.JSONField(default=list, help_text="why not, as codes with facts, when refused")
    way = models.CharField(max_length=5, choices=WAYS, default="phone")
    applied_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_uid = models.UUIDField(unique=True)
    salt = models.CharField(max_length=32, blank=True, help_text="of the leaf in the sealed list")
    leaf = models.CharField(max_length=64, blank=True, help_text="hash of the entry as it was sealed: the receipt")
    entry = models.JSONField(
        default=dict, blank=True, help_text="what the sealed list says of the person: id, masked name, union path"
    )
    lot = models.PositiveIntegerField(
        null=True, blank=True, help_text="place in the order, from 1; kept for the waitlist"
    )
    level = models.CharField(max_length=8, choices=LEVELS, blank=True)
    outcome = models.JSONField(default=dict, help_text="why this level and batch: {code, facts}, as published")

    class Meta:
        ordering = ["offering", "lot", "applied_at", "id"]
        indexes = [models.Index(fields=["offering", "state", "lot"], name="application_offering_lot")]
        constraints = [
            models.UniqueConstraint(fields=["offering", "person"], name="application_once"),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.state}"


class Draw(Row):
    """A draw of an offering: the list sealed first, the seed made afterwards, the result published."""

    STATES = [("sealed", _("名单已封存")), ("seeded", _("签种已定")), ("published", _("已公布")), ("void", _("作废"))]
    public = Q(id__gt=0)  # also the void ones: who voids a draw to try again is seen

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="draws")
    state = models.CharField(max_length=9, choices=STATES, default="sealed")
    root = models.CharField(max_length=64, help_text="Merkle root over the salted leaves")
    entries = models.PositiveIntegerField()
    rule_version = models.CharField(max_length=20)
    code_digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=200, help_text="which public number, named before it is known")
    source_due_at = models.DateTimeField(help_text="when that number becomes known")
    public_number = models.CharField(max_length=200, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    seeded_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    filled = models.PositiveIntegerField(null=True, blank=True)
    bound = models.PositiveIntegerField(null=True, blank=True, help_text="seats that any plan could fill at most")
    void_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-sealed_at"]
        constraints = [
            models.UniqueConstraint(fields=["offering"], condition=~Q(state="void"), name="draw_one_stands"),
            models.CheckConstraint(
                name="draw_seed_before_result", condition=~Q(state="published") | (~Q(seed="") & ~Q(published_at=None))
            ),
            models.CheckConstraint(
                name="draw_source_named_before", condition=Q(seeded_at=None) | Q(seeded_at__gte=F("source_due_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.state}"


class Witness(Row):
    """Somebody who adds a number of their own to the seed: its digest before, the number afterwards."""

    own = "person"

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="witnesses")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="witnessed")
    shown_as = models.CharField(max_length=60, help_text="the name as published, masked unless the person agreed")
    position = models.PositiveSmallIntegerField()
    digest = models.CharField(
        max_length=64, blank=True, help_text="of draw and number, given before the public number is known"
    )
    promised_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["draw", "position"]
        verbose_name_plural = "witnesses"
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="witness_position_once"),
            models.UniqueConstraint(fields=["draw", "person"], name="witness_person_once"),
            models.UniqueConstraint(fields=["draw", "digest"], condition=~Q(digest=""), name="witness_number_once"),
            models.CheckConstraint(name="witness_promises_first", condition=Q(number="") | ~Q(digest="")),
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class Publication(Row):
    """A file as it was published, byte for byte: the sealed list's commitment, later the result."""

    KINDS = [("commitment", _("封存凭证")), ("result", _("抽签结果"))]
    public = Q(id__gt=0)

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=10, choices=KINDS)
    content = models.BinaryField(help_text="the JSON, compressed with zstandard")
    sha256 = models.CharField(max_length=64, help_text="of the JSON")
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["draw", "kind"]
        constraints = [models.UniqueConstraint(fields=["draw", "kind"], name="publication_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"
