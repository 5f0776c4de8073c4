"""What the training base holds about somebody: hours that were taught elsewhere. Seats and attendance are the floor's."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding
from xinlian.training.personal.intake import DESK, LAW, THREE_YEARS, WORK

HOLDINGS = [
    Holding(
        model="training.HoursElsewhere",
        person="builder__person",
        fields=("tier", "minutes", "on", "what"),
        what=_("您在基地以外受过的安全教育"),
        purpose=_("学时够不够"),
        basis=LAW,
        seen_by=DESK,
        since="on",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="training.HoursElsewhere",
        person="noted_by",
        fields=("noted_at",),
        what=_("您记下的学时"),
        purpose=WORK,
        basis=WORK,
        seen_by=_("项目培训基地的干部"),
        since="noted_at",
        keep_days=None,
        at_end="unlink",
    ),
]
