"""What officers fill in about people, unions, roles and firms."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from xinlian.people.identity import id_number, mask_id, mask_phone, phone_number
from xinlian.people.languages import LANGUAGES
from xinlian.people.matching import Told
from xinlian.people.models import Firm, Grant, Person, Union
from xinlian.people.queries import desk as queries
from xinlian.people.scope import Viewer
from xinlian.rows.sentences import say

OFF = {"autocomplete": "off"}


def one_of(choices: list[tuple[str, Any]], first: Any) -> list[tuple[str, Any]]:
    """Choices behind an empty one."""
    return [("", first), *choices]


class UnionField(forms.ChoiceField):
    """A union of the viewer's part of the tree; the cleaned value is the union."""

    def __init__(self, *, viewer: Viewer, **kwargs: Any) -> None:
        self.viewer = viewer
        kwargs.setdefault("widget", forms.Select({"lang": "zh-Hans"}))
        super().__init__(choices=one_of(list(queries.union_choices(viewer)), _("请选择")), **kwargs)

    def clean(self, value: Any) -> Any:
        """The union, or None where none was chosen."""
        uid = super().clean(value)
        return queries.unions(self.viewer, ("officer",)).filter(uid=uid).first() if uid else None


class PersonForm(forms.Form):
    """One person; of somebody known, what is left empty among the numbers stays as it is."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput(OFF))
    phone = forms.CharField(
        label=_("手机"), required=False, max_length=30, widget=forms.TextInput({**OFF, "inputmode": "tel"})
    )
    id_type = forms.ChoiceField(label=_("证件类型"), required=False, choices=one_of(Person.ID_TYPES, _("不填")))
    id_number = forms.CharField(label=_("证件号码"), required=False, max_length=30, widget=forms.TextInput(OFF))
    occupation = forms.ChoiceField(label=_("职业"), required=False, choices=one_of(Person.OCCUPATIONS, _("不清楚")))
    employer = forms.CharField(
        label=_("平台或单位"),
        required=False,
        max_length=120,
        help_text=_("没有登记过的单位会自动登记"),
        widget=forms.TextInput(OFF),
    )
    languages = forms.MultipleChoiceField(
        label=_("语言"), required=False, choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, viewer: Viewer, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        if person is not None:
            kwargs.setdefault("initial", _initial(person))
        super().__init__(*args, **kwargs)
        self.fields["union"] = UnionField(label=_("工会"), viewer=viewer)
        if person is None:
            self.fields["phone"].help_text = _("手机和证件号码至少填一样")
            return
        if person.phone:
            shown = mask_phone(str(person.phone))
            self.fields["phone"].help_text = _("现在是 %(phone)s，不改就留空") % {"phone": shown}
        if person.phone_verified_at:
            self.fields["phone"].disabled = True
            self.fields["phone"].help_text = _("本人用这个号登录，只有本人能换")
        if person.id_number:
            shown = mask_id(str(person.id_number))
            self.fields["id_number"].help_text = _("现在是 %(number)s，不改就留空") % {"number": shown}

    def clean(self) -> dict[str, Any]:
        """Phone and ID in one form, each with its own reason where it is none."""
        data = super().clean() or {}
        if data.get("phone"):
            phone = phone_number(data["phone"])
            data["phone"] = phone.value
            if phone.wrong:
                self.add_error("phone", say(phone.wrong, {}))
        if data.get("id_number"):
            number = id_number(data["id_number"], data.get("id_type") or "")
            data["id_number"] = number.value
            if number.wrong:
                self.add_error("id_type" if number.wrong == "id_type" else "id_number", say(number.wrong, {}))
        if self.person is None and not self.errors and not data.get("phone") and not data.get("id_number"):
            self.add_error("phone", say("phone_or_id_needed", {}))
        return data

    def told(self, employer: Firm | None) -> Told:
        """What was filled in, for the action."""
        data = self.cleaned_data
        return Told(
            name=data["name"],
            phone=data.get("phone") or "",
            id_type=(data.get("id_type") or "") if data.get("id_number") else "",
            id_number=data.get("id_number") or "",
            occupation=data.get("occupation") or "",
            employer=employer,
            union=data["union"],
            languages=tuple(data.get("languages") or ()),
        )


def _initial(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "id_type": person.id_type,
        "occupation": person.occupation,
        "employer": person.employer.name if person.employer else "",
        "languages": person.languages,
        "union": str(person.union.uid) if person.union else "",
    }


class ReasonForm(forms.Form):
    """Why somebody needs what is otherwise hidden; it stands in the journal."""

    reason = forms.CharField(
        label=_("为什么需要"),
        min_length=2,
        max_length=120,
        help_text=_("会记在日志里"),
        widget=forms.TextInput(OFF),
    )


class ExportForm(ReasonForm):
    """A list that leaves the house: why, and whether with whole numbers."""

    whole = forms.BooleanField(label=_("要完整的手机号和证件号码"), required=False)

    def __init__(self, *args: Any, may_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_whole:
            self.fields["whole"].disabled = True
            self.fields["whole"].help_text = _("只有审核人可以导出完整号码，您导出的会隐去中间几位")


class GrantForm(forms.Form):
    """A role for somebody at a union."""

    role = forms.ChoiceField(label=_("角色"), choices=one_of(Grant.ROLES, _("请选择")))
    until_on = forms.DateField(
        label=_("到哪天为止"),
        required=False,
        help_text=_("不填就一直有效，到有人结束它为止"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"] = UnionField(label=_("在哪个工会，往下都有效"), viewer=viewer)
        self.order_fields(["role", "union", "until_on"])


class AccountForm(forms.Form):
    """A user name for staff."""

    username = forms.CharField(
        label=_("登录名"),
        min_length=3,
        max_length=60,
        help_text=_("只用字母、数字、点、横线"),
        validators=[RegexValidator(r"^[A-Za-z0-9._-]+$", _("登录名只用字母、数字、点、横线。"))],
        widget=forms.TextInput({**OFF, "autocapitalize": "none"}),
    )


class UnionForm(forms.Form):
    """A union's name, other names that tables may use, phone."""

    name = forms.CharField(label=_("工会名称"), max_length=80, widget=forms.TextInput(OFF))
    level = forms.ChoiceField(label=_("层级"), choices=one_of(Union.LEVELS, _("请选择")))
    aliases = forms.CharField(
        label=_("别名"),
        required=False,
        max_length=300,
        help_text=_("Excel 表里可能写的名字，用顿号隔开"),
        widget=forms.TextInput(OFF),
    )
    phone = forms.CharField(
        label=_("联系电话"), required=False, max_length=30, widget=forms.TextInput({**OFF, "inputmode": "tel"})
    )

    def __init__(self, *args: Any, union: Union | None = None, **kwargs: Any) -> None:
        if union is not None:
            given = {"name": union.name, "aliases": "、".join(union.aliases), "phone": union.phone}
            kwargs.setdefault("initial", given)
        super().__init__(*args, **kwargs)
        if union is not None:
            del self.fields["level"]

    def clean_name(self) -> str:
        """Without spaces that nobody sees, and without the slash that parts names in tables."""
        name = "".join(str(self.cleaned_data["name"]).split())
        if "/" in name or "／" in name:
            raise forms.ValidationError(_("名称里不能有斜线，它在 Excel 表里用来隔开上下级。"))
        return name

    def clean_aliases(self) -> list[str]:
        """A list."""
        text = str(self.cleaned_data["aliases"])
        for mark in "，,；;":
            text = text.replace(mark, "、")
        return [*dict.fromkeys("".join(part.split()) for part in text.split("、") if part.strip())]


class FirmForm(forms.Form):
    """A firm or platform."""

    name = forms.CharField(label=_("名称"), max_length=120, widget=forms.TextInput(OFF))
    kind = forms.ChoiceField(label=_("种类"), choices=Firm.KINDS)
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        required=False,
        max_length=18,
        validators=[RegexValidator(r"^[0-9A-Za-z]{18}$", _("统一社会信用代码是 18 位数字和大写字母。"))],
        widget=forms.TextInput(OFF),
    )

    def __init__(self, *args: Any, viewer: Viewer, firm: Firm | None = None, **kwargs: Any) -> None:
        if firm is not None:
            kwargs.setdefault("initial", {"name": firm.name, "kind": firm.kind, "credit_code": firm.credit_code})
        super().__init__(*args, **kwargs)
        if firm is None:
            self.fields["union"] = UnionField(label=_("登记在哪个工会"), viewer=viewer)

    def clean_credit_code(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["credit_code"]).upper()


class RequestForm(forms.Form):
    """The answer to what somebody asked about their own data."""

    state = forms.ChoiceField(
        label=_("怎么办的"),
        choices=[("done", _("已经改好")), ("refused", _("不能改"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("给本人的说明"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """A no needs its reason."""
        data = super().clean() or {}
        if data.get("state") == "refused" and not data.get("reason"):
            self.add_error("reason", _("不能改的，请写明为什么。"))
        return data


class UploadForm(forms.Form):
    """A table, where it belongs, and what is declared with it."""

    file = forms.FileField(
        label=_("Excel 或 CSV 文件"),
        help_text=_("最大 20 MB，最多 10 万行"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xlsm,.xls,.csv"}),
    )

    def __init__(self, *args: Any, tops: list[Union], options: tuple[Any, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tops, self.options = tops, options
        if len(tops) > 1:
            places = [(str(union.uid), union.name) for union in tops]
            self.fields["union"] = forms.ChoiceField(
                label=_("导入到哪个工会"), choices=places, widget=forms.Select({"lang": "zh-Hans"})
            )
        for option in options:
            if not option.choices:
                self.fields[f"option_{option.key}"] = forms.CharField(max_length=80, widget=forms.HiddenInput)
                continue
            choices = [(value, f"{label}：{means}" if means else label) for value, label, means in option.choices]
            self.fields[f"option_{option.key}"] = forms.ChoiceField(
                label=option.label, choices=choices, widget=forms.RadioSelect
            )

    def union_path(self) -> str:
        """The node the rows go below."""
        chosen = self.cleaned_data.get("union")
        union = next((one for one in self.tops if str(one.uid) == chosen), self.tops[0])
        return str(union.union_path)

    def declared(self) -> dict[str, str]:
        """The options by key."""
        return {option.key: self.cleaned_data[f"option_{option.key}"] for option in self.options}
