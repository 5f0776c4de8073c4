"""What the station room holds about somebody."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding

UNION = _("管这个驿站的工会干部")
SERVICE = _("向您提供工会服务所必需")
LAW = _("履行职务，事后能查证")
YEAR = 365

HOLDINGS = [
    Holding(
        model="stations.Report",
        person="person",
        fields=("code", "at", "arrived_at", "distance_m", "weight", "voice"),
        what=_("您报告的驿站情况：说了什么、什么时候、离驿站多远（不记位置）"),
        purpose=_("让后面的人知道驿站开没开"),
        basis=SERVICE,
        seen_by=_("没有人看得到是谁说的"),
        since="at",
        keep_days=90,
        at_end="unlink",
    ),
    Holding(
        model="stations.Voice",
        person="person",
        fields=("kind", "text", "signed", "state", "at", "answer"),
        what=_("您送的锦旗、提的意见和得到的答复"),
        purpose=_("展示感谢，处理意见"),
        basis=SERVICE,
        seen_by=UNION,
        since="at",
        keep_days=3 * YEAR,
        at_end="unlink",
    ),
    Holding(
        model="stations.Fault",
        person="person",
        fields=("facility", "text", "state", "at", "outcome"),
        what=_("您报修过的东西"),
        purpose=_("把坏了的修好"),
        basis=SERVICE,
        seen_by=UNION,
        since="at",
        keep_days=3 * YEAR,
        at_end="unlink",
    ),
    Holding(
        model="stations.Keeping",
        person="person",
        fields=("station", "since_on", "until_on"),
        what=_("您管过的驿站"),
        purpose=_("让您能更新驿站的情况"),
        basis=SERVICE,
        seen_by=UNION,
        since="since_on",
        keep_days=None,
        at_end="erase",
    ),
    Holding(
        model="stations.Proposal",
        person="person",
        fields=("kind", "changes", "why", "at", "state"),
        what=_("您建议过的修改"),
        purpose=_("知道一处改动是谁提的"),
        basis=LAW,
        seen_by=UNION,
        since="at",
        keep_days=3 * YEAR,
        at_end="unlink",
    ),
    Holding(
        model="stations.Proposal",
        person="reviewed_by",
        fields=("state", "reason", "reviewed_at"),
        what=_("您审核过的修改"),
        purpose=_("知道一处改动是谁定的"),
        basis=LAW,
        seen_by=UNION,
        since="at",
        keep_days=3 * YEAR,
        at_end="unlink",
    ),
    Holding(
        model="stations.Review",
        person="reviewer",
        fields=("year", "answers", "stars_after", "at"),
        what=_("您做过的年度评星"),
        purpose=_("知道星级是谁评的"),
        basis=LAW,
        seen_by=UNION,
        since="at",
        keep_days=None,
        at_end="unlink",
    ),
    Holding(
        model="stations.SavedFilter",
        person="person",
        fields=("name", "query"),
        what=_("您在驿站列表里存的筛选"),
        purpose=_("下次一点就能用"),
        basis=SERVICE,
        seen_by=_("只有您自己"),
        since="",
        keep_days=None,
        at_end="erase",
    ),
]
