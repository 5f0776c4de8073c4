"""What officers and trainers type about simulators."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.boards.models import Board
from xinlian.simulators.models import Ladder, Scenario, Simulator
from xinlian.simulators.models.simulators import KINDS

Z = {"lang": "zh-Hans"}
DATE = {"type": "date"}


class VersionForm(forms.Form):
    """How a version scores."""

    version = forms.CharField(label=_("版本"), max_length=20, initial="1.0", widget=forms.TextInput(attrs=Z))
    full = forms.DecimalField(
        label=_("满分"), min_value=Decimal("0.001"), max_value=10_000, decimal_places=3, initial=100
    )
    mean_ref = forms.DecimalField(
        label=_("参照的平均分"),
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=3,
        help_text=_("各模拟机合计排名时，分数和它比。定下来不再改；不填，这种模拟机不参加合计。"),
    )
    sd_ref = forms.DecimalField(
        label=_("参照的离散程度（标准差）"),
        required=False,
        min_value=Decimal("0.001"),
        max_value=10_000,
        decimal_places=3,
        help_text=_("分数一般在平均分上下多少。"),
    )


class SimulatorForm(VersionForm):
    """A simulator with its first version."""

    union = forms.ChoiceField(label=_("哪个工会的"), widget=forms.Select(attrs=Z))
    kind = forms.ChoiceField(label=_("练什么"), choices=KINDS)
    name = forms.CharField(label=_("叫什么"), max_length=60, widget=forms.TextInput(attrs=Z))
    field_order = ["union", "kind", "name", "version", "full", "mean_ref", "sd_ref"]

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["union"]
        field.choices = unions


class ScenarioForm(forms.Form):
    """A task."""

    code = forms.CharField(
        label=_("代号"), max_length=40, widget=forms.TextInput(attrs=Z), help_text=_("设备和表格里这样写，例如 L1。")
    )
    name = forms.CharField(label=_("叫什么"), max_length=60, widget=forms.TextInput(attrs=Z))
    iri = forms.URLField(
        label=_("xAPI 里的 IRI"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("厂家定好的就抄来，没有就不写。"),
    )


class DeviceForm(forms.Form):
    """A machine in a room."""

    name = forms.CharField(
        label=_("叫什么"), max_length=60, widget=forms.TextInput(attrs=Z), help_text=_("例如“1 号机”。")
    )
    place = forms.CharField(label=_("在哪里"), max_length=60, required=False, widget=forms.TextInput(attrs=Z))


class PeopleForm(forms.Form):
    """Trainees, pasted from Excel: anything with a phone in each line."""

    union = forms.ChoiceField(label=_("在哪个工会练"), widget=forms.Select(attrs=Z))
    phones = forms.CharField(
        label=_("学员的手机号"),
        max_length=60000,
        widget=forms.Textarea(attrs={"rows": 5, **Z}),
        help_text=_("从 Excel 里整列复制过来就行，一行一个人，有姓名也可以。"),
    )
    site = forms.CharField(label=_("标段"), required=False, max_length=40, widget=forms.TextInput(attrs=Z))
    team = forms.CharField(label=_("班组"), required=False, max_length=40, widget=forms.TextInput(attrs=Z))

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["union"]
        field.choices = unions


class PlaceForm(forms.Form):
    """Where a trainee works."""

    site = forms.CharField(label=_("标段"), required=False, max_length=40, widget=forms.TextInput(attrs=Z))
    team = forms.CharField(label=_("班组"), required=False, max_length=40, widget=forms.TextInput(attrs=Z))


class TurnForm(forms.Form):
    """Somebody's turn at a device, by number."""

    number = forms.CharField(label=_("学员编号"), max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    scenario = forms.ChoiceField(label=_("科目"), widget=forms.Select(attrs=Z))
    practice = forms.BooleanField(label=_("只是练习，不排名"), required=False)
    client_uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, scenarios: list[Scenario], **more: Any) -> None:
        super().__init__(*args, **more)
        self.scenarios = {str(one.uid): one for one in scenarios}
        field: Any = self.fields["scenario"]
        field.choices = [(key, f"{one.code} {one.name}") for key, one in self.scenarios.items()]


class LadderForm(forms.Form):
    """What a board counts."""

    simulator = forms.ChoiceField(label=_("排什么"), widget=forms.Select(attrs=Z))
    title = forms.CharField(label=_("标题"), max_length=80, widget=forms.TextInput(attrs=Z))
    how = forms.ChoiceField(label=_("练了几次，怎么算"), choices=Ladder.HOW)
    of = forms.IntegerField(label=_("取最好几次的平均时，取几次"), required=False, min_value=1, max_value=100)
    fewest = forms.IntegerField(label=_("至少练几次才上榜"), min_value=1, max_value=100, initial=1)
    since_on = forms.DateField(label=_("从哪天"), required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    until_on = forms.DateField(label=_("到哪天"), required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    site = forms.CharField(label=_("只排一个标段"), required=False, max_length=40, widget=forms.TextInput(attrs=Z))
    team = forms.CharField(label=_("只排一个班组"), required=False, max_length=40, widget=forms.TextInput(attrs=Z))
    names = forms.ChoiceField(label=_("别人的姓名怎么写"), choices=Board.NAMES, initial="masked")

    def __init__(self, *args: Any, simulators: list[Simulator], unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.simulators = {str(one.uid): one for one in simulators}
        field: Any = self.fields["simulator"]
        overall = [(f"all-{uid}", _("各模拟机合计 · %(union)s") % {"union": name}) for uid, name in unions]
        field.choices = [*overall, *((key, one.name) for key, one in self.simulators.items())]
        self.fields["since_on"].initial = timezone.localdate().replace(day=1)

    def clean(self) -> dict[str, Any]:
        """With a number where the mean of the best wants one."""
        said = super().clean() or {}
        if said.get("how") == "mean_best" and not said.get("of"):
            self.add_error("of", _("请写取几次。"))
        return said


class WhyForm(forms.Form):
    """Why a device is blocked or its runs withdrawn, and from when on."""

    why = forms.CharField(
        label=_("停用或撤下的原因"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=Z),
        help_text=_("停用、撤下都要写，恢复不用写。"),
    )
    since = forms.DateTimeField(
        label=_("从什么时候起的成绩"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("不填就是全部。"),
    )


def version_said(form: VersionForm) -> dict[str, Any]:
    """The figures of a version."""
    return {name: form.cleaned_data[name] for name in ("version", "full", "mean_ref", "sd_ref")}
