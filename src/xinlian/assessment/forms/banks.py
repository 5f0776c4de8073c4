"""What keepers of banks type: a bank, a file, a picture, a question."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.models import Item
from xinlian.assessment.reading import ENDINGS
from xinlian.engines.exams.bank import words
from xinlian.engines.exams.questions import (
    BLANK,
    CHOICES,
    JUDGE,
    MATCH,
    NUMERIC,
    ORDER,
    SHORT,
    Question,
)

Z = {"lang": "zh-Hans"}
DIFFICULTIES = [("0", _("没写")), ("1", _("易")), ("2", _("较易")), ("3", _("中")), ("4", _("较难")), ("5", _("难"))]


class BankForm(forms.Form):
    """A new bank."""

    union = forms.ChoiceField(label=_("哪个工会的"), widget=forms.Select(attrs=Z))
    name = forms.CharField(
        label=_("叫什么"),
        max_length=60,
        widget=forms.TextInput(attrs=Z),
        help_text=_("例如“高处作业安全”。练习的工人看得到这个名字。"),
    )

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["union"]
        field.choices = unions


class FileForm(forms.Form):
    """A file of questions."""

    file = forms.FileField(
        label=_("题库文件"),
        help_text=_("Excel、CSV、Moodle XML、QTI 压缩包、GIFT、Aiken，或者带【答案】的文本。最大 20 MB。"),
        widget=forms.ClearableFileInput({"accept": ",".join(ENDINGS)}),
    )


class Several(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """A list of files."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them checked."""
        several = list(data) if isinstance(data, list | tuple) and data else [data or None]
        return [super(SeveralFiles, self).clean(one, initial) for one in several]


class PictureForm(forms.Form):
    """Pictures, called by the names of their files."""

    pictures = SeveralFiles(
        label=_("图片"),
        help_text=_("JPG 或 PNG，可以一次选很多张。题目里“图片”一列写的就是文件名。"),
        widget=Several({"accept": "image/jpeg,image/png,image/webp"}),
    )


class ItemForm(forms.Form):
    """A question. What `lines` means depends on the kind; the page says which."""

    kind = forms.ChoiceField(label=_("题型"), choices=Item.KINDS)
    stem = forms.CharField(label=_("题干"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, **Z}))
    lines = forms.CharField(
        label=_("选项或答案"),
        required=False,
        max_length=20000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, **Z}),
        help_text=_(
            "一行一个。单选、多选：对的选项前面加 *。填空：一行一个空，几种写法用 | 隔开。匹配：左=右，只有右边的写 =右。"
            "排序：按正确的先后写。判断：写 对 或 错。数字：写数，允许误差写 3.5±0.1。简答：写参考答案。"
        ),
    )
    explanation = forms.CharField(
        label=_("解析"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3, **Z})
    )
    marks = forms.DecimalField(label=_("分值"), min_value=Decimal("0.01"), max_value=1000, decimal_places=2, initial=1)
    difficulty = forms.ChoiceField(label=_("难度"), choices=DIFFICULTIES, initial="0")
    topic = forms.CharField(label=_("知识点"), required=False, max_length=60, widget=forms.TextInput(attrs=Z))
    trade = forms.CharField(label=_("工种"), required=False, max_length=60, widget=forms.TextInput(attrs=Z))
    source = forms.CharField(label=_("来源"), required=False, max_length=200, widget=forms.TextInput(attrs=Z))
    pictures = forms.CharField(
        label=_("图片"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=Z),
        help_text=_("图片在题库里的名字，几张用分号隔开。"),
    )

    def clean(self) -> dict[str, Any]:
        """With the question made of it."""
        said = super().clean() or {}
        if "kind" in said and "stem" in said and "marks" in said:
            try:
                said["question"] = self._question(said)
            except ValueError:
                self.add_error("lines", _("看不懂答案，请照下面的说明写。"))
        return said

    def _question(self, said: dict[str, Any]) -> Question:
        pictures = tuple(one.strip() for one in said["pictures"].replace("；", ";").split(";") if one.strip())
        return Question(
            kind=said["kind"],
            stem=said["stem"].strip(),
            explanation=said["explanation"].strip(),
            marks=said["marks"],
            difficulty=int(said["difficulty"]),
            topic=said["topic"].strip(),
            trade=said["trade"].strip(),
            source=said["source"].strip(),
            pictures=pictures,
            **answer_of(said["kind"], said["lines"]),
        )


def answer_of(kind: str, text: str) -> dict[str, Any]:
    """The parts of a question that its lines say. Raises ValueError when they cannot be read."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if kind in CHOICES:
        right = tuple(place for place, line in enumerate(lines) if line.startswith(("*", "＊")))
        return {"options": tuple(line.lstrip("*＊").strip() for line in lines), "right": right}
    if kind == JUDGE:
        return {"truth": words.truth(lines[0]) if lines else None}
    if kind == BLANK:
        return {"blanks": tuple(tuple(one.strip() for one in line.split("|") if one.strip()) for line in lines)}
    if kind == NUMERIC:
        return _number(lines)
    if kind == MATCH:
        sides = [line.partition("=") for line in (line.replace("＝", "=") for line in lines)]
        pairs = tuple((left.strip(), right.strip()) for left, _equal, right in sides if left.strip())
        return {"pairs": pairs, "extras": tuple(right.strip() for left, _e, right in sides if not left.strip())}
    return {"options": tuple(lines)} if kind == ORDER else {"model": text.strip()}


def _number(lines: list[str]) -> dict[str, Any]:
    if not lines:
        return {}
    value, _sign, spread = lines[0].partition("±")
    try:
        return {"value": Decimal(value.strip()), "tolerance": Decimal(spread.strip() or 0)}
    except ArithmeticError as error:
        raise ValueError(lines[0]) from error


def lines_of(question: Question) -> str:
    """The lines that say a question's answer, as `answer_of` reads them."""
    if question.kind in CHOICES:
        return "\n".join(f"{'*' * (n in question.right)}{text}" for n, text in enumerate(question.options))
    if question.kind == JUDGE:
        return "对" if question.truth else "错"
    if question.kind == BLANK:
        return "\n".join("|".join(texts) for texts in question.blanks)
    if question.kind == NUMERIC:
        return f"{question.value:f}" + (f"±{question.tolerance:f}" if question.tolerance else "")
    if question.kind == MATCH:
        return "\n".join(
            [*(f"{left}={right}" for left, right in question.pairs), *(f"={one}" for one in question.extras)]
        )
    return question.model if question.kind == SHORT else "\n".join(question.options)


def initial(question: Question) -> dict[str, Any]:
    """A question as the form shows it."""
    names = ("kind", "stem", "explanation", "marks", "difficulty", "topic", "trade", "source")
    said = {name: getattr(question, name) for name in names}
    return {**said, "lines": lines_of(question), "pictures": ";".join(question.pictures)}
