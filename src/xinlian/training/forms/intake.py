"""What is filled in when somebody comes: one form for the desk, the leader's phone and the worker's own."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.people.identity import mask_id, phone_number
from xinlian.people.importing import id_of
from xinlian.people.languages import LANGUAGES
from xinlian.people.matching import Told
from xinlian.people.models import Person
from xinlian.rows.sentences import say
from xinlian.training.forms.base import OFF, ZH, day, one_of, words
from xinlian.training.models import Builder, Project, Team
from xinlian.training.queries import base

BIG = {**OFF, "class": "big"}
NUMBER = {**BIG, "autocapitalize": "characters", "spellcheck": "false"}
TYPES = [("", _("居民身份证")), *[one for one in Person.ID_TYPES if one[0] != "mainland"]]


class BuilderForm(forms.Form):
    """Who came: name, phone, ID number, trade. `person`: the worker, who fills it in alone."""

    client_uid = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput({**BIG, **ZH}))
    phone = forms.CharField(
        label=_("手机号"), max_length=20, required=False, widget=forms.TextInput({**BIG, "inputmode": "tel"})
    )
    id_number = forms.CharField(label=_("证件号码"), max_length=30, required=False, widget=forms.TextInput(NUMBER))
    id_type = forms.ChoiceField(label=_("什么证件"), required=False, choices=TYPES)
    language = forms.ChoiceField(label=_("上课用什么语言"), choices=list(LANGUAGES.items()), initial="zh")

    def __init__(self, *args: Any, project: Project, person: Person | None = None, **more: Any) -> None:
        more["initial"] = {"client_uid": uuid.uuid4(), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.person = person
        self.fields["trade"] = one_of(_("工种"), base.trades(timezone.localdate()), _("请选择"))
        self.fields["trade"].required = True
        self.order_fields(["client_uid", "name", "phone", "id_number", "id_type", "trade"])
        if person is None:
            self.fields["phone"].help_text = _("手机号和证件号码至少填一样")
            return
        del self.fields["phone"]
        if person.id_number:
            shown = mask_id(str(person.id_number))
            self.fields["id_number"].help_text = _("登记过的是 %(number)s，没有变就不用填") % {"number": shown}
            return
        self.fields["id_number"].required = True

    def clean_phone(self) -> str:
        """Eleven digits, or nothing."""
        text = str(self.cleaned_data["phone"]).strip()
        if not text:
            return ""
        checked = phone_number(text)
        if checked.wrong:
            raise forms.ValidationError(say(checked.wrong, {}))
        return checked.value

    def clean(self) -> dict[str, Any]:
        """The number checked for its type; a citizen number says its type by itself."""
        data: dict[str, Any] = super().clean() or {}
        plain = "".join(str(data.get("id_number") or "").split()).upper()
        id_type, number = id_of(data.get("id_type") or "", plain)
        if plain and number.wrong:
            code = "id_shape" if number.wrong == "id_type_missing" else number.wrong
            self.add_error("id_number", say(code, {}))
        elif not self.errors and self.person is None and not plain and not data.get("phone"):
            self.add_error("phone", say("phone_or_id_needed", {}))
        return {**data, "id_number": number.value, "id_type": id_type if number.value else ""}

    def told(self) -> Told:
        """What was said, for the action."""
        data = self.cleaned_data
        phone = str(self.person.phone or "") if self.person is not None else data.get("phone") or ""
        return Told(
            name=" ".join(data["name"].split()),
            phone=phone,
            id_type=data["id_type"],
            id_number=data["id_number"],
            languages=(data["language"],),
        )


class DeskBuilderForm(BuilderForm):
    """The same with the team, for the desk."""

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, project=project, **more)
        self.fields["team"] = team_field(project)
        self.order_fields(["client_uid", "name", "phone", "id_number", "id_type", "trade", "team"])


class MoveForm(forms.Form):
    """Another team, another trade."""

    def __init__(self, *args: Any, builder: Builder, **more: Any) -> None:
        more.setdefault("initial", {"trade": builder.trade.uid, "team": builder.team.uid if builder.team else None})
        super().__init__(*args, **more)
        self.fields["team"] = team = team_field(builder.project)
        team.empty_label = str(_("不换"))
        self.fields["trade"] = one_of(_("工种"), base.trades(timezone.localdate()), _("不换"))


class LeaveForm(forms.Form):
    """When somebody left."""

    on = day(label=_("哪天离场"))


class BirthdayForm(forms.Form):
    """When somebody was born."""

    born = day(label=_("出生日期"))


class FilterForm(forms.Form):
    """What the list of builders is narrowed to."""

    STATES = [("", _("在场的")), ("ready", _("能上岗")), ("lacking", _("还差点什么")), ("left", _("已离场"))]

    q = words(_("姓名或班组"), 60, required=False)
    state = forms.ChoiceField(label=_("哪些人"), required=False, choices=STATES)

    def __init__(self, *args: Any, projects: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["trade"] = one_of(_("工种"), base.trades(timezone.localdate()), _("不限"))
        if len(projects) > 1:
            self.fields["project"] = one_of(_("项目"), projects, _("不限"))


def team_field(project: Project) -> "forms.ModelChoiceField[Any]":
    """The teams that take people, with their section."""
    field = one_of(_("班组"), base.teams(project, timezone.localdate()), _("还没有分班组"))
    field.label_from_instance = team_label  # type: ignore[assignment, method-assign]
    return field


def team_label(team: Any) -> str:
    """一标 · 焊工一班."""
    found: Team = team
    return f"{found.section.name} · {found.name}"
