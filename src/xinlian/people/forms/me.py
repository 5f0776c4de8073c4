"""What somebody says about themselves."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from xinlian.people import rules
from xinlian.people.identity import id_number
from xinlian.people.languages import LANGUAGES
from xinlian.people.models import Person
from xinlian.rows.sentences import say


class MeForm(forms.Form):
    """Name, occupation, languages; the name only where no union has checked it."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    occupation = forms.ChoiceField(
        label=_("职业"), required=False, choices=[("", _("不说")), *Person.OCCUPATIONS], widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=_("会说的语言"), required=False, choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"name": person.name, "occupation": person.occupation, "languages": person.languages}
        )
        super().__init__(*args, **kwargs)
        if not rules.may_change_name(person.origin, person.id_key is not None).ok:
            del self.fields["name"]


class AttachForm(forms.Form):
    """A name and an ID number, as they stand on the document."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    id_type = forms.ChoiceField(label=_("证件"), choices=Person.ID_TYPES, initial="mainland")
    number = forms.CharField(label=_("证件号码"), max_length=30, widget=forms.TextInput({"autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        """The number in one form."""
        data = super().clean() or {}
        if data.get("number") and data.get("id_type"):
            checked = id_number(data["number"], data["id_type"])
            if checked.wrong:
                self.add_error("number", say(checked.wrong, {}))
            data["number"] = checked.value
        return data


class WishForm(forms.Form):
    """What should be put right, in one's own words."""

    wish = forms.CharField(
        label=_("哪里不对，应该是什么"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("请写一句，哪里不对，应该是什么。")},
    )


class LoginForm(forms.Form):
    """A user name and a password, twice."""

    username = forms.CharField(
        label=_("登录名"),
        min_length=3,
        max_length=60,
        validators=[RegexValidator(r"^[A-Za-z0-9._-]+$", _("登录名只用字母、数字、点、横线。"))],
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password1 = forms.CharField(
        label=_("新密码"),
        help_text=_("至少 12 个字符。三四个不相干的词连在一起，好记又难猜。"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(label=_("再输一遍"), widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Twice the same, and hard to guess."""
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("两次输的密码不一样。"))
        elif first:
            try:
                validate_password(first, self.person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data


class KeyForm(forms.Form):
    """A key for a program: what uses it, whether it writes, for how long."""

    DAYS = [("30", _("一个月")), ("90", _("三个月")), ("365", _("一年"))]
    WRITES = [("0", _("只能看")), ("1", _("能看能写"))]

    name = forms.CharField(
        label=_("哪个程序用"), max_length=rules.LONGEST_KEY_NAME, widget=forms.TextInput({"autocomplete": "off"})
    )
    writes = forms.ChoiceField(label=_("能做什么"), choices=WRITES, widget=forms.RadioSelect, initial="0")
    days = forms.ChoiceField(label=_("用多久"), choices=DAYS, initial="90")
