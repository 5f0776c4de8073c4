"""Forms of the editor: a questionnaire's name, and one question."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Union
from xinlian.surveys.answer_texts import KINDS
from xinlian.surveys.rules.questions import OPTION_LIMIT, TEXT_LIMIT, Question

STEPS = [
    {"code": "1", "zh": "很不满意", "en": "Very dissatisfied"},
    {"code": "2", "zh": "不满意", "en": "Dissatisfied"},
    {"code": "3", "zh": "一般", "en": "Neither"},
    {"code": "4", "zh": "满意", "en": "Satisfied"},
    {"code": "5", "zh": "很满意", "en": "Very satisfied"},
]
TEN = [{"code": str(step), "zh": str(step), "en": str(step)} for step in range(1, 11)]


class NameForm(forms.Form):
    """A new questionnaire."""

    union = forms.ModelChoiceField(label=_("哪个工会的"), queryset=Union.objects.none(), to_field_name="uid")
    name = forms.CharField(
        label=_("叫什么"),
        max_length=60,
        help_text=_("例如“疗休养满意度”。填的人看不到这个名字。"),
        error_messages={"required": _("请给问卷起个名字。"), "max_length": _("最多 60 个字。")},
    )

    def __init__(self, *args: Any, unions: "QuerySet[Union]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        field: Any = self.fields["union"]
        field.queryset, field.empty_label = unions, None


class QuestionForm(forms.Form):
    """One question; its options are typed one a line, the English behind a bar."""

    kind = forms.ChoiceField(label=_("题型"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    zh = forms.CharField(
        label=_("问什么"),
        max_length=TEXT_LIMIT,
        error_messages={"required": _("请写上要问什么。"), "max_length": _("最多 200 个字。")},
    )
    en = forms.CharField(label=_("英文"), max_length=TEXT_LIMIT, required=False)
    required = forms.BooleanField(label=_("一定要答"), required=False)
    options = forms.CharField(
        label=_("选项"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "一行一个，英文写在竖线后面：满意 | Satisfied。5 级打分从最差写到最好，不写就用“很不满意”到“很满意”。"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def question(self, code: str) -> Question:
        """The question as it is stored."""
        said = self.cleaned_data
        kind = said["kind"]
        return {
            "code": code,
            "kind": "scale" if kind.startswith("scale") else kind,
            "text": {"zh": said["zh"].strip(), "en": said["en"].strip()},
            "required": said["required"],
            "options": _options(kind, said["options"]),
        }


def _options(kind: str, text: str) -> list[dict[str, str]]:
    if kind == "text":
        return []
    if kind == "scale10":
        return TEN
    lines = [line.partition("|") for line in text.splitlines() if line.strip()]
    if kind == "scale5" and not lines:
        return STEPS
    letter = "" if kind == "scale5" else "o"
    return [
        {"code": f"{letter}{number}", "zh": zh.strip(), "en": en.strip()[:OPTION_LIMIT]}
        for number, (zh, _bar, en) in enumerate(lines, 1)
    ]


def initial(question: Question) -> dict[str, Any]:
    """A stored question as the form shows it."""
    kind = f"scale{len(question['options'])}" if question["kind"] == "scale" else question["kind"]
    lines = [f"{one['zh']} | {one['en']}" if one["en"] else one["zh"] for one in question["options"]]
    return {
        "kind": kind,
        "zh": question["text"]["zh"],
        "en": question["text"]["en"],
        "required": question["required"],
        "options": "" if kind == "scale10" else "\n".join(lines),
    }
