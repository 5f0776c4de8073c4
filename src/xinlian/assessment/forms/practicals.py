"""What officers type about practical tests: a rubric sheet in rows, a test, judges, recusals."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.forms.banks import Z
from xinlian.assessment.models import Entrant, PanelSeat, RubricSheet
from xinlian.assessment.rules.rubrics import criterion, detail
from xinlian.engines.rubrics.sheet import VETO, Criterion

ROWS = 12
KINDS = [
    ("judge", _("评判")),
    ("measure", _("测量")),
    ("deduct", _("扣分")),
    ("time", _("用时")),
    ("veto", _("一票否决")),
]


class SheetForm(forms.Form):
    """A rubric sheet."""

    union = forms.ChoiceField(label=_("哪个工会的"), widget=forms.Select(attrs=Z))
    title = forms.CharField(
        label=_("叫什么"),
        max_length=80,
        widget=forms.TextInput(attrs=Z),
        help_text=_("例如“平板对接焊”。同名的再存一次，就是新的一版。"),
    )

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["union"]
        field.choices = unions


class CriterionForm(forms.Form):
    """One row of a sheet."""

    kind = forms.ChoiceField(label=_("类型"), choices=KINDS)
    words = forms.CharField(label=_("看什么"), required=False, max_length=120, widget=forms.TextInput(attrs=Z))
    most = forms.DecimalField(
        label=_("满分或最多扣"), required=False, min_value=Decimal("0.01"), max_value=1000, decimal_places=2
    )
    detail = forms.CharField(label=_("怎么给分"), required=False, max_length=300, widget=forms.TextInput(attrs=Z))

    def clean(self) -> dict[str, Any]:
        """With the criterion that the row says; none where nothing is written."""
        said = super().clean() or {}
        if self.errors or not said.get("words"):
            return said
        try:
            said["criterion"] = criterion(
                self.prefix or "c", said["kind"], said["words"], said.get("most"), said.get("detail") or ""
            )
        except ValueError:
            self.add_error("detail", _("看不懂，请照上面的例子写。"))
        if said["kind"] != VETO and not said.get("most"):
            self.add_error("most", _("请写分数。"))
        return said


def criteria(several: Any) -> list[Criterion]:
    """The criteria of all rows, with codes by their places."""
    found = [row.cleaned_data["criterion"] for row in several if row.cleaned_data.get("criterion")]
    return [
        Criterion(**{name: getattr(one, name) for name in Criterion.__slots__} | {"code": f"c{place}"})
        for place, one in enumerate(found, 1)
    ]


def row_of(one: Criterion) -> dict[str, Any]:
    """A criterion as its row shows it."""
    return {"kind": one.kind, "words": one.words, "most": one.most or None, "detail": detail(one)}


class PracticalForm(forms.Form):
    """A practical test."""

    sheet = forms.ChoiceField(label=_("用哪份评分表"), widget=forms.Select(attrs=Z))
    union = forms.ChoiceField(label=_("哪个工会办的"), widget=forms.Select(attrs=Z))
    title = forms.CharField(label=_("叫什么"), max_length=80, widget=forms.TextInput(attrs=Z))
    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    blind = forms.BooleanField(label=_("裁判只看到编号，看不到姓名"), required=False, initial=True)
    drop = forms.BooleanField(label=_("有 5 个以上裁判时，去掉一个最高分和一个最低分"), required=False, initial=True)
    spread = forms.IntegerField(label=_("最高和最低差满分的百分之几就提醒"), min_value=1, max_value=100, initial=15)
    outlier = forms.IntegerField(
        label=_("一个裁判离中间差满分的百分之几就提醒"), min_value=1, max_value=100, initial=10
    )

    def __init__(self, *args: Any, sheets: list[RubricSheet], unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.sheets = {str(one.uid): one for one in sheets}
        sheet: Any = self.fields["sheet"]
        sheet.choices = [(key, f"{one.title}（{one.version}）") for key, one in self.sheets.items()]
        union: Any = self.fields["union"]
        union.choices = unions


class JudgeForm(forms.Form):
    """A judge, by their phone."""

    phone = forms.CharField(label=_("裁判的手机号"), max_length=11, widget=forms.TextInput({"inputmode": "tel"}))
    chief = forms.BooleanField(label=_("是裁判长"), required=False)


class RecuseForm(forms.Form):
    """Who steps back from whom."""

    seat = forms.ChoiceField(label=_("哪个裁判"), widget=forms.Select(attrs=Z))
    entrant = forms.ChoiceField(label=_("对谁回避"), widget=forms.Select(attrs=Z))
    why = forms.CharField(label=_("为什么"), max_length=100, widget=forms.TextInput(attrs=Z))

    def __init__(self, *args: Any, panel: list[PanelSeat], entrants: list[Entrant], **more: Any) -> None:
        super().__init__(*args, **more)
        self.panel = {str(one.uid): one for one in panel}
        self.entrants = {str(one.uid): one for one in entrants}
        seat: Any = self.fields["seat"]
        seat.choices = [(key, one.person.name) for key, one in self.panel.items()]
        entrant: Any = self.fields["entrant"]
        entrant.choices = [(key, f"{one.code} {one.person.name}") for key, one in self.entrants.items()]
