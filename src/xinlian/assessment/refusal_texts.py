"""What to tell somebody for each refusal about banks, papers, exams and results."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.fault_texts import FAULTS

TEXTS: dict[str, "str | Promise"] = {
    **{f"question_{code}": text for code, text in FAULTS.items()},
    "role_trainer": _("管题库和考试要有培训老师或工会干部的权限。需要的话，请找上级工会的干部给您开通。"),
    "role_marker": _("阅卷要有裁判、培训老师或工会干部的权限。需要的话，请找上级工会的干部给您开通。"),
    # banks
    "bank_named_already": _("已经有一个叫这个名字的题库了，请换个名字。"),
    "bank_ending": _(
        "这种文件（%(ending)s）读不了。可以传 Excel、CSV、Moodle XML、QTI 压缩包、GIFT、Aiken 和文本文件。"
    ),
    "bank_unreadable": _("这个文件读不了：%(words)s"),
    "bank_file_done": _("这个文件已经处理过了，或者放了两周已经清掉。请重新传一次。"),
    "question_known": _("题库里已经有这道题了（题型和题干一样）。"),
    "question_changed_by_another": _("别人刚刚改过这道题。请看看现在的样子，再改一次。"),
    "picture_name_missing": _("请写图片的名字，题目靠名字找到它。"),
    # papers
    "paper_bank_elsewhere": _("只能用本工会和上级工会的题库。请另选一个。"),
    "paper_titled_already": _("已经有一份叫这个名字的试卷了，请换个名字。"),
    "paper_retired": _("这份试卷已经停用了，请另选一份。"),
    "paper_elsewhere": _("只能用本工会和上级工会的试卷。请另选一份。"),
    "paper_empty": _("试卷至少要有一行：什么题、几道、每道几分。"),
    "paper_too_long": _("一份试卷最多 %(limit)s 题、40 行。"),
    "paper_row_wrong": _("每一行的题数要是 1 以上的整数，每题的分数要大于 0。"),
    "paper_pass_too_high": _("及格分比满分 %(full)s 还高，请改一下。"),
    "paper_short": _("第 %(row)s 行要 %(wanted)s 题，题库里审过的只有 %(found)s 题。请减少题数，或者先审题。"),
    # exams
    "exam_closes_after_it_opens": _("结束时间要晚于现在和开始时间，请改一下。"),
    "exam_step": _("这场考试现在不能这样做，请刷新看看它的情况。"),
    "exam_sittings_under_way": _("还有人在考，等他们交卷或者到点以后再结束。"),
    "exam_somebody_began": _("已经有人开考，不能取消了。"),
    "exam_marks_waiting": _("还有 %(waiting)s 份卷子的简答题没有判完，判完才能公布成绩。"),
    "candidate_began": _("这个人已经开考，不能从名单上去掉。"),
    "extra_range": _("加时是 0 到 %(limit)s 分钟。"),
    "note_empty": _("请写下发生了什么。"),
    "exam_for_you": _("您不在这场考试的名单上。要参加的话，请找组织考试的工会。"),
    "exam_not_cancelled": _("这场考试取消了，不用来考。"),
    "exam_begun": _("还没有开考，请到时间再来。"),
    "exam_not_over": _("这场考试已经结束了。"),
    "exam_attempt_left": _("您的考试次数已经用完。"),
    "exam_code_right": _("考场口令不对。口令写在考场里，请看清楚再输一次。"),
    "exam_begun_twice": _("您刚刚在另一部手机上开考了，请刷新这一页接着考。"),
    # sittings
    "sitting_yours": _("这份卷子不是您的。请用自己的账号登录。"),
    "question_on_paper": _("卷子上没有这道题，请刷新再看。"),
    "sitting_over": _("已经收卷了，这个答案没有算进去。"),
    "answer_sent_elsewhere": _("这个答案已经交到别处了。请再答一次这道题。"),
    "sitting_not_over": _("这个人还在考，等交了卷再判。"),
    # results
    "short_only": _("这道题由机器判，不用人判。"),
    "short_marks_range": _("给分要在 0 到 %(most)s 之间。"),
    "short_marked_by_you": _("这个答案您已经判过了，要由另外一个人再判。"),
    "short_turn_taken": _("刚刚有别人判了这个答案，请看下一个。"),
    "short_done": _("这个答案已经判完了。"),
    "regrade_why": _("请写明为什么要改判。"),
    "regrade_other_question": _("只能用同一道题的新版本来改判。"),
    "result_published": _("成绩还没有公布。"),
    "result_appeal_late": _("过了七天，不能再申诉了。"),
    "result_appeal_empty": _("请写下您的理由。"),
    "result_appeal_again": _("您已经申诉过了，请等答复。"),
    "result_appeal_step": _("这个申诉已经答复过了。"),
}
