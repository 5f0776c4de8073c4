"""What the verbs of boards are called in the journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "board.opened": _("开了排行榜"),
    "board.frozen": _("停住了排行榜"),
    "board.thawed": _("放开了排行榜"),
    "board.renamed": _("改了排行榜的标题或姓名写法"),
    "board.new_key": _("换了排行榜大屏的地址"),
    "board.nicknamed": _("给自己起了昵称"),
    "board.nickname_taken": _("去掉了一个昵称"),
}
OBJECTS = {"boards.board": _("排行榜")}
FACTS = {"names": _("姓名怎么写"), "sha256": _("校验值"), "given": _("起没起")}
