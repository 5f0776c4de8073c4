"""Words of boards that a script keeps fresh."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """In the language of this request."""
    return {
        "board_of": _("一共 {n} 人"),
        "board_now": _("刚刚更新 {time}"),
        "board_off": _("没有网络，是 {time} 的排行"),
        "board_up": _("升 {n} 名"),
        "board_frozen": _("已停住，不再变动"),
        "board_nobody": _("还没有人上榜"),
    }
