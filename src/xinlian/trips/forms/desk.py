"""Forms of the desk: programmes, the sheet of batches, bases and routes, filters, reasons, costs."""

import datetime
import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.models import Application, Offering
from xinlian.people.identity import phone_number
from xinlian.people.models import Person
from xinlian.trips.actions.programmes import Season
from xinlian.trips.models import Cost, Programme, Route, Trip

ANY = [("", _("不限"))]
YUAN_MOST = 10_000_000
MOMENT = {"type": "datetime-local"}
LINE = re.compile(r"^(?:(\d{1,2})[ 　]+)?(\d{1,2}[:：]\d{2})?[ 　]*(.+)$")


def moment(**more: Any) -> forms.DateTimeField:
    """A day and time as the browser's own field gives it."""
    return forms.DateTimeField(widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M"), **more)


def day(**more: Any) -> forms.DateField:
    """A day as the browser's own field gives it."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def time(**more: Any) -> forms.TimeField:
    """A time of day as the browser's own field gives it."""
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


def fen(yuan: Any) -> int | None:
    """Yuan as fen; None when nothing was said."""
    return None if yuan is None else round(yuan * 100)


def money(**more: Any) -> forms.DecimalField:
    """An amount in yuan."""
    return forms.DecimalField(min_value=0, max_value=YUAN_MOST, decimal_places=2, required=False, **more)


MODE_HELP = _("抽签：报名时间里早晚都一样，截止以后当众抽。先到先得：报上就有座位。")
PARTY_HELP = _("一起报名的人排在同一批，要么都去，要么都等。写 1 就是各报各的。")
ANSWER_HELP = _("排上座位以后，这么久不答复，座位就给排在后面的人。")
HEALTH_HELP = _("职工写给领队的健康提示，回来这么多天以后自动删掉。")


class ProgrammeForm(forms.Form):
    """What a programme says of itself: name, window, who pays, caps."""

    title = forms.CharField(label=_("名称"), max_length=80)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    mode = forms.ChoiceField(label=_("怎么定人"), choices=Offering.MODES, initial="draw", help_text=MODE_HELP)
    opens_at = moment(label=_("从什么时候开始报名"))
    closes_at = moment(label=_("到什么时候截止报名"))
    party_max = forms.IntegerField(label=_("最多几个人结伴"), min_value=1, max_value=4, initial=2, help_text=PARTY_HELP)
    answer_hours = forms.IntegerField(
        label=_("给多少小时答复"), min_value=1, max_value=720, initial=72, help_text=ANSWER_HELP
    )
    funding = forms.ChoiceField(label=_("谁出钱"), choices=Programme.FUNDING, initial="union")
    day_cap = money(label=_("每人每天最多多少元"))
    year_cap = money(label=_("每人每年最多多少元"))
    days_cap = forms.IntegerField(label=_("最多几天"), min_value=1, max_value=15, required=False)
    rules_text = forms.CharField(
        label=_("写给职工看的说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    rules_source = forms.CharField(label=_("依据的文件"), max_length=200, required=False)
    family_welcome = forms.BooleanField(label=_("家属可以自费同行"), required=False)
    health_days = forms.IntegerField(
        label=_("出行后几天删掉健康提示"), min_value=1, max_value=180, initial=30, help_text=HEALTH_HELP
    )

    def clean(self) -> dict[str, Any]:
        """The window ends after it begins."""
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("报名截止要在开始报名之后。"))
        return data

    def values(self) -> dict[str, Any]:
        """What was said, as columns of the offering and the programme."""
        data = dict(self.cleaned_data)
        caps = {"day_cap_fen": fen(data.pop("day_cap")), "year_cap_fen": fen(data.pop("year_cap"))}
        return {**data, **caps}


class SeasonForm(forms.Form):
    """How many batches, from when, how often, how long, how many seats."""

    first_on = day(label=_("第一批哪天出发"))
    count = forms.IntegerField(label=_("一共几批"), min_value=1, max_value=200, initial=10)
    every_days = forms.IntegerField(label=_("每隔几天一批"), min_value=0, max_value=60, initial=4)
    days = forms.IntegerField(label=_("每批几天"), min_value=1, max_value=15, initial=1)
    capacity = forms.IntegerField(label=_("每批几个座位"), min_value=1, max_value=2000, initial=48)
    leaves = time(label=_("几点出发"), initial=datetime.time(7, 20))
    returns = time(label=_("几点回来"), initial=datetime.time(18, 0))
    route = forms.ModelChoiceField(
        label=_("走哪条线路"), queryset=Route.objects.none(), required=False, empty_label=_("以后再定")
    )

    def __init__(self, *args: Any, routes: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["route"]
        field.queryset, field.to_field_name = routes, "uid"
        field.label_from_instance = route_label
        field.widget.attrs["lang"] = "zh-Hans"

    def season(self) -> Season:
        """What was said, as the action takes it."""
        data = self.cleaned_data
        names = ("count", "every_days", "days", "capacity", "leaves", "returns", "route")
        return Season(first=data["first_on"], **{name: data[name] for name in names})


def route_label(route: Route) -> str:
    """A route with where it goes."""
    return f"{route.base.name} · {route.name}"


class UnionForm(forms.Form):
    """Which union offers it."""

    union = forms.ChoiceField(label=_("哪个工会办"), widget=forms.Select(attrs={"lang": "zh-Hans"}))

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["union"].choices = unions  # type: ignore[attr-defined]


class TripRowForm(forms.Form):
    """A line of the sheet of batches."""

    starts_at = moment()
    ends_at = moment()
    capacity = forms.IntegerField(min_value=1, max_value=2000)
    route = forms.ModelChoiceField(queryset=Route.objects.none(), required=False, empty_label=_("以后再定"))
    leader_phone = forms.CharField(max_length=20, required=False)
    gather_where = forms.CharField(max_length=120, required=False)
    bus = forms.CharField(max_length=80, required=False)
    agency = forms.CharField(max_length=80, required=False)
    insurer = forms.CharField(max_length=80, required=False)
    policy = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, trip: Trip, routes: Any, choices: Any, leaders: Any, **more: Any) -> None:
        self.trip, self.leaders = trip, leaders
        self.leader: Person | None = trip.leader
        more.setdefault("initial", self._now())
        super().__init__(*args, **more)
        field: Any = self.fields["route"]
        field.queryset, field.to_field_name = routes, "uid"
        field.widget.choices = choices  # asked once for all lines
        for name, one in self.fields.items():
            one.widget.attrs.update({"aria-label": f"{LABELS[name]} {trip.batch.number}", "class": f"cell-{name}"})
            if name not in ("starts_at", "ends_at", "capacity", "leader_phone"):
                one.widget.attrs["lang"] = "zh-Hans"

    def _now(self) -> dict[str, Any]:
        trip = self.trip
        names = ("leader_phone", "gather_where", "bus", "agency", "insurer", "policy")
        said: dict[str, Any] = {name: getattr(trip, name) for name in names}
        said |= {
            "starts_at": timezone.localtime(trip.batch.starts_at),
            "ends_at": timezone.localtime(trip.batch.ends_at),
        }
        return {**said, "capacity": trip.batch.capacity, "route": trip.route.uid if trip.route else None}

    def clean_leader_phone(self) -> str:
        """A number of somebody who signed up, so that they can call the roll on their own phone."""
        text = self.cleaned_data["leader_phone"]
        if not text:
            self.leader = None
            return ""
        if text == self.trip.leader_phone and self.trip.leader:
            return str(text)
        number = phone_number(text)
        if number.wrong:
            raise forms.ValidationError(_("领队的手机号是 11 位数字。"))
        self.leader = self.leaders(number.value)
        if self.leader is None:
            raise forms.ValidationError(_("没有人用这个手机号登记过，请先在“人员”里登记。"))
        return number.value

    def clean(self) -> dict[str, Any]:
        """It comes back after it leaves."""
        data: dict[str, Any] = super().clean() or {}
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("回来要在出发之后。"))
        return data

    def values(self) -> dict[str, Any]:
        """What was said, with the leader it names; the gathering moves with the start."""
        data = {**self.cleaned_data, "leader": self.leader}
        before, after = self.trip.batch.starts_at, data["starts_at"]
        if after != before and self.trip.gather_at:
            data["gather_at"] = self.trip.gather_at + (after - before)
        return data


LABELS = {
    "starts_at": _("出发"),
    "ends_at": _("返回"),
    "capacity": _("座位"),
    "route": _("线路"),
    "leader_phone": _("领队手机号"),
    "gather_where": _("在哪里集合"),
    "bus": _("车辆"),
    "agency": _("旅行社"),
    "insurer": _("保险公司"),
    "policy": _("保单号"),
}


class BaseForm(forms.Form):
    """A place where trips go."""

    name = forms.CharField(label=_("名称"), max_length=80)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    about = forms.CharField(label=_("介绍"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    closed_on = day(label=_("从哪天起不再用"), required=False)


class RouteForm(forms.Form):
    """A way a trip can go; the itinerary is typed line by line."""

    name = forms.CharField(label=_("名称"), max_length=80)
    days = forms.IntegerField(label=_("几天"), min_value=1, max_value=15, initial=1)
    price = money(label=_("每人多少元"))
    itinerary = forms.CharField(
        label=_("行程"),
        required=False,
        max_length=4000,
        help_text=_("一行一件事：第几天、几点、做什么，用空格隔开，例如“1 7:20 城南路集合”。"),
        widget=forms.Textarea(attrs={"rows": 8, "lang": "zh-Hans"}),
    )
    closed_on = day(label=_("从哪天起不再用"), required=False)

    def clean_itinerary(self) -> list[dict[str, Any]]:
        """The lines as the route keeps them: {day, time, text}."""
        found, last = [], 1
        for line in filter(str.strip, self.cleaned_data["itinerary"].splitlines()):
            match = LINE.match(line.strip())
            if match is None:
                raise forms.ValidationError(_("看不懂这一行：%(line)s") % {"line": line.strip()[:30]})
            last = int(match[1]) if match[1] else last
            found.append({"day": last, "time": (match[2] or "").replace("：", ":"), "text": match[3].strip()})
        return found

    def values(self) -> dict[str, Any]:
        """What was said, as columns of the route."""
        data = dict(self.cleaned_data)
        price = fen(data.pop("price")) or 0
        return {**data, "price_fen": price}


def itinerary_text(route: Route) -> str:
    """An itinerary as it is typed."""
    return "\n".join(f"{one['day']} {one['time']} {one['text']}".replace("  ", " ") for one in route.itinerary)


class FilterForm(forms.Form):
    """The filter of the applications; what does not fit is left out, since addresses are shared and grow old."""

    q = forms.CharField(label=_("姓名或手机号"), required=False, max_length=60)
    union = forms.ChoiceField(label=_("工会"), required=False, widget=forms.Select(attrs={"lang": "zh-Hans"}))
    group = forms.ChoiceField(label=_("优先组"), required=False, widget=forms.Select(attrs={"lang": "zh-Hans"}))
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*ANY, *Application.STATES])
    batch = forms.ChoiceField(label=_("想去哪一批"), required=False)
    seat = forms.ChoiceField(
        label=_("有没有座位"),
        required=False,
        choices=[
            *ANY,
            ("none", _("还没有座位")),
            ("some", _("有座位")),
            ("offered", _("等答复")),
            ("accepted", _("已确认")),
        ],
    )

    def __init__(
        self, *args: Any, unions: list[tuple[str, str]], groups: list[tuple[str, str]], numbers: list[int], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["union"].choices = [("", _("全部")), *unions]
        fields["group"].choices = [("", _("全部")), *groups]
        fields["batch"].choices = [*ANY, *((str(n), gettext("第 %(n)d 批") % {"n": n}) for n in numbers)]

    def wanted(self) -> dict[str, str]:
        """What of the filter can be understood."""
        self.is_valid()
        return dict(self.cleaned_data)


class ReasonForm(forms.Form):
    """A reason that stays beside the name."""

    why = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class SeatForm(ReasonForm):
    """A batch for somebody, with the reason."""

    batch = forms.ChoiceField(label=_("哪一批"))
    agreed = forms.BooleanField(label=_("他已经答应了，不用再问"), required=False)

    def __init__(self, *args: Any, batches: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["batch"].choices = batches  # type: ignore[attr-defined]


class SubstituteForm(ReasonForm):
    """Who comes instead, found by phone."""

    phone = forms.CharField(label=_("替补的人的手机号"), max_length=20)

    def clean_phone(self) -> str:
        """Eleven digits."""
        checked = phone_number(self.cleaned_data["phone"])
        if checked.wrong:
            raise forms.ValidationError(_("手机号是 11 位数字，以 1 开头。请再看一眼。"))
        return checked.value


class CostForm(forms.Form):
    """A line of what a trip cost."""

    kind = forms.ChoiceField(label=_("什么钱"), choices=Cost.KINDS)
    yuan = forms.DecimalField(label=_("多少元"), min_value=0, max_value=YUAN_MOST, decimal_places=2)
    note = forms.CharField(label=_("说明"), max_length=120, required=False)


class TripNoteForm(forms.Form):
    """What to bring, what to know."""

    note = forms.CharField(
        label=_("带什么、注意什么"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"}),
    )
