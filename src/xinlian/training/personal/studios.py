"""What the training base holds about somebody: studios, proposals, what they work on."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding
from xinlian.training.personal.intake import SERVICE, THREE_YEARS, WORK

DESK = _("您自己；项目培训基地的干部和老师")

HOLDINGS = [
    Holding(
        model="training.StudioMember",
        person="person",
        fields=("studio", "part", "since_on", "until_on"),
        what=_("您在哪个工作室、是什么身份、从哪天到哪天"),
        purpose=_("让大家知道找谁"),
        basis=SERVICE,
        seen_by=_("您自己；项目培训基地的干部和老师；带头人的姓名，项目上的工人也看得到"),
        since="until_on",
        keep_days=365,
        at_end="erase",
    ),
    Holding(
        model="training.Improvement",
        person="proposed_by",
        fields=("title", "problem", "idea", "state", "why", "proposed_at", "decided_at"),
        what=_("您提的改进建议和答复"),
        purpose=_("让您知道建议后来怎么样"),
        basis=SERVICE,
        seen_by=_("您自己；项目培训基地的干部和老师；做成了，项目上的工人看得到您的姓，名字遮住"),
        since="proposed_at",
        keep_days=THREE_YEARS,
        at_end="unlink",
    ),
    Holding(
        model="training.ImprovementWorker",
        person="person",
        fields=("improvement", "since_on"),
        what=_("您参加的创新项目"),
        purpose=_("安排谁来做"),
        basis=SERVICE,
        seen_by=DESK,
        since="since_on",
        keep_days=THREE_YEARS,
        at_end="erase",
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
        ("Improvement", "decided_by", "decided_at", _("您答复或推进的创新项目")),
        ("ImprovementGain", "noted_by", "noted_at", _("您记下的创新项目成效")),
        ("ImprovementGain", "confirmed_by", "confirmed_at", _("您确认的创新项目成效")),
    )
]
