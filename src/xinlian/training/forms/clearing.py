"""Forms of clearance, violations and levels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.training.queries.clearing_desk import Wanted
from xinlian.training.reason_texts.clearing import LABELS
from xinlian.training.rules.clearance import CONDUCT

STATES = [("ready", _("可以上岗，等发码")), ("lacking", _("还差东西")), ("cleared", _("已经有码"))]


class FilterForm(forms.Form):
    """The filter of the list; what does not fit is left out, since addresses are shared and grow old."""

    q = forms.CharField(label=_("姓名或手机号"), required=False, max_length=60)
    team = forms.ChoiceField(label=_("班组"), required=False, widget=forms.Select(attrs={"lang": "zh-Hans"}))
    training_class = forms.ChoiceField(
        label=_("上过哪一班"), required=False, widget=forms.Select(attrs={"lang": "zh-Hans"})
    )
    state = forms.ChoiceField(label=_("情况"), required=False, choices=[("", _("全部")), *STATES])
    reason = forms.ChoiceField(label=_("差什么"), required=False)

    def __init__(
        self, *args: Any, teams: list[tuple[str, str]], classes: list[tuple[str, str]], conduct: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["team"].choices = [("", _("全部")), *teams]
        fields["training_class"].choices = [("", _("全部")), *classes]
        known = [(code, words) for code, words in LABELS.items() if conduct or code not in CONDUCT]
        fields["reason"].choices = [("", _("全部")), *known]

    def wanted(self) -> Wanted:
        """What of the filter can be understood."""
        self.is_valid()
        return Wanted(**self.cleaned_data, sort=self.data.get("sort", ""))
