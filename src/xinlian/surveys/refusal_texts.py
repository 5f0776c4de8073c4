"""What to tell somebody for each refusal about surveys."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "questions_not_too_many": _("一份问卷最多 30 题，请先删掉几题。"),
    "question_codes_differ": _("有两道题的编号一样，请重新加这道题。"),
    "question_kind_known": _("没有这种题型，请重新选。"),
    "question_has_words": _("每道题都要写中文，最多 200 个字。"),
    "question_options_fit": _("选项要 2 到 10 个，不能重复，每个最多 60 个字；5 级打分要写满 5 级。"),
    "questionnaire_not_used": _("已经有人拿这份问卷问过了，不能再改。请先出一个新版本。"),
    "questionnaire_not_retired": _("这份问卷已经停用了。请出一个新版本。"),
    "questionnaire_changed": _("别人刚刚改过这份问卷。请看看现在的样子，再改一次。"),
    "questionnaire_named_already": _("已经有一份叫这个名字的问卷了。请换个名字，或者给那一份出新版本。"),
    "questionnaire_of_this_union": _("只能用本工会和上级工会的问卷。请另选一份。"),
    "questionnaire_has_questions": _("这份问卷还没有题目，请先加上。"),
    "questionnaire_in_force": _("这份问卷还没有启用，或者已经停用。请另选一份。"),
    "survey_ends_after_it_begins": _("结束时间要晚于现在和开始时间，请改一下。"),
    "survey_for_you": _("这份问卷没有发给您，不用填。"),
    "survey_not_answered": _("您已经答过了，每人只答一次。不用再填。"),
    "survey_begun": _("还没有开始，请到时候再来。"),
    "survey_not_over": _("这份问卷已经结束，不再收答案了。"),
    "answers_wrong": _("有几处要改一下，请看每道题下面的说明。"),
    "answers_sent_elsewhere": _("这一份已经交到别处了。请刷新这一页，再填一次。"),
}
