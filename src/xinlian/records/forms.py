"""What officers type about clients."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.records.models import Client


class ClientForm(forms.Form):
    """A new client: whose store, its name, what it may."""

    union = forms.ChoiceField(label=_("工会"), widget=forms.Select(attrs={"lang": "zh-Hans"}))
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如“三楼吊装模拟机”"))
    may = forms.ChoiceField(label=_("能做什么"), choices=Client.RIGHTS, initial="own")

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["union"].choices = unions  # type: ignore[attr-defined]
