"""What officers type about certificates: templates, one awarded by hand, one taken back, those of others."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models import CertificateTemplate, Level, LevelScheme, OutsideCertificate
from xinlian.credentials.queries import certificates as queries
from xinlian.credentials.queries.verifying import in_words

Z = {"lang": "zh-Hans"}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class TemplateForm(forms.Form):
    """What a template says."""

    title = forms.CharField(
        label=_("证书名称"),
        max_length=40,
        widget=forms.TextInput(attrs=Z),
        help_text=_("例如“岗前安全培训合格证书”。工会的证书是内部证书，名称不能让人当成国家的证书。"),
    )
    about = forms.CharField(
        label=_("证明什么"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, **Z}),
        help_text=_("印在姓名下面，例如“参加岗前安全培训，考核合格，特发此证。”"),
    )
    criteria = forms.CharField(
        label=_("达到什么要求才发"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, **Z}),
        help_text=_("例如“学满 20 学时；理论 80 分以上；实操合格。”谁都看得到。"),
    )
    signed_as = forms.CharField(label=_("落款部门"), max_length=60, required=False, widget=forms.TextInput(attrs=Z))
    letters = forms.CharField(
        label=_("编号开头"), max_length=12, widget=forms.TextInput(attrs=Z), help_text=_("例如“永培”，定了就不能改")
    )
    months = forms.IntegerField(
        label=_("有效多少个月"), min_value=0, max_value=120, initial=0, help_text=_("0 是长期有效")
    )
    scheme = forms.ModelChoiceField(
        label=_("用哪个等级表"),
        queryset=LevelScheme.objects.filter(internal=True),
        required=False,
        empty_label=_("不写等级"),
        help_text=_("只能用工会自己的等级，不能写国家的等级。"),
        widget=forms.Select(attrs=Z),
    )

    def __init__(self, *args: Any, template: CertificateTemplate | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if template is not None:
            del self.fields["letters"]

    def said(self) -> dict[str, Any]:
        """As the actions take them."""
        said = dict(self.cleaned_data)
        return said | {"prefix": said.pop("letters")} if "letters" in said else said


class AwardForm(forms.Form):
    """One certificate by hand."""

    template = forms.ChoiceField(label=_("哪一种证书"), widget=forms.Select(attrs=Z))
    awarded_on = _day(_("发证日期"))
    trade = forms.ChoiceField(label=_("工种"), required=False, widget=forms.Select(attrs=Z))
    level = forms.ChoiceField(label=_("等级"), required=False, widget=forms.Select(attrs=Z))
    hours = forms.IntegerField(label=_("学时"), required=False, min_value=1, max_value=9999)

    def __init__(self, *args: Any, templates: list[CertificateTemplate], **more: Any) -> None:
        super().__init__(*args, **more)
        self.templates = {str(one.uid): one for one in templates}
        self.trades = {str(one.code): one for one in queries.trades()}
        schemes = {one.scheme_id for one in templates}
        self.levels = {str(one.code): one for one in Level.objects.filter(scheme__in=schemes).select_related("scheme")}
        fields: dict[str, Any] = self.fields
        fields["template"].choices = [(uid, f"{one.title}（{one.issuer.name}）") for uid, one in self.templates.items()]
        fields["trade"].choices = [("", _("不写")), *((code, in_words(one)) for code, one in self.trades.items())]
        fields["level"].choices = [("", _("不写等级")), *((code, in_words(one)) for code, one in self.levels.items())]
        self.initial.setdefault("awarded_on", timezone.localdate())

    def said(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        return {
            "template": self.templates[data["template"]],
            "awarded_on": data["awarded_on"],
            "trade": self.trades.get(data["trade"]),
            "level": self.levels.get(data["level"]),
            "hours": data["hours"],
        }


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    why = forms.CharField(
        label=_("理由（持证人看得到）"), max_length=200, widget=forms.Textarea(attrs={"rows": 2, **Z})
    )


class OutsideForm(forms.Form):
    """A certificate of others, as it lies before the officer."""

    kind = forms.ChoiceField(label=_("哪一种"), choices=OutsideCertificate.KINDS)
    title = forms.CharField(
        label=_("职业或作业项目"),
        max_length=60,
        widget=forms.TextInput(attrs=Z),
        help_text=_("照证上写，例如“低压电工作业”"),
    )
    number = forms.CharField(label=_("证书编号"), max_length=32, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    level = forms.ChoiceField(label=_("等级"), required=False, widget=forms.Select(attrs=Z))
    issuer = forms.CharField(label=_("发证单位"), max_length=80, widget=forms.TextInput(attrs=Z))
    issued_on = _day(_("发证日期"))
    ends_on = _day(_("有效期到哪天"), required=False, help_text=_("长期有效的不填"))
    review_on = _day(_("下次复审"), required=False, help_text=_("不用复审的不填；到日子前六十天提醒他本人"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = Level.objects.filter(scheme__internal=False).select_related("scheme").order_by("scheme", "rank")
        self.levels = {str(one.code): one for one in rows}
        fields: dict[str, Any] = self.fields
        words = [(code, f"{in_words(one)}（{in_scheme(one)}）") for code, one in self.levels.items()]
        fields["level"].choices = [("", _("不写等级")), *words]

    def said(self) -> dict[str, Any]:
        """As the action takes them."""
        return {**self.cleaned_data, "level": self.levels.get(self.cleaned_data["level"])}


def in_scheme(level: Level) -> str:
    """The scheme's name in the active language."""
    return in_words(level.scheme)
