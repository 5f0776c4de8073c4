"""What enrolment holds about somebody, and how they leave without holding a seat."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.actions.leaving import vacate
from xinlian.people.holdings import Holding

UNION = _("办这次报名的工会干部")
WITH_LEADER = _("办这次报名的工会干部；带队的人")
EVERYBODY = _("公布的抽签文件，谁都看得到；名字遮住中间")
SERVICE = _("向您提供工会服务所必需")
LAW = _("履行职务，事后能查证")
ACCOUNTS = _("封存的名单和座位的账要一直对得上，谁都能重算。您的姓名和号码已经清空，只剩编号")


def _vacate(rows: "QuerySet[Any]") -> None:
    """Before somebody is emptied: their seats pass on, their wishes leave the lists that are not sealed."""
    vacate(applications=list(rows.select_related("offering", "person", "party")), by=None, at=timezone.now())


HOLDINGS = [
    Holding(
        model="enrolment.Application",
        person="person",
        fields=("offering__title", "wished", "possible", "state", "way", "note", "lot", "applied_at"),
        what=_("您报过什么名、想去哪一批、签号和结果"),
        purpose=_("按公布的规则安排座位"),
        basis=SERVICE,
        seen_by=UNION,
        since="applied_at",
        keep_days=None,
        at_end="keep",
        why_kept=ACCOUNTS,
        blanked=("note",),
        before_end=_vacate,
    ),
    Holding(
        model="enrolment.Application",
        person="entered_by",
        fields=("offering__title", "way", "applied_at"),
        what=_("您替别人报的名"),
        purpose=_("知道一个报名是谁录的"),
        basis=LAW,
        seen_by=UNION,
        since="applied_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="enrolment.Seat",
        person="application__person",
        fields=("batch__offering__title", "batch__number", "state", "way", "given_at", "answered_at"),
        what=_("您得到过的座位和您的答复"),
        purpose=_("留座位，按顺序候补，让没去过的人先去"),
        basis=SERVICE,
        seen_by=WITH_LEADER,
        since="given_at",
        keep_days=None,
        at_end="keep",
        why_kept=ACCOUNTS,
        blanked=("why",),
    ),
    Holding(
        model="enrolment.Seat",
        person="given_by",
        fields=("batch__offering__title", "batch__number", "way", "given_at"),
        what=_("您安排过的座位"),
        purpose=_("知道一个座位是谁给的"),
        basis=LAW,
        seen_by=UNION,
        since="given_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="enrolment.Waiting",
        person="application__person",
        fields=("batch__offering__title", "batch__number", "number"),
        what=_("您在候补里排第几"),
        purpose=_("有座位空出来按顺序通知您"),
        basis=SERVICE,
        seen_by=UNION,
        since="since",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="enrolment.Attendance",
        person="seat__application__person",
        fields=("seat__batch__offering__title", "way", "at"),
        what=_("您到没到场、怎么记的"),
        purpose=_("点名，让没去过的人先去"),
        basis=SERVICE,
        seen_by=WITH_LEADER,
        since="at",
        keep_days=None,
        at_end="keep",
        why_kept=ACCOUNTS,
    ),
    Holding(
        model="enrolment.Attendance",
        person="marked_by",
        fields=("seat__batch__offering__title", "way", "at"),
        what=_("您点过的名"),
        purpose=_("知道到场是谁记的"),
        basis=LAW,
        seen_by=UNION,
        since="at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="enrolment.Condition",
        person="made_by",
        fields=("series", "kind", "source", "made_at"),
        what=_("您定过的报名条件"),
        purpose=_("知道一个条件是谁定的"),
        basis=LAW,
        seen_by=UNION,
        since="made_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="enrolment.Draw",
        person="sealed_by",
        fields=("offering__title", "sealed_at"),
        what=_("您封存过的名单"),
        purpose=_("知道名单是谁封存的"),
        basis=LAW,
        seen_by=UNION,
        since="sealed_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="enrolment.Witness",
        person="person",
        fields=("draw__offering__title", "shown_as", "promised_at", "revealed_at"),
        what=_("您见证过的抽签"),
        purpose=_("让大家知道抽签有人见证"),
        basis=SERVICE,
        seen_by=EVERYBODY,
        since="",
        keep_days=None,
        at_end="unlink",
    ),
]
