"""What to tell somebody, or a machine, for each refusal about simulators and runs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    # machines
    "device_unknown": _("没有这台设备，或者钥匙、签名不对。请到模拟机那一页换一把新钥匙。"),
    "device_clock": _("这台设备的钟和服务器差了 5 分钟以上，现在是 %(at)s。请把钟对准再发。"),
    "device_named_already": _("这种模拟机已经有一台叫这个名字的设备了，请换个名字。"),
    "device_blocked": _("这台设备停用了，请换一台。"),
    "device_why_missing": _("请写明为什么，将来查得到。"),
    "device_other_simulator": _("这个版本是另一种模拟机的。"),
    "simulator_named_already": _("已经有一种叫这个名字的模拟机了，请换个名字。"),
    "simulator_version_already": _("这个版本已经登记过了。改了打分办法，请写一个新的版本号。"),
    "simulator_references": _("平均分和离散程度要么都填，要么都不填；离散程度要大于 0。"),
    "simulator_unknown": _("没有这种模拟机，请重新选。"),
    "scenario_already": _("这个科目代号或者 IRI 已经有了。"),
    # runs
    "run_device_blocked": _("这台设备停用了，成绩没有收。"),
    "run_for_nobody": _("没有编号是 %(number)s 的学员。请对一下编号，或者先把人加进名单。"),
    "run_of_no_scenario": _("这种模拟机没有“%(scenario)s”这个科目。"),
    "run_marks_no_number": _("成绩 %(marks)s 不是数字。"),
    "run_marks_range": _("成绩 %(marks)s 不在 0 到满分 %(full)s 之间。"),
    "run_seconds_range": _("用时要在一天以内。"),
    "run_mode_unknown": _("类型要写考核或者练习。"),
    "run_from_the_future": _("结束时间在以后，请把设备的钟对准。"),
    "run_too_old": _("结束时间在四百天以前，不再收。"),
    "run_faults_wrong": _("失误最多 50 种，每种要有名称和次数。"),
    "run_registration_of_another": _("这个号是叫别人的，或者没有这个号。"),
    "run_attempt_used": _("这个号已经有一次成绩了，一个号只算一次。"),
    "run_changed": _("同一个记录号已经收过一次，内容不一样，没有改。"),
    "run_time_unreadable": _("看不懂时间，请写成 2026-11-20 14:32:08。"),
    # people and turns
    "trainee_numbers_busy": _("这会儿编号发不出来，请再试一次。"),
    "turn_elsewhere": _("这台设备不是您这里的，或者没有这个科目。"),
    "turn_already": _("已经在这台设备排着队了。"),
    "turn_too_many": _("这台设备排队的人太多了，请换一台。"),
    # boards
    "ladder_days": _("结束的日子早于开始的日子。"),
    "ladder_scenario": _("这个科目不是这种模拟机的。"),
}
