"""The words that the pages of trips put together on the phone."""

from django.utils.translation import gettext as _

from xinlian.people import offline_words


def words() -> dict[str, object]:
    """By name, for `{{ words|json_script:"words" }}`."""
    return {
        **offline_words.words(),
        "lead_missing": _("这部手机里还没有名单。连上网打开一次，就会存下来。"),
        "lead_none": _("您现在没有带队。"),
        "lead_sign_in": _("先登录，再看您带队的名单。"),
        "lead_not_yours": _("这一批现在不是您带队，名单已经收回。"),
        "lead_left": _("还差 {n} 人"),
        "lead_all": _("都到齐了"),
        "lead_waiting": _("待发送"),
        "lead_contact": _("紧急时打给 {who}"),
        "trips_none": _("您现在没有要去的行程。"),
        "trips_missing": _("这部手机里还没有行程。连上网打开一次，就会存下来。"),
    }
