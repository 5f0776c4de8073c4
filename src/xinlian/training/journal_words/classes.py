"""Words of the journal: classes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, "str | Promise"] = {
    "training.programme_drawn_up": _("拟了一个培训"),
    "training.programme_changed": _("改了培训"),
    "training.lessons_set": _("定了培训的课程"),
    "training.tasks_set": _("定了培训的模拟机科目"),
    "training.class_held": _("开了一个班"),
    "training.class_cancelled": _("取消了一个班"),
    "training.class_finished": _("结了一个班"),
    "training.person_added": _("往班里加了人"),
    "training.person_taken_out": _("从班里移出了人"),
    "training.exam_set": _("安排了班里的考试"),
    "training.reminded": _("提醒了要上课的人"),
    "training.session_moved": _("改了一节课的时间或教室"),
    "training.make_up_opened": _("安排了补课"),
    "training.sat_elsewhere": _("记了在别的班补的课"),
    "training.hours_rules_laid": _("定了学时要求"),
    "training.hours_rule_set": _("改了学时要求"),
    "training.hours_noted": _("记了基地以外的学时"),
    "training.hours_dropped": _("去掉了记错的学时"),
}
OBJECTS: dict[str, "str | Promise"] = {
    "training.programme": _("培训"),
    "training.trainingclass": _("培训班"),
    "training.session": _("一节课"),
    "training.hoursrule": _("学时要求"),
}
FACTS: dict[str, "str | Promise"] = {
    "attempts": _("可以考几次"),
    "people": _("几个人"),
    "when": _("什么时候"),
    "tier": _("哪一级"),
}
