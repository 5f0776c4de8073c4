"""What officers fill in about a project and its base."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.people.identity import phone_number
from xinlian.people.keys import phone_key
from xinlian.people.models import Person
from xinlian.rows.sentences import say
from xinlian.training.models import Project, Room, Trainer
from xinlian.training.models.projects import TIERS
from xinlian.training.queries import base

OFF = {"autocomplete": "off"}
ZH = {"lang": "zh-Hans"}
RESTRICTIONS: list[tuple[str, "str | Promise"]] = [
    ("height", _("高处作业")),
    ("night", _("夜班")),
    ("crane", _("吊装")),
    ("driving", _("驾驶")),
    ("dust", _("粉尘")),
    ("noise", _("噪声")),
]
WEEKDAYS: list[tuple[str, "str | Promise"]] = [
    ("1", _("周一")),
    ("2", _("周二")),
    ("3", _("周三")),
    ("4", _("周四")),
    ("5", _("周五")),
    ("6", _("周六")),
    ("7", _("周日")),
]


def day(**more: Any) -> forms.DateField:
    """A day as the browser's own field gives it."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def words(label: Any, longest: int, **more: Any) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(OFF), **more)


def one_of(label: Any, rows: Any, none: Any, **more: Any) -> "forms.ModelChoiceField[Any]":
    """One of some rows, by its public id."""
    return forms.ModelChoiceField(
        label=label,
        queryset=rows,
        to_field_name="uid",
        required=False,
        empty_label=none,
        widget=forms.Select(ZH),
        **more,
    )


class ProjectForm(forms.Form):
    """A project and its base."""

    name = words(_("项目名称"), 80)
    base_name = words(_("培训基地的名称"), 80)
    area_m2 = forms.IntegerField(label=_("基地面积（平方米）"), min_value=1, max_value=10_000_000, required=False)
    goal = forms.IntegerField(label=_("要培训多少人次"), min_value=1, max_value=10_000_000, initial=10_000)
    begins_on = day(label=_("从哪天开始"))
    ends_on = day(label=_("到哪天为止"))

    def __init__(self, *args: Any, sites: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["site"] = one_of(_("哪个工地的门"), sites, _("以后再定"))


class NewProjectForm(ProjectForm):
    """The same, with the union it belongs to."""

    def __init__(self, *args: Any, unions: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["union"] = one_of(_("哪个工会的项目"), unions, _("请选择"))
        self.fields["union"].required = True
        self.order_fields(["union"])


class SectionForm(forms.Form):
    """A section."""

    name = words(_("标段名称"), 60)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)


class TeamForm(forms.Form):
    """A team; its leader is found by phone."""

    name = words(_("班组名称"), 60)
    phone = words(_("班组长的手机"), 30, required=False, help_text=_("班组长要先登记过；不填就是还没有班组长"))
    closed_on = day(label=_("从哪天起撤了"), required=False)

    def __init__(self, *args: Any, project: Project, leader: Person | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.project, self.leader = project, leader
        self.fields["firm"] = one_of(_("分包单位"), base.firms(project), _("总包自己的班组"))
        self.order_fields(["name", "firm", "phone", "closed_on"])
        if leader is not None:
            self.fields["phone"].help_text = _("已经有班组长；换人才填，写“无”就是不要班组长")

    def clean_phone(self) -> Person | None:
        """The person whom the phone belongs to."""
        text = str(self.cleaned_data["phone"]).strip()
        if not text:
            return self.leader
        if text == "无":
            return None
        checked = phone_number(text)
        if checked.wrong:
            raise forms.ValidationError(say(checked.wrong, {}))
        found = base.leader_by_phone(self.project, phone_key(checked.value))
        if found is None:
            raise forms.ValidationError(_("项目里没有人用这个手机号登记过，请先登记这个人。"))
        return found

    def values(self) -> dict[str, Any]:
        """As columns."""
        data = dict(self.cleaned_data)
        leader = data.pop("phone")
        return {**data, "leader": leader}


class RoomForm(forms.Form):
    """A centre or a room."""

    name = words(_("名称"), 60)
    kind = forms.ChoiceField(label=_("是什么"), choices=Room.KINDS, initial="room")
    capacity = forms.IntegerField(label=_("坐得下多少人"), min_value=1, max_value=2000)
    closed_on = day(label=_("从哪天起不用"), required=False)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)


class SubjectForm(forms.Form):
    """Something that is taught."""

    name = words(_("科目名称"), 60)
    tier = forms.ChoiceField(label=_("学时算在哪一级"), choices=TIERS)
    practical = forms.BooleanField(label=_("在模拟机上教"), required=False)
    ended_on = day(label=_("从哪天起不教"), required=False)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)


class TrainerForm(forms.Form):
    """What somebody teaches, on which days."""

    weekdays = forms.MultipleChoiceField(
        label=_("哪几天来"),
        choices=WEEKDAYS,
        required=False,
        help_text=_("一天也不选就是哪天都行"),
        widget=forms.CheckboxSelectMultiple,
    )
    ended_on = day(label=_("从哪天起不教了"), required=False)

    def __init__(self, *args: Any, project: Project, trainer: Trainer | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["subjects"] = forms.ModelMultipleChoiceField(
            label=_("教什么"),
            queryset=base.subjects(project),
            to_field_name="uid",
            required=False,
            widget=forms.CheckboxSelectMultiple(ZH),
        )
        first = []
        if trainer is None:
            del self.fields["ended_on"]
            self.fields["person"] = one_of(
                _("谁"),
                base.could_teach(project),
                _("请选择"),
                help_text=_("先在“角色”里给这个人“培训老师”的角色"),
            )
            self.fields["person"].required = True
            self.fields["person"].label_from_instance = _name  # type: ignore[attr-defined]
            first = ["person"]
        self.order_fields([*first, "subjects", "weekdays"])

    def values(self) -> dict[str, Any]:
        """As the actions take it."""
        data = dict(self.cleaned_data)
        return {**data, "weekdays": [int(one) for one in data["weekdays"]]}


class AbsenceForm(forms.Form):
    """Days on which somebody does not teach."""

    first_on = day(label=_("从哪天起不来"))
    last_on = day(label=_("到哪天"))


class DemandForm(forms.Form):
    """What a trade asks."""

    least_age = forms.IntegerField(label=_("最小多少岁"), min_value=16, max_value=60, initial=18)
    most_age_men = forms.IntegerField(label=_("男的最大多少岁"), min_value=30, max_value=80, required=False)
    most_age_women = forms.IntegerField(label=_("女的最大多少岁"), min_value=30, max_value=80, required=False)
    barred_by = forms.MultipleChoiceField(
        label=_("体检有哪些限制就不能干"), choices=RESTRICTIONS, required=False, widget=forms.CheckboxSelectMultiple
    )
    effective_on = day(label=_("从哪天起"))
    source = words(_("依据的文件"), 200)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        more.setdefault("initial", {}).setdefault("effective_on", timezone.localdate())
        super().__init__(*args, **more)
        self.fields["trade"] = one_of(_("哪个工种"), base.trades(timezone.localdate()), _("没有单独要求的所有工种"))
        self.order_fields(["trade"])


def _name(person: Any) -> str:
    return str(person.name)
