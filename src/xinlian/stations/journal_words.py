"""The verbs and objects of the station room, in words."""

from django.utils.translation import gettext_lazy as _

from xinlian.journal.words import Text

VERBS: dict[str, Text] = {
    "checklist_made": _("制定评价清单"),
    "complaint": _("提意见"),
    "fault_moved": _("故障办到下一步"),
    "fault_scheduled": _("定下修好的日期"),
    "filter_dropped": _("删除常用筛选"),
    "filter_kept": _("保存常用筛选"),
    "report": _("报告驿站情况"),
    "review_begun": _("开始年度评价"),
    "review_filled": _("填写年度评价"),
    "review_signed": _("签字评定星级"),
    "station_change_proposed": _("提出驿站修改"),
    "station_change_refused": _("不同意驿站修改"),
    "station_change_stale": _("驿站修改已过时"),
    "station_changed": _("修改驿站"),
    "station_confirmation_asked": _("请管理员确认驿站情况"),
    "station_confirmed": _("确认驿站情况"),
    "station_door_key_changed": _("更换门口二维码"),
    "station_keeper_appointed": _("指定驿站管理员"),
    "station_keeper_dismissed": _("取消驿站管理员"),
    "station_now": _("公布驿站现在的情况"),
    "station_opened": _("建立驿站"),
    "station_published": _("公开驿站"),
    "station_removed": _("撤除驿站"),
    "station_visit_counted": _("登记来访人数"),
    "tell_fault": _("报修"),
    "thanks": _("道谢"),
    "voice_answered": _("答复意见"),
    "voice_refused": _("不展示留言"),
    "voice_shown": _("展示留言"),
}
OBJECTS: dict[str, Text] = {
    "stations.checklist": _("评价清单"),
    "stations.fault": _("故障"),
    "stations.keptfilter": _("常用筛选"),
    "stations.proposal": _("驿站修改"),
    "stations.report": _("报告"),
    "stations.review": _("年度评价"),
    "stations.station": _("驿站"),
    "stations.voice": _("留言"),
}
FACTS: dict[str, Text] = {
    "after": _("之后"),
    "before": _("之前"),
    "due_on": _("期限"),
    "effective_on": _("生效日期"),
    "facility": _("设施"),
    "items": _("检查项目"),
    "now": _("现在"),
    "points": _("得分"),
    "station": _("驿站"),
    "weight": _("可信程度"),
    "who": _("谁"),
    "year": _("年份"),
}
