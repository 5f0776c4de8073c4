"""Why a question of a file was not taken, in the words of somebody who has to put it right."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.engines.exams.bank.report import Fault
from xinlian.rows.sentences import texts

FAULTS: dict[str, "str | Promise"] = {
    "stem_missing": _("没有题干。"),
    "text_too_long": _("文字太长：题干和解析最多 4000 字，每个选项最多 1000 字。"),
    "text_unseen": _("文字里有看不见的符号，请删掉重打。"),
    "marks_range": _("分值要大于 0，不超过 1000。"),
    "marks_number": _("分值“%(value)s”不是数。"),
    "difficulty_range": _("难度写 1 到 5。"),
    "difficulty_unknown": _("难度“%(value)s”不认得，请写易、中、难，或者 1 到 5。"),
    "options_few": _("至少要有两个选项。"),
    "options_many": _("选项太多，最多 26 个。"),
    "option_empty": _("中间有一个选项是空的。"),
    "options_same": _("有两个选项一样。"),
    "answer_missing": _("没有答案。"),
    "answer_unknown": _("答案“%(value)s”对不上任何一个选项。"),
    "answer_ambiguous": _("答案“%(value)s”有两种读法，请写选项的字母。"),
    "answer_several": _("单选题写了几个答案。"),
    "answer_number": _("答案“%(value)s”不是数。"),
    "judge_word": _("“%(value)s”看不出是对还是错。"),
    "blanks_many": _("空太多，最多 20 个。"),
    "blanks_differ": _("题干里有 %(gaps)s 个空，答案填了 %(answers)s 个。"),
    "tolerance_range": _("误差不能小于 0。"),
    "pairs_missing": _("没有配对，请写成“左=右”。"),
    "pairs_few": _("匹配题至少要有两对。"),
    "order_letters": _("答案“%(value)s”没有把每一步各写一次。"),
    "kind_unknown": _("题型“%(value)s”不认得。"),
    "kind_unclear": _("没有写题型，从答案也看不出来。"),
    "kind_unsupported": _("题型“%(value)s”这里不收。"),
    "stem_twice": _("和 %(at)s 的题一样。"),
    "too_many": _("一个题库最多 20000 题。"),
    "line_outside": _("“%(value)s”不属于任何一题。"),
    "gift_no_answer": _("“%(value)s”没有用花括号写答案。"),
    "gift_answer": _("“%(value)s”不像答案。"),
    "html_dropped": _("收下了，去掉了里面的 <%(tag)s>。"),
    "feedback_dropped": _("收下了，各个选项的反馈没有收。"),
    "hint_dropped": _("收下了，提示没有收。"),
    "row_unfit": _("这种格式装不下这一题。"),
    "xml_doctype": _("文件带有文档类型声明，可能夹带别的文件，所以不读。请去掉 DOCTYPE 再传。"),
    "xml_broken": _("XML 文件是坏的：%(why)s。请重新导出一次。"),
    "not_moodle": _("这个 XML 文件不是 Moodle 题库。"),
    "not_qti": _("这个 XML 文件既不是 Moodle 题库，也不是 QTI 题目。"),
    "zip_broken": _("压缩包打不开。请重新导出一次。"),
    "zip_too_big": _("压缩包解开以后超过 64 MB，或者里面有一题超过 1 MB，所以不读。"),
    "not_text": _("这个文件不是文本。"),
    "no_questions": _("没有找到题目：要有“题干”这一列，或者带【答案】的编号题目。"),
}


def words(code: str, facts: dict[str, str]) -> str:
    """The sentence of a fault; the reader of workbooks brings codes of its own."""
    text = FAULTS.get(code) or texts().get(code) or code
    try:
        return str(text) % facts
    except KeyError:
        return str(text)


def told(fault: Fault) -> list[object]:
    """A fault as it is kept with a file."""
    return [fault.where, fault.code, dict(fault.facts), fault.taken]
