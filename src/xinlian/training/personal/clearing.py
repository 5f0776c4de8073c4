"""What the training base holds about somebody: whether they may go to work, points, levels."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding
from xinlian.training.personal.intake import DESK, LAW, THREE_YEARS, WORK

HOLDINGS = [
    Holding(
        model="training.Clearance",
        person="builder__person",
        fields=("ok", "reasons", "trade", "until", "decided_at"),
        what=_("能不能上岗的决定，和还差什么"),
        purpose=_("发上岗码，说清楚还差什么"),
        basis=LAW,
        seen_by=DESK,
        since="decided_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="training.Violation",
        person="builder__person",
        fields=("rule", "points", "seen_at", "where", "note", "appeal", "answer"),
        what=_("工地上记下的违章和扣分，您的申诉和答复"),
        purpose=_("要不要复训"),
        basis=LAW,
        seen_by=_("您自己；项目培训基地的干部；工地的检查员"),
        since="seen_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="training.LevelGrant",
        person="builder__person",
        fields=("trade", "level", "evidence", "given_on"),
        what=_("您在项目上评到的技能等级"),
        purpose=_("技高者多得"),
        basis=LAW,
        seen_by=DESK,
        since="given_on",
        keep_days=None,
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
        ("Clearance", "decided_by", "decided_at", _("您做的上岗决定")),
        ("Violation", "noted_by", "noted_at", _("您记下的违章")),
        ("Violation", "answered_by", "answered_at", _("您答复的违章申诉")),
        ("LevelGrant", "given_by", "given_at", _("您评的技能等级")),
    )
]
