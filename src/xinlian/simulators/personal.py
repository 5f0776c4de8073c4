"""What simulators hold about somebody."""

from django.utils.translation import gettext_lazy as _

from xinlian.people.holdings import Holding

THREE_YEARS = 1095
SERVICE = _("向您提供工会服务所必需")
DESK = _("您自己；办培训的工会的干部、培训老师；模拟机只知道编号，姓名遮一个字")
WORK = _("查得到是谁做的")

HOLDINGS = [
    Holding(
        model="simulators.Trainee",
        person="person",
        fields=("union", "number", "site", "team", "made_at"),
        what=_("您在模拟机上的编号、标段和班组"),
        purpose=_("让模拟机认得您，又不知道您是谁"),
        basis=SERVICE,
        seen_by=DESK,
        since="made_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
    Holding(
        model="simulators.Turn",
        person="trainee__person",
        fields=("device", "scenario", "state", "made_at"),
        what=_("您在哪台模拟机排过队"),
        purpose=_("轮到您时叫您"),
        basis=SERVICE,
        seen_by=DESK,
        since="made_at",
        keep_days=365,
        at_end="erase",
    ),
    Holding(
        model="simulators.Run",
        person="trainee__person",
        fields=("scenario", "mode", "marks", "seconds", "faults", "ended_at", "withdrawn_at", "withdrawn_why"),
        what=_("您每一次练模拟机的成绩、用时和失误"),
        purpose=_("排名次，看哪里还要练，作为上岗的依据"),
        basis=SERVICE,
        seen_by=DESK,
        since="ended_at",
        keep_days=THREE_YEARS,
        at_end="erase",
    ),
]
_MADE = [
    ("Simulator", "made_by", "made_at", _("您登记的模拟机")),
    ("SimulatorVersion", "made_by", "made_at", _("您登记的模拟机版本")),
    ("Device", "made_by", "made_at", _("您登记的设备")),
    ("Trainee", "made_by", "made_at", _("您加进名单的学员")),
    ("Turn", "made_by", "made_at", _("您排的号")),
    ("Run", "withdrawn_by", "withdrawn_at", _("您撤下的成绩")),
    ("StrayRun", "settled_by", "settled_at", _("您处理过的没收下的成绩")),
]
HOLDINGS += [
    Holding(
        model=f"simulators.{model}",
        person=person,
        fields=(since,),
        what=what,
        purpose=WORK,
        basis=SERVICE,
        seen_by=_("您自己；同一工会的干部"),
        since=since,
        keep_days=None,
        at_end="unlink",
    )
    for model, person, since, what in _MADE
]
