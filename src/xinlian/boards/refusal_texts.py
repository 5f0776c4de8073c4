"""What to tell somebody for each refusal about boards."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "board_open": _("这里已经有排行榜了。"),
    "board_frozen": _("排行榜已经停住了。"),
    "board_busy": _("这会儿同时变的太多，请再试一次。"),
    "board_title_missing": _("请写排行榜的标题。"),
    "nickname_wrong": _("昵称是 %(least)s 到 %(most)s 个汉字或字母，不能有数字和符号。"),
    "nickname_taken": _("这个昵称已经有人用了，请换一个。"),
}
