"""The words that every page without a network puts together on the phone, in the reader's language."""

from django.utils.translation import gettext as _

from xinlian.people import handlers


def words() -> dict[str, object]:
    """By name, for `{{ words|json_script:"words" }}`; {n}, {ago}... are filled in by words.js. Rooms add their own."""
    return {
        "m": _("米"),
        "km": _("公里"),
        "just_now": _("刚刚"),
        "minutes_ago": _("{n} 分钟前"),
        "hours_ago": _("{n} 小时前"),
        "days_ago": _("{n} 天前"),
        "today": _("今天"),
        "yesterday": _("昨天"),
        "pending": _("待发送 · {ago}说的"),
        "held": _("待发送 · {ago}说的 · {words}"),
        "refused": _("没有收下：{words}"),
        "of_another": _("另一个人在这部手机上说的，内容不显示"),
        **handlers.words(),
    }
