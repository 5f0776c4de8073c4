"""What boards hold about somebody."""

from django.utils.translation import gettext_lazy as _

from xinlian.boards.actions import moving
from xinlian.people.holdings import Holding

SERVICE = _("向您提供工会服务所必需")
SEEN = _("您自己；榜上的人和看大屏的人，姓名照榜上的规定遮住；办榜的工会的干部")

HOLDINGS = [
    Holding(
        model="boards.BoardEntry",
        person="person",
        fields=("board", "label", "at"),
        what=_("您在哪些排行榜上，旁边写的班组"),
        purpose=_("排名次"),
        basis=SERVICE,
        seen_by=SEEN,
        since="at",
        keep_days=1095,
        at_end="erase",
        before_end=moving.leave,
    ),
    Holding(
        model="boards.BoardMove",
        person="person",
        fields=("board", "rank", "among", "at"),
        what=_("您的名次怎么变的"),
        purpose=_("让您看到自己的进步"),
        basis=SERVICE,
        seen_by=_("只有您自己"),
        since="at",
        keep_days=365,
        at_end="erase",
    ),
    Holding(
        model="boards.Nickname",
        person="person",
        fields=("name", "at"),
        what=_("您给自己起的昵称"),
        purpose=_("在写昵称的排行榜上代替姓名"),
        basis=_("您的同意"),
        seen_by=SEEN,
        since="at",
        keep_days=1095,
        at_end="erase",
    ),
]
HOLDINGS += [
    Holding(
        model=f"boards.{model}",
        person="made_by",
        fields=(since,),
        what=what,
        purpose=_("查得到是谁做的"),
        basis=SERVICE,
        seen_by=_("您自己；同一工会的干部"),
        since=since,
        keep_days=None,
        at_end="unlink",
    )
    for model, since, what in (
        ("Board", "made_at", _("您开的排行榜")),
        ("BoardSnapshot", "at", _("您停住的排行榜")),
    )
]
