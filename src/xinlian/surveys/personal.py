"""What surveys hold about somebody. Anonymous sheets are about nobody, so they are no holding of anybody's."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding

TWO_YEARS = 730
SERVICE = _("向您提供工会服务所必需")

HOLDINGS = [
    Holding(
        model="surveys.Ticket",
        person="person",
        fields=("survey", "invited_at", "answered", "answered_at"),
        what=_("请您答过哪些问卷，您答没答；不记名的不记时间"),
        purpose=_("每人只答一次，算得出多少人答了"),
        basis=SERVICE,
        seen_by=_("只有您自己；工会干部只看到多少人答了"),
        since="invited_at",
        keep_days=TWO_YEARS,
        at_end="erase",
    ),
    Holding(
        model="surveys.Sheet",
        person="person",
        fields=("survey", "answers", "answered_on"),
        what=_("您在署名问卷里填了什么；不记名的问卷不和您连在一起，连我们也找不出哪份是您的"),
        purpose=_("把服务办得更好"),
        basis=SERVICE,
        seen_by=_("您自己；发问卷的工会的干部"),
        since="answered_on",
        keep_days=TWO_YEARS,
        at_end="erase",
    ),
    Holding(
        model="surveys.Questionnaire",
        person="made_by",
        fields=("name", "made_at"),
        what=_("您拟过的问卷"),
        purpose=_("查得到问卷是谁拟的"),
        basis=SERVICE,
        seen_by=_("您自己；同一工会的干部"),
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
]
