"""The personal data that the station room holds, said once."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding

DESK_SEES = _("您自己；管这个驿站的工会干部")
WORK = _("为履行您在工会的工作职责所必需")

HOLDINGS = [
    Holding(
        model="stations.keeping",
        person="person",
        fields=("person", "since_on", "until_on"),
        what=_("您管哪个驿站，从哪天到哪天"),
        purpose=_("让您能说驿站现在开没开，有事找得到您"),
        basis=WORK,
        seen_by=DESK_SEES,
        since="since_on",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="stations.proposal",
        person="person",
        fields=("person", "changes", "why", "at", "state", "reason"),
        what=_("您对驿站资料提的修改"),
        purpose=_("审核后让资料更准"),
        basis=WORK,
        seen_by=DESK_SEES,
        since="at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="stations.proposal",
        person="reviewed_by",
        fields=("reviewed_by", "reviewed_at"),
        what=_("您审核过哪些修改"),
        purpose=_("知道是谁审核的"),
        basis=WORK,
        seen_by=DESK_SEES,
        since="reviewed_at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="stations.review",
        person="reviewer",
        fields=("reviewer", "at"),
        what=_("您填过哪些驿站的年度评价"),
        purpose=_("知道是谁去看的"),
        basis=WORK,
        seen_by=DESK_SEES,
        since="at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="stations.savedfilter",
        person="person",
        fields=("person", "name", "query"),
        what=_("您在驿站列表里存的筛选"),
        purpose=_("下次一点就能用"),
        basis=WORK,
        seen_by=_("只有您自己"),
        since="",
        keep_days=None,
        at_end="erase",
    ),
]
