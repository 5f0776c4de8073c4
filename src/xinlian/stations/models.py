"""Stations and what workers, keepers and officers say of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.places.facilities import CHOICES as FACILITIES
from xinlian.places.models import Place
from xinlian.rows.models import Row
from xinlian.stations.rules import states


class Station(Row):
    """A Driver's Home or rest station at a place."""

    KINDS = [("driver_home", _("司机之家")), ("rest_station", _("职工驿站"))]
    TIERS = [("basic", _("基本型")), ("benchmark", _("标杆型")), ("smart24", _("24 小时智能型"))]
    STATES = [("draft", _("草稿")), ("published", _("已公布")), ("removed", _("已撤除"))]
    NOW = [("open", _("开着")), ("closed", _("关着")), ("full", _("满了")), ("broken", _("设备故障"))]
    public = Q(state__in=("published", "removed"))

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="station")
    code = models.CharField(max_length=30, unique=True)
    door_key = models.CharField(max_length=32, help_text="what the code at the door proves; changed when it leaks")
    kind = models.CharField(max_length=12, choices=KINDS)
    tier = models.CharField(max_length=10, choices=TIERS, default="basic")
    stars = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    owner = models.CharField(max_length=80, blank=True)
    operator = models.CharField(max_length=80, blank=True)
    host = models.CharField(max_length=80, blank=True, help_text="whose premises it is in")
    funded_by = models.CharField(max_length=120, blank=True)
    area_m2 = models.PositiveIntegerField(null=True, blank=True)
    entry = models.CharField(max_length=200, blank=True, help_text="how to get in")
    trucks = models.BooleanField(default=False)
    truck_bays = models.PositiveSmallIntegerField(default=0)
    max_length_m = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    max_height_m = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    now = models.CharField(max_length=6, choices=NOW, blank=True, help_text="what the keeper says now")
    now_at = models.DateTimeField(null=True, blank=True)
    now_until = models.DateTimeField(null=True, blank=True)
    now_note = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="when the keeper was asked to confirm it")
    version = models.PositiveIntegerField(default=1, help_text="grows with each accepted change")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="station_stars_0_to_5", condition=Q(stars__lte=5)),
            models.CheckConstraint(name="station_bays_need_trucks", condition=Q(truck_bays=0) | Q(trucks=True)),
        ]

    def __str__(self) -> str:
        return self.code


class Keeping(Row):
    """Who keeps a station."""

    own = "person"

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="keepings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keepings")
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since_on"]
        constraints = [
            models.UniqueConstraint(fields=["station", "person"], condition=Q(until_on=None), name="keeping_once")
        ]

    def __str__(self) -> str:
        return f"since {self.since_on}"


class Report(Row):
    """A one-tap word about a station that expires by itself."""

    CODES = [
        ("still_open", _("开着，能进")),
        ("full", _("满了")),
        ("closed", _("关门了")),
        ("no_hot_water", _("没热水")),
        ("wrong_position", _("位置不对")),
    ]
    own = "person"

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="reports")
    code = models.CharField(max_length=16, choices=CODES)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(help_text="when the worker said it, perhaps long before it arrived")
    arrived_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    distance_m = models.IntegerField(null=True, blank=True, help_text="from the station; no position is kept")
    weight = models.PositiveSmallIntegerField(default=1, help_text="0 when it came from too far away to count")
    voice = models.CharField(max_length=16, blank=True, help_text="tells two phones apart for a day, never whose")
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["station", "-at"], name="report_station_at")]

    def __str__(self) -> str:
        return f"{self.code} {self.at:%Y-%m-%d %H:%M}"


class Voice(Row):
    """Thanks, hung up as a banner, or a complaint that is answered."""

    KINDS = [("thanks", _("感谢")), ("complaint", _("意见"))]
    STATES = [
        ("pending", _("待审核")),
        ("shown", _("已展示")),
        ("answered", _("已答复")),
        ("refused", _("未通过")),
        ("withdrawn", _("已撤回")),
    ]
    public = Q(kind="thanks", state="shown")
    own = "person"

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="voices")
    kind = models.CharField(max_length=9, choices=KINDS)
    state = models.CharField(max_length=9, choices=STATES, default="pending")
    text = models.CharField(max_length=300)
    signed = models.CharField(max_length=30, blank=True, help_text="the name to show, as the worker chose it")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Fault(Row):
    """Something broken, from the first word to the closing."""

    STATES = [
        ("reported", _("已上报")),
        ("accepted", _("已受理")),
        ("repairing", _("维修中")),
        ("fixed", _("已修好，待核实")),
        ("closed", _("已办结")),
        ("refused", _("不属实")),
    ]
    own = "person"

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="faults")
    facility = models.CharField(max_length=20, choices=FACILITIES, blank=True)
    text = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=STATES, default="reported")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    cost_fen = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="fault_closed_has_time",
                condition=~Q(state__in=states.FAULT_ENDS) | Q(closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.facility or 'fault'} {self.state}"


class Proposal(Row):
    """A change somebody suggests: field by field, old and new, until an officer decides."""

    KINDS = [("new", _("新增")), ("edit", _("修改")), ("remove", _("撤除"))]
    STATES = [("open", _("待审核")), ("accepted", _("已采纳")), ("refused", _("未采纳")), ("stale", _("已过时"))]
    own = "person"

    station = models.ForeignKey(Station, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals")
    kind = models.CharField(max_length=6, choices=KINDS, default="edit")
    changes = models.JSONField(help_text='{"hours": ["old", "new"], ...}')
    why = models.CharField(max_length=200, blank=True)
    base_version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=STATES, default="open")
    reviewed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    client_uid = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Checklist(Row):
    """What a province asks of a station from a day on: items, which of them must hold, and what each star needs."""

    public = Q(id__gt=0)

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="checklists")
    name = models.CharField(max_length=80)
    effective_on = models.DateField()
    items = models.JSONField(help_text='[{"code", "text", "points", "must"}, ...]')
    stars = models.JSONField(help_text="points needed for 1, 2, 3, 4, 5 stars")
    rules = models.JSONField(default=dict, help_text="limits, such as days without confirmation before a star is lost")
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["union_path", "-effective_on"]
        constraints = [models.UniqueConstraint(fields=["union", "effective_on", "name"], name="checklist_once")]

    def __str__(self) -> str:
        return self.name


class Review(Row):
    """A year's review of a station against the checklist in force, and the stars that follow with reasons."""

    STATES = [("draft", _("填写中")), ("signed", _("已定级"))]
    public = Q(state="signed")

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="reviews")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=STATES, default="draft")
    points = models.PositiveSmallIntegerField(default=0)
    stars_before = models.PositiveSmallIntegerField(default=0)
    stars_after = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list, help_text="codes with facts, as shown")
    reviewer = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["station", "year"], name="review_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.state}"


class SavedFilter(Row):
    """A list's filter that somebody on the desk gave a name; the address it stands for can be shared as it is."""

    own = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_filter_name_once")]

    def __str__(self) -> str:
        return self.name
