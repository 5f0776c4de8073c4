"""Forms of priority groups and quotas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person

GROUPS = 4


class GroupsForm(forms.Form):
    """Up to four groups in their order; the last one named may take everybody else."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for rank in range(GROUPS):
            self.fields[f"name{rank}"] = forms.CharField(
                label=_("名称"), max_length=60, required=rank == 0, widget=forms.TextInput(attrs={"lang": "zh-Hans"})
            )
            self.fields[f"occupations{rank}"] = forms.MultipleChoiceField(
                label=_("哪些职业"),
                choices=Person.OCCUPATIONS,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def lines(self) -> list[tuple[Any, Any]]:
        """The fields of each group: (name, occupations)."""
        return [(self[f"name{rank}"], self[f"occupations{rank}"]) for rank in range(GROUPS)]

    def clean(self) -> dict[str, Any]:
        """Occupations stand under a name: none are dropped in silence."""
        data: dict[str, Any] = super().clean() or {}
        for rank in range(GROUPS):
            if data.get(f"occupations{rank}") and not data.get(f"name{rank}") and f"name{rank}" not in self.errors:
                self.add_error(f"name{rank}", _("第 %(n)d 组勾了职业，请给它一个名字。") % {"n": rank + 1})
        return data

    def groups(self) -> list[tuple[str, list[str]]]:
        """The groups that have a name."""
        data = self.cleaned_data
        named = [(data[f"name{rank}"].strip(), data[f"occupations{rank}"]) for rank in range(GROUPS)]
        return [one for one in named if one[0]]


class QuotaForm(forms.Form):
    """How many seats a union or a group is sure of, and at most."""

    whose = forms.ChoiceField(label=_("给谁"), widget=forms.Select(attrs={"lang": "zh-Hans"}))
    guarantee = forms.IntegerField(label=_("保底几个座位"), min_value=0, max_value=100_000, initial=0)
    ceiling = forms.IntegerField(label=_("最多几个"), min_value=0, max_value=100_000, required=False)

    def __init__(self, *args: Any, unions: list[tuple[str, str]], groups: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(_("工会"), unions), (_("优先组"), groups)]
        self.fields["whose"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A ceiling is not under what is sure."""
        data: dict[str, Any] = super().clean() or {}
        ceiling = data.get("ceiling")
        if ceiling is not None and ceiling < data.get("guarantee", 0):
            self.add_error("ceiling", _("上限不能比保底少。"))
        return data
