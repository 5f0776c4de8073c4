"""Forms of studios and improvements."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training.forms.base import ZH, day, one_of, words
from xinlian.training.models import ImprovementGain, Project, StudioMember
from xinlian.training.queries import base, studios
from xinlian.training.rules import studios as rules


def text(label: Any, longest: int, rows: int = 3, **more: Any) -> forms.CharField:
    """Several lines of Chinese."""
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea({"rows": rows, **ZH}), **more)


class PersonField(forms.CharField):
    """Somebody of the project by phone or whole name; the form sets `project`."""

    project: Project

    def clean(self, value: Any) -> Any:
        """The person; None where nothing was asked and nothing was said."""
        said = super().clean(value)
        if not said:
            return None
        try:
            return studios.person_named(self.project, said)
        except Refused as refused:
            raise forms.ValidationError(sentence(refused)) from refused


def _person(label: Any, **more: Any) -> PersonField:
    widget = forms.TextInput({"autocomplete": "off", **ZH})
    return PersonField(label=label, max_length=60, widget=widget, **more)


class StudioForm(forms.Form):
    """A studio."""

    name = words(_("工作室名称"), rules.LONGEST_NAME)
    field = words(_("做什么方向"), rules.LONGEST_FIELD, help_text=_("例如：焊接工装、梁板安装的安全"))
    since_on = day(label=_("从哪天起"))

    def __init__(self, *args: Any, project: Project, on: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["trade"] = one_of(_("工种"), base.trades(on), _("不分工种"))
        self.fields["room"] = one_of(
            _("在基地的哪一间"), base.rooms(project).filter(closed_on=None), _("没有固定的地方")
        )
        self.order_fields(["name", "field", "trade", "room", "since_on"])


class CloseForm(forms.Form):
    """A studio closes."""

    prefix = "close"
    on = day(label=_("哪天"))
    why = words(_("理由"), rules.LONGEST_CLOSED)


class JoinForm(forms.Form):
    """Somebody comes into a studio."""

    prefix = "join"
    person = _person(_("姓名或手机号"), help_text=_("要在这个项目干活或教课；已经在里面的，再加一次就是换身份"))
    part = forms.ChoiceField(label=_("身份"), choices=StudioMember.PARTS, initial="member")
    since_on = day(label=_("从哪天起"))

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        person: Any = self.fields["person"]
        person.project = project


class ImprovementForm(forms.Form):
    """An improvement that a studio works on."""

    title = words(_("叫什么"), rules.LONGEST_TITLE)
    problem = text(_("现场有什么问题"), rules.LONGEST_WORDS)
    idea = text(_("打算怎么改"), rules.LONGEST_WORDS)
    proposer = _person(_("谁提出来的（姓名或手机号）"), required=False)
    client_uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["studio"] = one_of(_("哪个工作室"), studios.open_studios(project), _("请选择"))
        self.fields["studio"].required = True
        person: Any = self.fields["proposer"]
        person.project = project
        self.order_fields(["studio", "title", "problem", "idea", "proposer"])


class ProposalForm(forms.Form):
    """What a builder proposes on the phone."""

    title = words(_("想改什么？用一句话说"), rules.LONGEST_TITLE)
    problem = text(_("现在有什么麻烦？"), rules.LONGEST_WORDS)
    idea = text(_("您想怎么改？"), rules.LONGEST_WORDS)
    client_uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("client_uid", uuid.uuid4())


class AcceptForm(forms.Form):
    """A proposal is accepted into a studio."""

    prefix = "accept"
    why = text(_("对提出的人说一句"), rules.LONGEST_WORDS, 2, required=False)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["studio"] = one_of(_("交给哪个工作室"), studios.open_studios(project), _("请选择"))
        self.fields["studio"].required = True
        self.order_fields(["studio", "why"])


class FinishForm(forms.Form):
    """It is done."""

    prefix = "finish"
    why = text(_("做得怎么样（提出的人会看到）"), rules.LONGEST_WORDS, 2)


class DropForm(forms.Form):
    """It is not done, or no longer."""

    prefix = "drop"
    why = text(_("为什么（提出的人会看到）"), rules.LONGEST_WORDS, 2)


class StepForm(forms.Form):
    """A step."""

    prefix = "step"
    what = words(_("要做什么"), rules.LONGEST_STEP)
    planned_on = day(label=_("打算哪天做完"))


class StepDoneForm(forms.Form):
    """A step is done."""

    done_on = day(label=_("哪天做完的"))
    words = words(_("说明"), rules.LONGEST_STEP_WORDS, required=False)


class GainForm(forms.Form):
    """What it spared."""

    prefix = "gain"
    amount = forms.IntegerField(label=_("多少"), min_value=1, max_value=rules.MOST_AMOUNT)
    unit = forms.ChoiceField(label=_("单位"), choices=ImprovementGain.UNITS)
    reckoned = text(_("怎么算出来的"), rules.LONGEST_RECKONED, 2)


class WorkerForm(forms.Form):
    """Somebody works on it."""

    prefix = "worker"
    person = _person(_("姓名或手机号"))

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        person: Any = self.fields["person"]
        person.project = project
