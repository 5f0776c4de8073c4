"""The words that pages without a network put together on the phone, in the reader's language."""

from django.utils.translation import gettext as _

from xinlian.people import offline_words


def words() -> dict[str, object]:
    """By name; {n}, {name}, {ago}... are filled in by words.js."""
    return {**offline_words.words(), **_times(), **_states(), **_said(), **_road()}


def _times() -> dict[str, object]:
    return {
        "tomorrow": _("明天 {time}"),
        "in_days": _("{n} 天后 {time}"),
        "compass": [_("北"), _("东北"), _("东"), _("东南"), _("南"), _("西南"), _("西"), _("西北")],
    }


def _states() -> dict[str, object]:
    return {
        "open": _("开着"),
        "closed": _("关着"),
        "full": _("满了"),
        "broken": _("设备故障"),
        "unknown": _("不清楚开没开"),
        "open_until": _("开着 · 到 {time}"),
        "opens": _("关着 · {time} 开"),
        "always": _("24 小时开着"),
        "usually_open": _("平时这时候开着"),
        "usually_shut": _("平时这时候关着"),
        "maybe_closed": _("可能关了"),
        "maybe_full": _("可能满了"),
        "maybe_open": _("可能开着"),
        "shut_today": _("今天不开"),
    }


def _said() -> dict[str, object]:
    return {
        "keeper": _("管理员{ago}说的"),
        "voices": _("{n} 位工友{ago}说{state}"),
        "door": _("{ago}有人在门口扫码签到"),
        "doubt": _("1 位工友{ago}说{state}，还没有别人确认"),
        "cold": _("{n} 位工友{ago}说没热水"),
        "moved": _("{n} 位工友说位置不对"),
        "confirmed": _("{ago}有人确认过"),
        "confirmed_long": _("上次确认是{ago}，先打电话"),
        "never": _("还没有人确认过，先打电话"),
        "said": _("您说的「{text}」收到了，谢谢"),
        "said_waiting": _("您说的「{text}」已存在手机里，有网时自动发送"),
        "women": _("女 {n}"),
        "longest": _("{n} 米"),
        "fee": _("{n} 元"),
    }


def _road() -> dict[str, object]:
    return {
        "around": _("{name}周围 {km} 公里"),
        "area": _("{name}的驿站"),
        "towards": _("往 {name}"),
        "here": _("您在这里 · 定位误差 {n} 米"),
        "by_mark": _("从您填的公里桩算起"),
        "from_town": _("从 {name} 算起"),
        "locating": _("正在找您的位置"),
        "no_fix": _("没有定位到。填公里桩，或选一个城镇，也能找。"),
        "not_placed": _("还不知道您在哪里。"),
        "far_off": _("您离这条路 {n}。填公里桩，或选一个城镇，看那里前方有什么。"),
        "off_road": _("离路 {n}"),
        "ahead": _("前方 {n}"),
        "at_door": _("就在这里"),
        "at": _("{way} {n}"),
        "beside": _("离路 {n}"),
        "left": _("左手边"),
        "right": _("右手边"),
        "go": _("导航到 {n}处"),
        "go_name": _("导航到 {name}"),
        "size": _("{n} 个驿站 · {size}"),
        "taken": _("存在手机里 · {ago}更新 · {n} 个驿站 · {size}"),
        "failed": _("没有取到，请在有网络的地方再试一次。"),
    }
