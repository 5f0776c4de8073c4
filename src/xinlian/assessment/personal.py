"""What assessment holds about somebody."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding

THREE_YEARS = 1095
SERVICE = _("向您提供工会服务所必需")
DESK = _("您自己；办考试的工会的干部、培训老师、阅卷的人")
WORK = _("查得到是谁做的")

HOLDINGS = [
    Holding(
        model="assessment.Candidate",
        person="person",
        fields=("exam", "extra_minutes", "added_at"),
        what=_("您可以参加哪些考试，加时多少"),
        purpose=_("让您能参加考试"),
        basis=SERVICE,
        seen_by=DESK,
        since="added_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="assessment.Sitting",
        person="person",
        fields=("exam", "attempt", "began_at", "ended_at", "marks"),
        what=_("您考过的试、每道题怎么答的、得了多少分"),
        purpose=_("判分、查分、申诉，考过了发证"),
        basis=SERVICE,
        seen_by=DESK,
        since="began_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="assessment.Given",
        person="sitting__person",
        fields=("answer", "said_at"),
        what=_("您在考试里每一次给出的答案"),
        purpose=_("一个答案也不丢，判分有据可查"),
        basis=SERVICE,
        seen_by=DESK,
        since="said_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="assessment.ResultAppeal",
        person="sitting__person",
        fields=("text", "made_at", "state", "answer", "answered_at"),
        what=_("您对成绩的申诉和答复"),
        purpose=_("把成绩弄对"),
        basis=SERVICE,
        seen_by=DESK,
        since="made_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
]
HOLDINGS += [
    Holding(
        model="assessment.Practised",
        person="person",
        fields=("lineage", "times", "missed", "at"),
        what=_("您练过哪些题，哪些还要再练"),
        purpose=_("给您安排下一题，记您的错题本"),
        basis=SERVICE,
        seen_by=_("只有您自己"),
        since="at",
        keep_days=365,
        at_end="erase",
    )
]
HOLDINGS += [
    Holding(
        model="assessment.Entrant",
        person="person",
        fields=("practical", "code", "result", "vetoed", "added_at"),
        what=_("您参加过哪些实操考核，编号和得分"),
        purpose=_("给实操打分，考过了发证"),
        basis=SERVICE,
        seen_by=_("您自己；办考核的工会的干部、培训老师；裁判只看到编号"),
        since="added_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="assessment.PanelSeat",
        person="person",
        fields=("practical", "chief", "signed_at", "added_at"),
        what=_("您当过哪些考核的裁判"),
        purpose=WORK,
        basis=SERVICE,
        seen_by=_("您自己；办考核的工会的干部"),
        since="added_at",
        keep_days=None,
        at_end="keep",
        why_kept=_("成绩由谁打的分，要一直查得到"),
    ),
]
_MADE = [
    ("Bank", "made_by", ("name", "made_at"), "made_at", _("您建的题库")),
    ("Item", "made_by", ("stem", "made_at"), "made_at", _("您出的题")),
    ("Item", "reviewed_by", ("reviewed_at",), "reviewed_at", _("您审的题")),
    ("BankFile", "by", ("file_name", "made_at"), "made_at", _("您传的题库文件")),
    ("Paper", "made_by", ("title", "made_at"), "made_at", _("您出的试卷")),
    ("Exam", "set_by", ("title", "set_at"), "set_at", _("您安排的考试")),
    ("Incident", "by", ("text", "at"), "at", _("您在考场记下的情况")),
    ("ShortMark", "by", ("marks", "why", "at"), "at", _("您判的简答题")),
    ("Regrade", "by", ("why", "at"), "at", _("您做的改判")),
    ("RubricSheet", "made_by", ("title", "made_at"), "made_at", _("您拟的评分表")),
    ("Practical", "set_by", ("title", "set_at"), "set_at", _("您安排的实操考核")),
    ("Practical", "locked_by", ("title", "locked_at"), "locked_at", _("您锁定的实操成绩")),
    ("Entrant", "alarm_by", ("alarm_why",), "added_at", _("您说明过的裁判分歧")),
    ("ResultAppeal", "answered_by", ("answered_at",), "answered_at", _("您答复的成绩申诉")),
]
HOLDINGS += [
    Holding(
        model=f"assessment.{model}",
        person=person,
        fields=fields,
        what=what,
        purpose=WORK,
        basis=SERVICE,
        seen_by=_("您自己；同一工会的干部"),
        since=since,
        keep_days=None,
        at_end="unlink",
    )
    for model, person, fields, since, what in _MADE
]
