"""What a gate and the page that verifies say: an outcome in one word, why, and what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

OUTCOMES: dict[str, Any] = {
    "valid": _("有效"),
    "barred": _("不能放行"),
    "held": _("暂时不能放行"),
    "caution": _("有效，先核对"),
    "expired": _("过期"),
    "undecided": _("判断不了"),
    "refused": _("不是我们的证"),
}
TONES = {"valid": "ok", "barred": "bad", "held": "hold", "expired": "off", "undecided": "unsure", "refused": "bad"}
ICONS = {
    "valid": "circle-check",
    "barred": "octagon-x",
    "held": "hand",
    "expired": "calendar-x",
    "undecided": "circle-help",
    "refused": "shield-x",
}
WHYS: dict[str, Any] = {
    "revoked": _("这张证被吊销了。"),
    "suspended": _("这张证暂停使用。"),
    "retrain": _("要先再培训，才能上岗。"),
    "over": _("有效期过了，请换新证。"),
    "not_begun": _("还没到开始的日子。"),
    "list_old": _("这台设备太久没有联网，手里的名单旧了。"),
    "no_status": _("这台设备没有这张证的状态名单，请先联网。"),
    "bundle_expired": _("这台设备的信任清单过期了，请先联网。"),
    "no_bundle": _("这里还没有信任清单。"),
    "key_unknown": _("签这张证的钥匙，这台设备还不认识，请先联网。"),
    "clock_wrong": _("这台设备的时间不对，请先校准。"),
    "foreign_address": _("看着像证，却指向别的网站。不要打开它。"),
    "not_ours": _("这个码不是工作证。"),
    "forged": _("签名不对，这是假证。"),
    "key_compromised": _("签这张证的钥匙已经作废，请换新证。"),
    "key_not_then": _("签这张证的日子不在钥匙的有效期里。"),
    "not_in_books": _("签名对，可是登记里没有这张证。"),
    "key_for_other_use": _("这个码签的不是工作证。"),
    "holder_left": _("持证人的资料已经删除，这里不再显示内容。"),
    "certificate_revoked": _("这张证书被撤销了。"),
    "certificate_over": _("这张证书过了有效期。"),
    "certificate_not_in_books": _("签名对，可是登记里没有这张证书。"),
    "file_unknown": _("这个文件不是我们发出的那一份，或者改动过。"),
    "file_forged": _("这个文件的签名不对，被改动过。"),
    "file_foreign": _("这个文件不是我们签的。"),
    "file_undefined": _("这个文件里有没有定义的内容，不能当真。"),
    "file_unreadable": _("这个文件读不懂。请交我们发的 PDF 或 JSON 文件。"),
    "file_too_big": _("这个文件太大了，证书的文件不会超过 5 MB。"),
}
OTHER = _("这个码读不出一张完整的证，请再扫一次。")


def shade(outcome: str, why: str) -> str:
    """The outcome as it is shown: stopped for now is told apart from stopped for good."""
    return "held" if outcome == "barred" and why != "revoked" else outcome


def why(code: str) -> str:
    """The reason in the active language."""
    return str(WHYS.get(code, OTHER)) if code else ""
