"""Trips: what a union offers in a year, where they go, each batch's own facts, families, health notes, costs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.models import Application, Batch, Offering
from xinlian.people.models import Person, Union
from xinlian.people.sensitive import SensitiveField
from xinlian.places.models import Place
from xinlian.rows.models import Row


class Base(Row):
    """Where trips go: a sanatorium, a scenic town, a craft village."""

    public = Q(closed_on=None)

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="bases")
    name = models.CharField(max_length=80)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="bases")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    about = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="base_name_once")]

    def __str__(self) -> str:
        return self.name


class Route(Row):
    """A way a trip can go: its days hour by hour, and what a person costs."""

    public = Q(closed_on=None)

    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="routes")
    name = models.CharField(max_length=80)
    days = models.PositiveSmallIntegerField(default=1)
    itinerary = models.JSONField(default=list, help_text='[{"day": 1, "time": "07:20", "text": "..."}, ...]')
    price_fen = models.PositiveIntegerField(default=0, help_text="per person, whole trip")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["base", "name"]
        constraints = [
            models.UniqueConstraint(fields=["base", "name"], name="route_name_once"),
            models.CheckConstraint(name="route_days_1_to_15", condition=Q(days__gte=1, days__lte=15)),
        ]

    def __str__(self) -> str:
        return self.name


class Programme(Row):
    """What a union offers in a year under one set of rules: money, caps, who pays; its batches are the offering's."""

    FUNDING = [
        ("union", _("工会经费")),
        ("welfare", _("单位福利费")),
        ("unit", _("单位成本列支")),
        ("shared", _("单位和个人分担")),
        ("self", _("个人自付")),
    ]
    public = ~Q(offering__state="draft")

    offering = models.OneToOneField(Offering, on_delete=models.PROTECT, related_name="programme")
    year = models.PositiveSmallIntegerField()
    funding = models.CharField(max_length=8, choices=FUNDING, default="union")
    rules_text = models.CharField(max_length=500, blank=True, help_text="in plain words, for the worker")
    rules_source = models.CharField(max_length=200, blank=True)
    day_cap_fen = models.PositiveIntegerField(null=True, blank=True, help_text="most a person and day may cost")
    year_cap_fen = models.PositiveIntegerField(null=True, blank=True, help_text="most a person may cost in a year")
    days_cap = models.PositiveSmallIntegerField(null=True, blank=True, help_text="most days, travel included")
    family_welcome = models.BooleanField(default=False, help_text="family may come at its own cost")
    survey_uid = models.UUIDField(null=True, blank=True, help_text="the questionnaire asked after each batch")
    health_days = models.PositiveSmallIntegerField(default=30, help_text="health notes end so many days after the trip")

    class Meta:
        ordering = ["-year", "id"]

    def __str__(self) -> str:
        return f"{self.year}"


class Trip(Row):
    """A batch of a programme as a trip: who leads it, how it travels, who insures it."""

    public = ~Q(batch__offering__state="draft")

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="trip")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="trips")
    route = models.ForeignKey(Route, on_delete=models.PROTECT, null=True, blank=True, related_name="trips")
    leader = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="trips_led")
    leader_phone = models.CharField(max_length=30, blank=True, help_text="the number to call on the way, agreed to")
    gather_at = models.DateTimeField(null=True, blank=True)
    gather_where = models.CharField(max_length=120, blank=True)
    gather_place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="gatherings")
    bus = models.CharField(max_length=80, blank=True, help_text="plate and company")
    agency = models.CharField(max_length=80, blank=True)
    insurer = models.CharField(max_length=80, blank=True)
    policy = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="what to bring, what to know")

    class Meta:
        ordering = ["programme", "batch"]

    def __str__(self) -> str:
        return f"{self.batch_id}"


class Relative(Row):
    """Somebody of the family who comes along at their own cost: a record of its own, apart from union money."""

    own = "application__person"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="relatives")
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=20)
    phone = SensitiveField()
    contract = models.CharField(max_length=60, blank=True, help_text="number of their own contract with the agency")
    price_fen = models.PositiveIntegerField(default=0)
    paid_on = models.DateField(null=True, blank=True)
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["application", "name"]

    def __str__(self) -> str:
        return f"{self.uid}"


class HealthNote(Row):
    """What a leader should know of somebody's health: under its own consent, ended by itself after the trip."""

    own = "application__person"

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="health_note")
    text = SensitiveField()
    contact_name = models.CharField(max_length=60, blank=True, help_text="whom to call in an emergency")
    contact_phone = SensitiveField()
    given_at = models.DateTimeField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"{self.uid}"


class Cost(Row):
    """What a trip cost, line by line."""

    KINDS = [
        ("transport", _("交通")),
        ("meals", _("餐费")),
        ("rooms", _("住宿")),
        ("tickets", _("门票")),
        ("guide", _("导游服务")),
        ("insurance", _("保险")),
        ("other", _("其他")),
    ]

    trip = models.ForeignKey(Trip, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=10, choices=KINDS)
    fen = models.PositiveIntegerField()
    note = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["trip", "kind", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.fen}"
