"""A questionnaire as a form, made from its questions."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xinlian.surveys.answer_texts import FAULTS
from xinlian.surveys.rules.answers import TEXT_LIMIT
from xinlian.surveys.rules.questions import Question, in_words
from xinlian.surveys.shown import spoken


class AnswerForm(forms.Form):
    """One field a question, named by its code. What fits is decided by the action; the form reads and says."""

    client_uid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.initial.setdefault("client_uid", uuid.uuid4())
        self.questions = questions
        language = get_language() or "zh"
        for question in questions:
            field: Any = _field(question, language)
            field.said_in = spoken(question)
            self.fields[question["code"]] = field

    def uid(self) -> uuid.UUID:
        """The number sent along; a fresh one where a robot left it out."""
        return self.cleaned_data["client_uid"] or uuid.uuid4()

    def answers(self) -> dict[str, Any]:
        """What was filled in, by the code of the question."""
        return {question["code"]: self.cleaned_data[question["code"]] for question in self.questions}

    def mark(self, faults: Mapping[str, str]) -> None:
        """Say beside each question what the action found wrong."""
        for code, fault in faults.items():
            self.add_error(code if code in self.fields else None, str(FAULTS[fault]))


def _field(question: Question, language: str) -> forms.Field:
    common: dict[str, Any] = {
        "label": in_words(question["text"], language),
        "required": question["required"],
        "error_messages": {
            "required": FAULTS["answer_required"],
            "max_length": FAULTS["answer_too_long"],
            "invalid_choice": FAULTS["option_unknown"],
            "invalid_list": FAULTS["answer_no_list"],
        },
    }
    choices = [(option["code"], in_words(option, language)) for option in question["options"]]
    if question["kind"] == "text":
        area = forms.Textarea(attrs={"rows": 4, "lang": "zh-Hans"})
        hint = _("最多 500 个字。不要写名字和电话。")
        return forms.CharField(max_length=TEXT_LIMIT, widget=area, help_text=hint, **common)
    if question["kind"] == "many":
        hint = _("可以选几个。")
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, help_text=hint, **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
