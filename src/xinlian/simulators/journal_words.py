"""What the verbs of simulators are called in the journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "simulator.added": _("登记了一种模拟机"),
    "simulator.version_added": _("登记了模拟机的一个版本"),
    "scenario.added": _("加了一个科目"),
    "device.added": _("登记了一台模拟机设备"),
    "device.key_renewed": _("换了设备的钥匙"),
    "device.version_set": _("换了设备的版本"),
    "device.blocked": _("停用了设备"),
    "device.unblocked": _("恢复了设备"),
    "device.runs_withdrawn": _("撤下了设备的成绩"),
    "device.runs_put_back": _("恢复了设备的成绩"),
    "runs.taken": _("收了模拟机成绩"),
    "runs.taken_back": _("按 xAPI 的作废撤下了成绩"),
    "run.stray_settled": _("处理了一条没收下的成绩"),
    "trainees.enlisted": _("把人加进了模拟机名单"),
    "trainee.moved": _("改了学员的标段或班组"),
    "turn.queued": _("排了模拟机的队"),
    "turn.called": _("叫了号"),
    "turn.missed": _("过了号"),
    "ladder.opened": _("开了模拟机排行榜"),
}
OBJECTS = {
    "simulators.simulator": _("模拟机"),
    "simulators.simulatorversion": _("模拟机版本"),
    "simulators.scenario": _("科目"),
    "simulators.device": _("模拟机设备"),
    "simulators.trainee": _("学员"),
    "simulators.turn": _("排队的号"),
    "simulators.strayrun": _("没收下的成绩"),
    "simulators.ladder": _("模拟机排行榜"),
}
FACTS = {"door": _("怎么来的"), "runs": _("多少次"), "refused": _("没收多少"), "version": _("版本")}
