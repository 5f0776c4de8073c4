"""What the labour contest holds about somebody: who did what. Marks are of sections and teams, never of people."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding
from xinlian.training.personal.intake import WORK

HOLDINGS = [
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
        ("Season", "made_by", "made_at", _("您拟的竞赛季")),
        ("SeasonMark", "noted_by", "noted_at", _("您打的竞赛分")),
        ("SeasonResult", "published_by", "published_at", _("您公布的竞赛结果")),
        ("SeasonResult", "withdrawn_by", "withdrawn_at", _("您收回的竞赛结果")),
    )
]
