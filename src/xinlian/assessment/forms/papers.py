"""What officers type about papers and exams."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.forms.banks import DIFFICULTIES, Z
from xinlian.assessment.models import Bank, Exam, Item, Paper
from xinlian.engines.exams.papers import Row

ROWS = 8
STEPS = [("0.5", _("半分")), ("1", _("整分")), ("0.1", _("0.1 分")), ("0.01", _("0.01 分"))]


class PaperForm(forms.Form):
    """A paper: what is in it stands in rows below."""

    union = forms.ChoiceField(label=_("哪个工会的"), widget=forms.Select(attrs=Z))
    title = forms.CharField(label=_("叫什么"), max_length=80, widget=forms.TextInput(attrs=Z))
    minutes = forms.IntegerField(label=_("考多少分钟"), min_value=1, max_value=600, initial=60)
    pass_marks = forms.DecimalField(label=_("多少分及格"), min_value=Decimal("0.01"), decimal_places=2, initial=60)
    drawn = forms.ChoiceField(label=_("怎么抽题"), choices=Paper.DRAWN, initial="each")
    shuffled = forms.BooleanField(label=_("打乱选项"), required=False, initial=True)
    multiple = forms.ChoiceField(label=_("多选题怎么给分"), choices=Paper.MULTIPLE, initial="all")
    parts = forms.BooleanField(label=_("填空、匹配、排序按对的部分给分"), required=False, initial=True)
    step = forms.ChoiceField(label=_("分数取到"), choices=STEPS, initial="0.5")

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["union"]
        field.choices = unions


class RowForm(forms.Form):
    """So many questions of a kind, topic and difficulty, each for so many marks."""

    kind = forms.ChoiceField(label=_("题型"), required=False, choices=[("", _("不限")), *Item.KINDS])
    topic = forms.ChoiceField(label=_("知识点"), required=False, widget=forms.Select(attrs=Z))
    difficulty = forms.ChoiceField(label=_("难度"), choices=[("0", _("不限")), *DIFFICULTIES[1:]], initial="0")
    count = forms.IntegerField(label=_("几题"), required=False, min_value=1, max_value=300)
    marks = forms.DecimalField(
        label=_("每题几分"), required=False, min_value=Decimal("0.01"), max_value=1000, decimal_places=2
    )

    def __init__(self, *args: Any, topics: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["topic"]
        field.choices = [("", _("不限")), *((one, one) for one in topics)]

    def clean(self) -> dict[str, Any]:
        """A count wants marks, and the other way round."""
        said = super().clean() or {}
        if not self.errors and bool(said.get("count")) != bool(said.get("marks")):
            self.add_error("marks" if said.get("count") else "count", _("几题和每题几分要一起写。"))
        return said

    def row(self) -> Row | None:
        """The row, or none where nothing is written."""
        said = self.cleaned_data
        if not said.get("count"):
            return None
        return Row(said["count"], said["marks"], said["kind"], said["topic"], int(said["difficulty"] or 0))


class ChooseBankForm(forms.Form):
    """From which bank a paper is drawn."""

    bank = forms.ChoiceField(label=_("用哪个题库"), widget=forms.Select(attrs=Z))

    def __init__(self, *args: Any, banks: list[Bank], **more: Any) -> None:
        super().__init__(*args, **more)
        self.banks = {str(one.uid): one for one in banks}
        field: Any = self.fields["bank"]
        field.choices = [(key, one.name) for key, one in self.banks.items()]


class ExamForm(forms.Form):
    """An exam: which paper, when, for whom."""

    paper = forms.ChoiceField(label=_("用哪份试卷"), widget=forms.Select(attrs=Z))
    union = forms.ChoiceField(label=_("哪个工会办的"), widget=forms.Select(attrs=Z))
    title = forms.CharField(label=_("叫什么"), max_length=80, widget=forms.TextInput(attrs=Z))
    opens_at = forms.DateTimeField(
        label=_("什么时候可以开考"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    closes_at = forms.DateTimeField(
        label=_("什么时候结束"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("到这个时候全部收卷，加时的人除外。"),
    )
    entry = forms.ChoiceField(label=_("谁能考"), choices=Exam.ENTRIES, initial="listed", widget=forms.RadioSelect)
    attempts = forms.IntegerField(label=_("能考几次"), min_value=1, max_value=20, initial=1)
    room_code = forms.RegexField(
        label=_("考场口令"),
        regex=r"^\d{4,6}$",
        required=False,
        help_text=_("4 到 6 位数字，写在考场里，到场才看得到。不写就不用口令；谁都能考的考试一定有。"),
        error_messages={"invalid": _("口令是 4 到 6 位数字。")},
    )
    late_minutes = forms.IntegerField(
        label=_("没有网络的答案，收卷后多少分钟内送到还算"), min_value=0, max_value=1440, initial=30
    )

    def __init__(self, *args: Any, papers: list[Paper], unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.papers = {str(one.uid): one for one in papers}
        paper: Any = self.fields["paper"]
        paper.choices = [(key, one.title) for key, one in self.papers.items()]
        union: Any = self.fields["union"]
        union.choices = unions


class TimesForm(forms.Form):
    """Other times of an exam."""

    opens_at = forms.DateTimeField(
        label=_("什么时候可以开考"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    closes_at = forms.DateTimeField(
        label=_("什么时候结束"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


class PeopleForm(forms.Form):
    """Candidates, pasted from Excel: anything with a phone in each line."""

    phones = forms.CharField(
        label=_("考生的手机号"),
        max_length=60000,
        widget=forms.Textarea(attrs={"rows": 5, **Z}),
        help_text=_("从 Excel 里整列复制过来就行，一行一个人，有姓名也可以。"),
    )


class ExtraForm(forms.Form):
    """Minutes more for one candidate, in all."""

    minutes = forms.IntegerField(label=_("一共加时多少分钟"), min_value=0, max_value=600)


class NoteForm(forms.Form):
    """What happened in the room."""

    text = forms.CharField(label=_("发生了什么"), max_length=300, widget=forms.TextInput(attrs=Z))


class ShortForm(forms.Form):
    """Marks for a short answer."""

    marks = forms.DecimalField(label=_("给几分"), min_value=0, decimal_places=2)
    why = forms.CharField(label=_("理由"), required=False, max_length=200, widget=forms.TextInput(attrs=Z))


class RegradeForm(forms.Form):
    """How a question is marked instead."""

    way = forms.ChoiceField(
        label=_("怎么改判"),
        choices=[("current", _("按题库里现在的答案重新判")), ("all", _("这道题作废，每个人都给满分"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("为什么"), max_length=200, widget=forms.TextInput(attrs=Z))


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    words = forms.CharField(label=_("答复"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, **Z}))
