"""A survey's results as a workbook: what the page hides is hidden here too."""

import re
from collections.abc import Iterator, Sequence

from django.http import FileResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xinlian.sheets.writing import Rows, excel
from xinlian.surveys.queries.results import Results, signed
from xinlian.surveys.rules.questions import Question, in_words
from xinlian.surveys.shown import compared, compared_heads, count_words, labels, said

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")  # what Excel does not let a sheet be called


def workbook(told: Results) -> FileResponse:
    """The download: counts, the comparison, what was written, and of a signed survey who answered what."""
    heads = [_("题目"), _("结果"), _("答了这题的人"), _("选项"), _("人数")]
    more: list[tuple[str, list[str], Rows]] = []
    if any(len(one.each) > 1 for one in told.questions):
        more.append((_("各次比较"), [_("题目"), _("哪一次"), _("答了这题的人"), _("项目"), _("数值")], _compared(told)))
    if any(one.texts for one in told.questions):
        more.append((_("写的话"), [_("题目"), _("写的话")], _texts(told)))
    if told.readable and not told.survey.anonymous:
        questions = told.survey.questionnaire.questions
        more.append((_("逐份"), [_("姓名"), _("哪天答的"), *(_text(one) for one in questions)], _signed(told)))
    return excel(FORBIDDEN.sub(" ", told.survey.title), heads, _counts(told), more)


def _text(question: Question) -> str:
    return in_words(question["text"], get_language() or "zh")


def _counts(told: Results) -> Iterator[Sequence[object]]:
    yield [_("回收率"), "", told.survey.invited, _("请了"), told.survey.invited]
    yield [_("回收率"), "", told.survey.invited, _("答了"), told.survey.answered]
    for one in told.questions:
        start = [_text(one.question), said(one), count_words(one.figures.people)]
        for label, count in zip(labels(one.question), one.figures.counts, strict=True):
            yield [*start, label, count if count is not None else _("不显示")]
        if not one.question["options"]:
            yield start


def _compared(told: Results) -> Iterator[Sequence[object]]:
    for one in told.questions:
        heads = compared_heads(one)
        for line in compared(one, told.survey):
            for head, cell in zip(heads, line["cells"], strict=True):
                yield [_text(one.question), line["label"], line["people"], head, cell]


def _texts(told: Results) -> Iterator[Sequence[object]]:
    for one in told.questions:
        yield from ([_text(one.question), words] for words in one.texts or ())


def _signed(told: Results) -> Iterator[Sequence[object]]:
    questions = told.survey.questionnaire.questions
    for sheet in signed(told.survey):
        name = sheet.person.name if sheet.person else ""
        yield [name, sheet.answered_on, *(_answer(one, sheet.answers.get(one["code"])) for one in questions)]


def _answer(question: Question, answer: object) -> str:
    """What somebody chose, in words; text as it was written."""
    if question["kind"] == "text" or answer is None:
        return str(answer or "")
    words = dict(zip((option["code"] for option in question["options"]), labels(question), strict=True))
    chosen = answer if isinstance(answer, list) else [answer]
    return "、".join(words.get(str(code), str(code)) for code in chosen)
