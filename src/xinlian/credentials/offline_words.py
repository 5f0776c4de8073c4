"""Words of the pages that scripts fill: one's own pass."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """In the language of this request."""
    return {
        "pass_none": _("您还没有工作证。培训合格以后，工会会发给您。"),
        "pass_missing": _("这台手机上还没有存您的证。请连上网络打开一次这一页。"),
        "pass_sign_in": _("请先登录，再看您的证。"),
        "pass_kept": _("这是手机上存的证，没有网络也能给门卫扫。"),
    }


def gate_words() -> dict[str, str]:
    """Of the gate."""
    from xinlian.credentials.outcome_texts import OTHER, OUTCOMES, WHYS

    return {
        **{f"outcome_{code}": str(text) for code, text in OUTCOMES.items()},
        **{f"why_{code}": str(text) for code, text in WHYS.items()},
        "why_other": str(OTHER),
        "gate_in": _("进"),
        "gate_out": _("出"),
        "gate_synced": _("名单更新：{ago}"),
        "gate_never": _("还没有取过名单"),
        "gate_waiting": _("{n} 条记录等着发"),
        "gate_offline": _("没有网络，照样能查"),
        "gate_old": _("名单太久没更新，先联网"),
        "gate_not_here": _("不在这个工地的名单上"),
        "gate_again": _("这张证刚刚进来过，还没有出去"),
        "gate_no_camera": _("打不开摄像头。可以用扫码枪，或者输短码。"),
        "gate_short_wrong": _("短码不对，请照着证再输一次。"),
        "gate_short_unknown": _("这个工地的名单上没有这个短码。"),
        "gate_blocked": _("这台设备停用了，请找工地的管理人员。"),
        "gate_photo_missing": _("这台设备上没有存他的照片，请看身份证件"),
        "gate_photo_none": _("证上没有照片，请看身份证件"),
        "gate_minutes": _("{n} 分钟前"),
        "gate_hours": _("{n} 小时前"),
        "gate_days": _("{n} 天前"),
        "gate_now": _("刚刚"),
    }
