"""Forms of conditions: what one asks, by its kind, and the day on which one ends."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.facts import offered
from xinlian.people.models import Person, Union
from xinlian.rows.paths import within

ZH = {"lang": "zh-Hans"}
Choices = Sequence[tuple[str, Any]]
Fields = dict[str, forms.Field]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _occupation(unions: Choices) -> Fields:
    jobs = [one for one in Person.OCCUPATIONS if one[0]]
    return {
        "codes": forms.MultipleChoiceField(
            label=_("哪些职业可以参加"), choices=jobs, widget=forms.CheckboxSelectMultiple
        )
    }


def _union(unions: Choices) -> Fields:
    return {
        "paths": forms.MultipleChoiceField(
            label=_("哪些工会的人可以参加"),
            choices=unions,
            help_text=_("选了上级，它下面的工会都算。"),
            widget=forms.CheckboxSelectMultiple(attrs=ZH),
        )
    }


def _age(unions: Choices) -> Fields:
    return {
        "least": forms.IntegerField(label=_("最小多少岁"), min_value=14, max_value=100, required=False),
        "most": forms.IntegerField(label=_("最大多少岁"), min_value=14, max_value=100, required=False),
    }


def _not_again(unions: Choices) -> Fields:
    return {"years": forms.IntegerField(label=_("隔几年才能再参加"), min_value=1, max_value=20)}


def _no_shows(unions: Choices) -> Fields:
    return {
        "most": forms.IntegerField(label=_("最多几次报了没来"), min_value=0, max_value=20),
        "months": forms.IntegerField(label=_("看最近几个月"), min_value=1, max_value=60),
    }


def _fact(shape: str) -> Callable[[Choices], Fields]:
    return lambda unions: {"fact": forms.ChoiceField(label=_("哪一样证明"), choices=offered(shape))}


FIELDS: dict[str, Callable[[Choices], Fields]] = {
    "occupation": _occupation,
    "union": _union,
    "age": _age,
    "not_again": _not_again,
    "no_shows": _no_shows,
    "valid_until": _fact("day"),
    "has": _fact("yes"),
}


class ConditionForm(forms.Form):
    """A new condition of one kind: whose, of which series, what is asked, from when, and where that is written."""

    union = forms.ChoiceField(
        label=_("哪个工会的报名"), help_text=_("它下面的工会也照办。"), widget=forms.Select(attrs=ZH)
    )
    series = forms.ChoiceField(label=_("哪一类报名"))

    def __init__(self, *args: Any, kind: str, unions: Sequence[Union], series: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.unions = {str(one.uid): one for one in unions}
        named = indented(unions)
        self.own = FIELDS[kind](named)
        self.fields["union"].choices = named  # type: ignore[attr-defined]
        self.fields["series"].choices = series  # type: ignore[attr-defined]
        self.fields |= self.own
        self.fields["effective_on"] = _day(_("从哪天起"))
        self.fields["source"] = forms.CharField(
            label=_("依据"), max_length=200, help_text=_("哪份文件的哪一条。"), widget=forms.TextInput(attrs=ZH)
        )

    def clean(self) -> dict[str, Any]:
        """Ages in their order and at least one; unions of members below the union that asks."""
        data: dict[str, Any] = super().clean() or {}
        if "least" in self.own and not {"least", "most"} & set(self.errors):
            self._ages(data["least"], data["most"])
        top = self.unions.get(data.get("union", ""))
        chosen = [self.unions[uid].union_path for uid in data.get("paths", [])]
        if top and not all(within(path, top.union_path) for path in chosen):
            self.add_error("paths", _("只能选上面那个工会和它下面的工会。"))
        return data

    def _ages(self, least: int | None, most: int | None) -> None:
        if least is None and most is None:
            self.add_error("least", _("最小和最大，至少填一个。"))
        elif least is not None and most is not None and least > most:
            self.add_error("most", _("最大不能比最小还小。"))

    def params(self) -> dict[str, Any]:
        """What is asked, as the condition keeps it."""
        said = {name: self.cleaned_data[name] for name in self.own if self.cleaned_data[name] is not None}
        if "paths" in said:
            said["paths"] = [self.unions[uid].union_path for uid in said["paths"]]
        return said

    def whose(self) -> Union:
        """The union that asks."""
        return self.unions[self.cleaned_data["union"]]


class EndForm(forms.Form):
    """The last day on which a condition holds."""

    ends_on = _day(_("有效到哪天"), help_text=_("那天还有效，第二天起不再问。"))


def indented(unions: Sequence[Union]) -> list[tuple[str, str]]:
    """Unions for a select, indented by how deep they lie."""
    depth = min((len(one.union_path) for one in unions), default=0)
    return [(str(one.uid), "　" * ((len(one.union_path) - depth) // 4) + one.name) for one in unions]
