"""What to tell somebody for each refusal about stations."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.rows.sentences import together
from xinlian.stations import desk_texts, offline_texts

WORKER: dict[str, "str | Promise"] = {
    "report_code_known": _("没看懂您点的是哪一个，请再点一次。"),
    "station_published": _("这个驿站已经撤除或还没有公布，收不了消息。请看看附近别的驿站。"),
    "station_public": _("这个驿站还没有公布，收不了留言。"),
    "said_not_in_future": _("手机上的时间比现在还晚，记不了。请把手机时间调准，再点一次。"),
    "said_not_too_long_ago": _("这句话是两个星期以前说的，现在帮不上后面的人了，没有记。"),
    "voice_kind_known": _("没看懂这是感谢还是意见，请从驿站页面再进来一次。"),
    "text_said": _("还没有写字，写几个字再发。"),
    "text_short_enough": _("写得太长了：锦旗最多 24 个字，意见和报修最多 300 个字。请改短一点。"),
    "signed_short_enough": _("落款最多 30 个字，请改短一点。"),
    "facility_known": _("没看懂是什么坏了，请从列表里选一样，或者写在下面。"),
    "fault_described": _("请选一样坏了的东西，或者写几个字说说。"),
    "point_abroad": _("坐标“%(text)s”不在国内。请检查有没有抄错：纬度在 3 到 54 之间，经度在 73 到 136 之间。"),
    "road_unknown": _("没有登记这条路。请换一条，或者用“从哪到哪”。"),
    "road_place_unknown": _("在 %(road)s 边上没有找到“%(text)s”。请写路过的县或镇，或者公里桩，例如 K2398。"),
    "mark_off_road": _("%(road)s 登记的一段从 %(low)s 到 %(high)s，没有 %(text)s。请看看路边的公里桩。"),
    "way_needs_both": _("从哪里、到哪里，两个都要写。"),
    "place_unknown": _("没有找到“%(text)s”。请只写县或镇的名字，例如“都兰”。"),
    "route_missing": _("请先选一个路线文件。"),
}

TEXTS: dict[str, "str | Promise"] = together([WORKER, desk_texts.TEXTS, offline_texts.TEXTS])
