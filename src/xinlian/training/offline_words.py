"""The words that pages of the base put together on the phone."""

from django.utils.translation import gettext as _

from xinlian.people import offline_words


def words() -> dict[str, object]:
    """By name, for `{{ words|json_script:"words" }}`."""
    return {
        **offline_words.words(),
        "teach_missing": _("这部手机里还没有名单。连上网打开一次，就会存下来。"),
        "teach_none": _("这两周没有您的课。"),
        "teach_sign_in": _("先登录，再看您的课。"),
        "teach_not_yours": _("这节课现在不是您上，名单已经收回。"),
        "teach_left": _("还差 {n} 人"),
        "teach_all": _("都到齐了"),
        "teach_waiting": _("待发送"),
        "teach_today": _("今天"),
        "violation_sign_in": _("先登录，再记违章。"),
        "violation_not_yours": _("只有项目的检查员和干部能记违章。"),
        "violation_missing": _("这部手机里还没有违章的条目。连上网打开一次，就会存下来。"),
        "violation_no_rules": _("项目还没有定违章记分的条目，请找基地的干部。"),
        "violation_points": _("{n} 分"),
        "violation_nobody": _("没有找到这个人"),
        "violation_no_camera": _("打不开摄像头，请输入码上的字母和数字。"),
        "violation_done": _("记下了：{name}，{rule}，{n} 分"),
    }
