"""Places, what is there, pictures of them, roads past them, visits to them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.places.facilities import CHOICES
from xinlian.rows.models import Row


class Place(Row):
    """A point with a name, where it is by WGS-84, and the pair and datum as somebody gave it."""

    KINDS = [("station", _("驿站")), ("base", _("基地")), ("site", _("工地")), ("other", _("其他"))]
    DATUMS = [("wgs84", "WGS-84"), ("gcj02", "GCJ-02"), ("bd09", "BD-09"), ("cgcs2000", "CGCS2000")]
    public = Q(listed=True)

    kind = models.CharField(max_length=10, choices=KINDS, default="station")
    name = models.CharField(max_length=80)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="places")
    lat = models.FloatField(help_text="WGS-84 degrees north")
    lon = models.FloatField(help_text="WGS-84 degrees east")
    datum = models.CharField(max_length=10, choices=DATUMS, default="wgs84")
    raw_lat = models.FloatField(help_text="as given, in `datum`")
    raw_lon = models.FloatField(help_text="as given, in `datum`")
    address = models.CharField(max_length=200, blank=True)
    directions = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    hours = models.CharField(max_length=255, blank=True, help_text="an OpenStreetMap opening_hours string")
    road_ref = models.CharField(max_length=20, blank=True, db_index=True)
    mark_m = models.IntegerField(null=True, blank=True, help_text="kilometre mark on that road, in metres")
    facility_bits = models.BigIntegerField(default=0, editable=False, help_text="working facilities, a bit each")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="last evidence that it is as described")
    confirmed_by = models.CharField(max_length=10, blank=True, help_text="worker, keeper, officer, door")
    listed = models.BooleanField(default=False)
    removed_on = models.DateField(null=True, blank=True)
    removed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["lat", "lon"], name="place_lat_lon")]
        constraints = [
            models.CheckConstraint(name="place_lat_range", condition=Q(lat__gte=-90, lat__lte=90)),
            models.CheckConstraint(name="place_lon_range", condition=Q(lon__gte=-180, lon__lte=180)),
            models.CheckConstraint(name="place_not_null_island", condition=~Q(lat=0, lon=0)),
            models.CheckConstraint(name="place_removed_has_reason", condition=Q(removed_on=None) | ~Q(removed_why="")),
        ]

    def __str__(self) -> str:
        return self.name


class Facility(Row):
    """One kind of thing at a place: working, broken or known to be absent, and who confirmed that when."""

    STATES = [("working", _("能用")), ("broken", _("坏了")), ("absent", _("没有"))]
    public = Q(place__listed=True)

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="facilities")
    code = models.CharField(max_length=20, choices=CHOICES)
    state = models.CharField(max_length=8, choices=STATES, default="working")
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    women_only = models.PositiveSmallIntegerField(default=0, help_text="how many of them are for women only")
    fee_fen = models.PositiveIntegerField(default=0, help_text="price of one use in fen; 0 is free")
    note = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "facilities"
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="facility_once_per_place"),
            models.CheckConstraint(
                name="facility_women_only_at_most_all",
                condition=Q(count=None) | Q(women_only__lte=F("count")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Media(Row):
    """A photo or short video of a place: resized, metadata dropped, shown only after somebody looked."""

    KINDS = [("photo", _("照片")), ("video", _("短视频"))]
    STATES = [("pending", _("待审核")), ("shown", _("已展示")), ("refused", _("未通过")), ("withdrawn", _("已撤回"))]
    public = Q(state="shown", place__listed=True)
    own = "person"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="media")
    kind = models.CharField(max_length=5, choices=KINDS)
    state = models.CharField(max_length=10, choices=STATES, default="pending")
    stem = models.CharField(max_length=60, help_text="file name without size and ending, below the media folder")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    poster = models.BooleanField(default=False, help_text="a video that has a still picture of itself")
    sha256 = models.CharField(max_length=64)
    taken_m = models.IntegerField(null=True, blank=True, help_text="how far from the place it was taken, in metres")
    caption = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="media")
    client_uid = models.UUIDField(null=True, blank=True, unique=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name_plural = "media"
        constraints = [models.UniqueConstraint(fields=["place", "sha256"], name="media_once_per_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Road(Row):
    """A named road as a line, with kilometre marks along it."""

    public = Q(id__gt=0)

    ref = models.CharField(max_length=20, db_index=True)
    name = models.CharField(max_length=80)
    start_name = models.CharField(max_length=40, blank=True)
    end_name = models.CharField(max_length=40, blank=True)
    points = models.JSONField(help_text="[[lat, lon], ...] in WGS-84 from start to end")
    length_m = models.FloatField()
    start_mark_m = models.IntegerField(default=0, help_text="the kilometre mark at the first point, in metres")
    marks_fall = models.BooleanField(default=False, help_text="marks get smaller from start to end")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["ref", "name"]
        constraints = [models.UniqueConstraint(fields=["ref", "name"], name="road_once")]

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"


class RoadStop(models.Model):
    """A place by a road: metres from the road's start, metres off it, and on which side."""

    SIDES = [("L", _("左手边")), ("R", _("右手边"))]

    road = models.ForeignKey(Road, on_delete=models.CASCADE, related_name="stops")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="stops")
    along_m = models.FloatField()
    offset_m = models.FloatField()
    side = models.CharField(max_length=1, choices=SIDES)

    class Meta:
        ordering = ["road", "along_m"]
        indexes = [models.Index(fields=["road", "along_m"], name="stop_road_along")]
        constraints = [models.UniqueConstraint(fields=["road", "place"], name="stop_once")]

    def __str__(self) -> str:
        return f"{self.along_m:.0f} m"


class CalendarDay(Row):
    """A public holiday, or a weekend day that is worked; rows, since each year's list comes in autumn."""

    KINDS = [("holiday", _("放假")), ("workday", _("调休上班"))]
    public = Q(id__gt=0)

    on = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class Town(models.Model):
    """A town by name, for those who have no satellite fix."""

    name = models.CharField(max_length=40, db_index=True)
    province = models.CharField(max_length=20, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    population = models.IntegerField(default=0)

    class Meta:
        ordering = ["-population", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "lat", "lon"], name="town_once")]

    def __str__(self) -> str:
        return self.name


class Visit(Row):
    """Somebody came: scanned the code at the door or was counted by the keeper."""

    WAYS = [("door", _("扫门口的码")), ("count", _("管理员计数"))]
    own = "person"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="visits")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="visits")
    way = models.CharField(max_length=5, choices=WAYS, default="door")
    heads = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["place", "at"], name="visit_place_at")]
        constraints = [models.CheckConstraint(name="visit_has_heads", condition=Q(heads__gte=1))]

    def __str__(self) -> str:
        return f"{self.way} {self.at:%Y-%m-%d}"
