"""What to tell somebody for each refusal of credentials."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "pass_person_elsewhere": _("这个人不在您管的工会里。请让他所在工会的干部来办，或者先把他转过来。"),
    "pass_already": _("这个人已经有一张没作废的工作证了。要换，请在那张证上点“换新证”。"),
    "pass_name": _("名字空着，或者有不能印的字符。请先在人员资料里改好名字。"),
    "pass_trades": _("工种要写一到六个，每个只写一次。"),
    "trade_known": _("有的工种不在工种表里，或者已经停用。"),
    "level_known": _("有的等级不在等级表里。"),
    "pass_window": _("有效期的开始要早于结束，结束不能是过去的日子。"),
    "pass_too_long": _("有效期最长六年。"),
    "pass_step": _("这张证现在的状态不能这样改。可能别人刚刚改过，请刷新看看。"),
    "portrait_of_other": _("这张照片是别人的。"),
    "key_missing": _("还没有能签名的钥匙，或者钥匙过期了。请管系统的人运行 ./xinlian keys，见运行手册“签名钥匙”。"),
    "list_full": _("状态名单满了，请过一分钟再试。"),
    "try_again": _("刚好和别人撞上了，没有写进去。请再点一次。"),
    "not_own_decision": _("这个决定是您自己作的，申诉要由别人来答复。"),
    "appeal_step": _("这条申诉已经答复过了。"),
    "appeal_again": _("这个决定您已经申诉过，请等答复。"),
    "appeal_nothing": _("只有暂停、再培训、吊销的决定可以申诉。"),
    "appeal_empty": _("请写几句话，说说为什么不对。"),
    "answer_empty": _("请写几句答复，持证人会看到。"),
    "bundle_unfit": _("这份信任清单不能用（%(what)s）：签它的根钥匙没有登记，版本不对，或者内容和这里的钥匙不一致。"),
    "root_twice": _("这把根钥匙已经登记过了。"),
    "site_name": _("请写工地的名字。"),
    "site_hours": _("名单最长能用多久，写 1 到 743 小时。"),
    "site_known": _("这个工会已经有同名的工地了。"),
    "gate_name": _("请写这道门的名字，例如“东门”。"),
    "gate_way": _("请选这道门管进、管出，还是都管。"),
    "gate_known": _("这个工地已经有同名的门了。"),
    "gate_code": _("这个登记码不对，或者过了三十分钟。请在工作台上再要一个。"),
    "gate_unknown": _("这台设备没有登记，或者已经停用。请找工地的管理人员。"),
    "scan_malformed": _("这条记录读不懂。"),
}
