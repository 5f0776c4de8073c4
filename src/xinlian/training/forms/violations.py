"""Forms about violations at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.training.rules import violations as rules

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    upheld = forms.ChoiceField(
        label=_("怎么定"),
        choices=[("yes", _("申诉有理，这次不记了")), ("no", _("维持原来的记录"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("为什么（本人会看到）"), max_length=rules.LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )


class RuleForm(forms.Form):
    """A rule for violations."""

    name = forms.CharField(label=_("什么违章"), max_length=rules.LONGEST_NAME)
    points = forms.IntegerField(label=_("记几分"), min_value=1, max_value=rules.MOST_POINTS)
    effective_on = forms.DateField(label=_("从哪天起"), widget=DAY)
    source = forms.CharField(label=_("按哪份文件"), max_length=rules.LONGEST_SOURCE)


class PointsRuleForm(forms.Form):
    """What points lead to."""

    prefix = "points"
    retrain_at = forms.IntegerField(label=_("到几分要复训"), min_value=1, max_value=100)
    suspend_at = forms.IntegerField(label=_("到几分停工"), min_value=1, max_value=100)
    days = forms.IntegerField(label=_("多少天以内的算"), min_value=30, max_value=1096)
    effective_on = forms.DateField(label=_("从哪天起"), widget=DAY)
    source = forms.CharField(label=_("按哪份文件"), max_length=rules.LONGEST_SOURCE)
