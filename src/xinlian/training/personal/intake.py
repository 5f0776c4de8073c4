"""What the training base holds about somebody: that they work there, and what medical checks found."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding

THREE_YEARS = 1095
SERVICE = _("向您提供工会服务所必需")
LAW = _("法律规定项目要有培训和体检记录")
DESK = _("您自己；项目培训基地的干部和老师；您的班组长看得到姓名和办到哪一步")
WORK = _("查得到是谁做的")

HOLDINGS = [
    Holding(
        model="training.Builder",
        person="person",
        fields=("project", "team", "trade", "came_at", "left_on", "back_at", "born"),
        what=_("您在哪个项目、哪个班组、干什么工种；护照等证件上的出生日期"),
        purpose=_("安排培训、发上岗码"),
        basis=LAW,
        seen_by=DESK,
        since="left_on",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="training.Medical",
        person="builder__person",
        fields=("checked_on", "valid_until", "found", "clinic"),
        what=_("您的上岗体检：哪天、有效到哪天、结果和限制"),
        purpose=_("不让您干身体不合适的活"),
        basis=LAW,
        seen_by=_("您自己和体检医生；别人只知道能不能上岗、到哪天"),
        since="valid_until",
        keep_days=365,
        at_end="erase",
    ),
    Holding(
        model="training.Trainer",
        person="person",
        fields=("project", "weekdays", "ended_on"),
        what=_("您在基地教什么、哪几天来"),
        purpose=_("排课"),
        basis=SERVICE,
        seen_by=_("项目培训基地的干部和老师；课程表上有您的姓名"),
        since="",
        keep_days=None,
        at_end="keep",
        why_kept=_("上过的课要查得到是谁教的"),
    ),
    Holding(
        model="training.Absence",
        person="trainer__person",
        fields=("first_on", "last_on"),
        what=_("您哪几天不来上课"),
        purpose=_("排课"),
        basis=SERVICE,
        seen_by=_("项目培训基地的干部"),
        since="last_on",
        keep_days=365,
        at_end="erase",
    ),
    Holding(
        model="training.Team",
        person="leader",
        fields=("name", "closed_on"),
        what=_("您带的班组"),
        purpose=_("让班组长看得到谁还差什么"),
        basis=SERVICE,
        seen_by=DESK,
        since="",
        keep_days=None,
        at_end="unlink",
    ),
]
HOLDINGS += [
    Holding(
        model=f"training.{model}",
        person=person,
        fields=(since,),
        what=what,
        purpose=WORK,
        basis=WORK,
        seen_by=_("项目培训基地的干部"),
        since=since,
        keep_days=None,
        at_end="unlink",
    )
    for model, person, since, what in (
        ("Builder", "registered_by", "came_at", _("您登记的工人")),
        ("Medical", "noted_by", "noted_at", _("您记下的体检")),
    )
]
