"""Forms of the desk and of trainers about programmes, classes, sessions, hours."""

import datetime
import re
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.models import Paper
from xinlian.credentials.models import CertificateTemplate, Trade
from xinlian.people.identity import phone_number
from xinlian.people.languages import LANGUAGES
from xinlian.simulators.models import Scenario
from xinlian.training.actions.programmes import Taught
from xinlian.training.models import Builder, Lesson, Programme, Project, Room, Session, Subject, Team, Trainer
from xinlian.training.models.projects import TIERS
from xinlian.training.rules.hours import HOUR

LINE = re.compile(r"^\s*(\d{1,2})\s+(\d{1,2}[:：]\d{2})\s*[-–—~到至]\s*(\d{1,2}[:：]\d{2})\s+(.+?)\s*$")
ZH = {"lang": "zh-Hans"}


def day(**more: Any) -> forms.DateField:
    """A day as the browser's own field gives it."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def clock(**more: Any) -> forms.TimeField:
    """A time of day as the browser's own field gives it."""
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


def moment(**more: Any) -> forms.DateTimeField:
    """A day and time as the browser's own field gives it."""
    attrs = {"type": "datetime-local"}
    return forms.DateTimeField(widget=forms.DateTimeInput(attrs=attrs, format="%Y-%m-%dT%H:%M"), **more)


class Chosen(forms.ModelChoiceField[Any]):
    """One row by its UUID, in its own words."""

    def __init__(self, *, words: Any, empty: Any = None, **more: Any) -> None:
        self.words = words
        more.setdefault("queryset", Room.objects.none())
        super().__init__(to_field_name="uid", empty_label=empty, widget=forms.Select(attrs=ZH), **more)

    def label_from_instance(self, one: Any) -> str:
        """Its words."""
        return str(self.words(one))


class Several(forms.ModelMultipleChoiceField[Any]):
    """Rows by their UUIDs, as boxes to tick."""

    def __init__(self, *, words: Any, **more: Any) -> None:
        self.words = words
        more.setdefault("queryset", Room.objects.none())
        super().__init__(to_field_name="uid", widget=forms.CheckboxSelectMultiple(attrs=ZH), **more)

    def label_from_instance(self, one: Any) -> str:
        """Its words."""
        return str(self.words(one))


class Once(forms.Form):
    """A form that carries its own number, so that sending it twice is sending it once."""

    client_uid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_uid", uuid.uuid4())
        self.label_suffix = ""

    def uid(self) -> uuid.UUID:
        """The number sent along; a fresh one where a robot left it out."""
        return self.cleaned_data["client_uid"] or uuid.uuid4()


class ProgrammeForm(forms.Form):
    """What a programme is."""

    title = forms.CharField(label=_("名称"), max_length=80, widget=forms.TextInput(attrs=ZH))
    kind = forms.ChoiceField(label=_("哪一种"), choices=Programme.KINDS)
    trades = Several(
        label=_("哪些工种"), required=False, words=lambda one: one.name, help_text=_("一个不选，就是所有工种都上。")
    )
    paper = Chosen(label=_("考哪份试卷"), required=False, empty=_("不考试"), words=lambda one: one.title)
    template = Chosen(label=_("上完发什么证书"), required=False, empty=_("不发证书"), words=lambda one: one.title)
    pass_months = forms.IntegerField(label=_("上岗码管几个月"), min_value=1, max_value=60, initial=12)

    def __init__(self, *args: Any, project: Project, programme: Programme | None = None, **more: Any) -> None:
        if programme is not None:
            more.setdefault("initial", self._now(programme))
        super().__init__(*args, **more)
        if programme is not None:
            del self.fields["kind"]
        owners = {"union_path": project.union_path, "retired_at": None}
        fields: Any = self.fields
        fields["trades"].queryset = Trade.objects.filter(ended_on=None)
        fields["paper"].queryset = Paper.objects.filter(**owners)
        fields["template"].queryset = CertificateTemplate.objects.filter(issuer=project.union, retired_at=None)

    @staticmethod
    def _now(programme: Programme) -> dict[str, Any]:
        return {
            "title": programme.offering.title,
            "trades": [one.uid for one in programme.trades.all()],
            "paper": programme.paper.uid if programme.paper else None,
            "template": programme.template.uid if programme.template else None,
            "pass_months": programme.pass_months,
        }

    def values(self) -> dict[str, Any]:
        """What the action calls values."""
        return {name: self.cleaned_data[name] for name in ("paper", "template", "pass_months")}


class LessonsForm(forms.Form):
    """The lessons, a line each."""

    lessons = forms.CharField(
        label=_("课程"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10, **ZH}),
        help_text=_("一行一节：第几天、几点到几点、课名，用空格隔开，例如“1 8:30-10:00 安全法规”。"),
    )

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        self.subjects = {one.name: one for one in Subject.objects.filter(project=project, ended_on=None)}

    def clean_lessons(self) -> list[Taught]:
        """What was typed, line by line."""
        return [self._lesson(line) for line in self.cleaned_data["lessons"].splitlines() if line.strip()]

    def _lesson(self, line: str) -> Taught:
        found = LINE.match(line)
        if found is None:
            raise forms.ValidationError(_("看不懂这一行：%(line)s"), params={"line": line.strip()[:40]})
        subject = self.subjects.get(found[4])
        if subject is None:
            raise forms.ValidationError(_("没有这门课：%(name)s"), params={"name": found[4][:40]})
        try:
            begins, ends = (datetime.time.fromisoformat(found[n].replace("：", ":").zfill(5)) for n in (2, 3))
        except ValueError as error:
            raise forms.ValidationError(_("看不懂这一行：%(line)s"), params={"line": line.strip()[:40]}) from error
        return Taught(subject, int(found[1]), begins, ends)


def lessons_text(lessons: Sequence[Lesson]) -> str:
    """Lessons as they are typed."""
    return "\n".join(f"{one.day} {one.begins:%H:%M}-{one.ends:%H:%M} {one.subject.name}" for one in lessons)


class TaskForm(forms.Form):
    """A simulator task."""

    scenario = Chosen(label=_("模拟机科目"), words=lambda one: f"{one.simulator.name} · {one.name}")
    trade = Chosen(label=_("哪个工种"), required=False, empty=_("所有工种"), words=lambda one: one.name)
    least_marks = forms.DecimalField(label=_("至少多少分"), min_value=0, max_value=10000, decimal_places=3, initial=60)

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["scenario"].queryset = Scenario.objects.filter(
            union_path=programme.union_path, retired_at=None
        ).select_related("simulator")
        fields["trade"].queryset = programme.trades.all() if programme.trades.exists() else Trade.objects.all()


class DaysForm(forms.Form):
    """When and where classes could be held: a day for each day of the programme, rooms, how few are too few."""

    rooms = Several(label=_("用哪几间教室"), words=lambda one: one.name)
    least = forms.IntegerField(label=_("少于几个人就不开"), min_value=1, max_value=500, initial=5)

    def __init__(self, *args: Any, project: Project, length: int, taken: dict[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.days_asked = length
        names = [f"day{number}" for number in range(1, length + 1)]
        for number, name in enumerate(names, 1):
            self.fields[name] = day(label=_("第 %(n)d 天") % {"n": number})
        self.order_fields([*names, "rooms", "least"])
        field: Any = self.fields["rooms"]
        field.queryset = Room.objects.filter(project=project, closed_on=None)
        field.words = lambda room: " · ".join(filter(None, (room.name, str(room.capacity), taken.get(room.pk, ""))))

    def clean(self) -> dict[str, Any]:
        """Days in order, each once."""
        data: dict[str, Any] = super().clean() or {}
        days = [data.get(f"day{number}") for number in range(1, self.days_asked + 1)]
        if all(days) and days != sorted(set(days)):  # type: ignore[type-var]
            self.add_error(f"day{self.days_asked}", _("开班的日子要从早到晚，一天只选一次。"))
        return data

    def days(self) -> list[datetime.date]:
        """The days that were said."""
        return [self.cleaned_data[f"day{number}"] for number in range(1, self.days_asked + 1)]


class HoldForm(forms.Form):
    """A class as it is confirmed."""

    days = forms.CharField(widget=forms.HiddenInput)
    room = Chosen(words=lambda one: one.name)
    language = forms.ChoiceField(choices=list(LANGUAGES.items()))
    lead = Chosen(label=_("谁带班"), required=False, empty=_("以后再定"), words=lambda one: one.person.name)
    people = Several(words=lambda one: one.person.name)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["room"].queryset = Room.objects.filter(project=project)
        fields["lead"].queryset = trainers_of(project)
        fields["people"].queryset = Builder.objects.filter(project=project, left_on=None).select_related("person")

    def clean_days(self) -> list[datetime.date]:
        """As the page sent them along."""
        try:
            return [datetime.date.fromisoformat(one) for one in self.cleaned_data["days"].split(",")]
        except ValueError as error:
            raise forms.ValidationError(_("开班的日子看不懂，请从上一步再来。")) from error


def trainers_of(project: Project) -> Any:
    """Those who teach there now."""
    return Trainer.objects.filter(project=project, ended_on=None).select_related("person").order_by("person__name")


class SessionForm(forms.Form):
    """When, where and by whom a session is held."""

    on = day(label=_("哪一天"))
    begins = clock(label=_("几点开始"))
    room = Chosen(label=_("哪间教室"), words=lambda one: f"{one.name} · {one.capacity}")
    trainer = Chosen(label=_("哪位老师"), required=False, empty=_("以后再定"), words=lambda one: one.person.name)

    def __init__(self, *args: Any, session: Session, free: Sequence[Trainer] = (), **more: Any) -> None:
        starts = timezone.localtime(session.starts_at)
        trainer = session.trainer.uid if session.trainer else None
        said = {"on": starts.date(), "begins": starts.time(), "room": session.room.uid, "trainer": trainer}
        more.setdefault("initial", said)
        super().__init__(*args, **more)
        project = session.training_class.programme.project
        fields: Any = self.fields
        fields["room"].queryset = Room.objects.filter(project=project, closed_on=None)
        fields["trainer"].queryset = trainers_of(project)
        keys = {one.pk for one in free}
        fields["trainer"].words = lambda one: f"{one.person.name}{_('（有空）') if one.pk in keys else ''}"

    def starts_at(self) -> datetime.datetime:
        """The moment that was said."""
        said = datetime.datetime.combine(self.cleaned_data["on"], self.cleaned_data["begins"])
        return timezone.make_aware(said)


class ElsewhereForm(Once):
    """Who sat in which session of another class."""

    other = Chosen(label=_("在哪一节补的"), words=lambda one: one)
    builder = Chosen(label=_("谁"), words=lambda one: one.person.name)

    def __init__(self, *args: Any, others: Any, words: Any, people: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["other"].queryset, fields["other"].words = others, words
        fields["builder"].queryset = people


class PhoneForm(Once):
    """Somebody by their phone."""

    phone = forms.CharField(label=_("手机号"), max_length=20)

    def clean_phone(self) -> str:
        """Eleven digits."""
        checked = phone_number(self.cleaned_data["phone"])
        if checked.wrong:
            raise forms.ValidationError(_("手机号是 11 位数字，以 1 开头。请再看一眼。"))
        return checked.value


class TickForm(Once):
    """A seat, and whether its person is there."""

    seat = forms.UUIDField()
    here = forms.ChoiceField(choices=[("1", ""), ("0", "")])


class ExamForm(forms.Form):
    """When the exam of a class is."""

    opens_at = moment(label=_("几时可以开始考"))
    closes_at = moment(label=_("几时收卷"))
    attempts = forms.IntegerField(label=_("一个人可以考几次"), min_value=1, max_value=5, initial=2)


class HoursForm(Once):
    """Hours that were taught outside the base."""

    tier = forms.ChoiceField(label=_("哪一级"), choices=TIERS, initial="team")
    hours = forms.DecimalField(label=_("几个学时"), min_value=0, max_value=200, decimal_places=2)
    on = day(label=_("哪一天"))
    what = forms.CharField(label=_("学了什么"), max_length=120, widget=forms.TextInput(attrs=ZH))

    def minutes(self) -> int:
        """In minutes."""
        hours: Decimal = self.cleaned_data["hours"]
        return round(hours * HOUR)


class TeamHoursForm(HoursForm):
    """The same for everybody of a team."""

    team = Chosen(label=_("哪个班组"), words=lambda one: f"{one.section.name} · {one.name}")
    field_order = ("team", "tier", "hours", "on", "what")

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["team"]
        field.queryset = Team.objects.filter(section__project=project, closed_on=None).select_related("section")


class RuleForm(forms.Form):
    """What is asked from a day on."""

    kind = forms.ChoiceField(
        label=_("哪一项"),
        choices=[*TIERS, ("first", _("进场第一年一共")), ("yearly", _("以后每年一共"))],
    )
    hours = forms.DecimalField(
        label=_("几个学时"), min_value=0, max_value=200, decimal_places=2, help_text=_("写 0 就是不再要求。")
    )
    within_days = forms.IntegerField(
        label=_("进场后几天之内"), min_value=0, max_value=730, help_text=_("写 0 就是上岗以前要够。")
    )
    effective_on = day(label=_("从哪天起"))
    source = forms.CharField(label=_("依据"), max_length=200, widget=forms.TextInput(attrs=ZH))
