"""What the verbs, objects and facts of trips are called in the journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "trips.programme_drawn_up": _("拟了疗休养项目"),
    "trips.programme_copied": _("照着往年拟了疗休养项目"),
    "trips.programme_changed": _("改了疗休养项目"),
    "trips.survey_chosen": _("定了出行后的问卷"),
    "trips.asked": _("发了出行后的问卷"),
    "trips.trip_changed": _("改了批次的安排"),
    "trips.base_added": _("加了基地"),
    "trips.base_changed": _("改了基地"),
    "trips.route_added": _("加了线路"),
    "trips.route_changed": _("改了线路"),
    "trips.cost_added": _("记了一笔花费"),
    "trips.cost_dropped": _("去掉了一笔花费"),
    "trips.roster_taken": _("取了花名册"),
    "trips.insurance_list_taken": _("取了投保名单"),
    "trips.applications_taken": _("导出了报名表"),
    "trip.relative_brought": _("填了同行的家属"),
    "trip.relative_left": _("去掉了同行的家属"),
    "trip.health_said": _("填了健康提示"),
    "trip.health_forgotten": _("删了健康提示"),
    "trip.health_ended": _("健康提示到期删除"),
}
OBJECTS = {
    "trips.base": _("疗休养基地"),
    "trips.route": _("疗休养线路"),
    "trips.programme": _("疗休养项目"),
    "trips.trip": _("疗休养批次"),
}
FACTS = {
    "emptied": _("清空了"),
    "batch": _("第几批"),
    "capacity": _("座位"),
    "days": _("天数"),
    "fen": _("金额（分）"),
    "fields": _("哪几项"),
    "form": _("格式"),
    "guarantee": _("保底"),
    "ceiling": _("最多"),
    "count": _("几个人"),
    "kind": _("哪一类"),
    "survey": _("问卷"),
}
