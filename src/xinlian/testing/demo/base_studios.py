"""The demo's studios: two with their people, five improvements on their way, and a proposal that waits. All invented."""

import datetime
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.people.models import Person
from xinlian.training.actions import improvements, improving, studios
from xinlian.training.models import Builder, Improvement, Studio

if TYPE_CHECKING:
    from xinlian.testing.demo.base import World

DAY = datetime.timedelta(days=1)
STUDIOS = [
    ("演示焊接工作室", "焊接工装，少返工", 101, 420),
    ("演示梁场工作室", "梁板起吊和安装，少用人、更安全", None, 300),
]
PARTS = ("lead", "mentor", "member", "member", "apprentice")
# title, problem, idea; which studio; days since it was proposed; through which states, and the word at the end
WORKS = [
    ("横焊用的转动架", "横着焊要两个人扶，焊缝常返工", "做一个能转的架子，一个人能转到平焊", 0, 330, ("accepted", "running", "done"), "试了两个月，返工少了一半，四个班都在用"),
    ("焊条保温筒挂钩", "焊条筒放地上受潮，焊出来有气孔", "筒上加挂钩，挂在腰上或架子上", 0, 120, ("accepted", "running"), ""),
    ("梁板对位的定位销", "梁板落位要三个人扶，手离得太近", "吊具上加两根定位销，先插销再落", 1, 200, ("accepted", "running"), ""),
    ("拉索张拉的简易脚手台", "张拉时站的地方窄，站不稳", "用现成的钢管做能搬的台子", 1, 40, ("accepted",), ""),
    ("模板刷两遍脱模剂", "拆模粘得多", "刷两遍再合模", 1, 150, ("dropped",), "做过对比，刷两遍没有差别，还多用料；谢谢您说出来"),
]  # fmt: skip
STEPS = {
    "横焊用的转动架": [("画图、下料", 300, True), ("焊一个样品", 280, True), ("两个班试用", 230, True)],
    "焊条保温筒挂钩": [("做十个样品", 90, True), ("焊接班试用一个月", 20, False)],
    "梁板对位的定位销": [("算一算销子的力", 170, True), ("在一片梁上试", 130, True), ("写进作业指导", -20, False)],
}
GAINS = {
    "横焊用的转动架": [("yuan", 86_400, "每月少返工 12 天，每天 600 元，算 12 个月", True), ("people", 4, "四个班各少一个扶的人", True)],
    "焊条保温筒挂钩": [("yuan", 3_200, "每月少废 8 包焊条，按 5 个月算", False)],
    "梁板对位的定位销": [("days", 9, "每片梁快 10 分钟，装了 420 片", True), ("yuan", 27_000, "少用吊车 9 天，每天 3000 元", False)],
}  # fmt: skip
WAITING = ("加水车进场的路改一改", "加水车倒车要倒一百多米，看不见人", "从料场后面开一条路，车不用倒")


def load(world: "World", builders: Sequence[Builder]) -> int:
    """The studios of the base; how many rows, about."""
    here = [one.person for one in builders if one.left_on is None][: 3 * len(PARTS)]
    several = [_studio(world, place, here[place * len(PARTS) :]) for place in range(len(STUDIOS))]
    for number, work in enumerate(WORKS):
        _work(world, several, here, number, work)
    _propose(world, here[-1], WAITING, world.now - 3 * DAY)
    return len(here) + len(WORKS) * 4


def _studio(world: "World", place: int, people: Sequence[Person]) -> Studio:
    name, field, code, ago = STUDIOS[place]
    since = timezone.localdate(world.now) - ago * DAY
    trade = Trade.objects.get(code=code) if code else None
    values = {"name": name, "field": field, "trade": trade, "room": world.rooms[-1], "since_on": since}
    said: dict[str, Any] = {"by": world.officer, "at": world.now}
    studio = studios.found(project=world.project, values=values, **said)
    for person, part in zip(people, PARTS, strict=False):
        studios.join(studio=studio, person=person, part=part, since_on=since + 5 * DAY, **said)
    return studio


def _propose(world: "World", person: Person, words: Sequence[str], at: datetime.datetime) -> Improvement:
    title, problem, idea = words
    uid = uuid.UUID(int=world.rng.getrandbits(128), version=4)
    said: dict[str, Any] = {"title": title, "problem": problem, "idea": idea, "said_at": at}
    return improvements.propose(project=world.project, client_uid=uid, by=person, at=at, **said)


def _work(
    world: "World", several: Sequence[Studio], here: Sequence[Person], number: int, work: tuple[Any, ...]
) -> None:
    *words, studio, ago, states, last = work
    team = here[studio * len(PARTS) : (studio + 1) * len(PARTS)]
    begun = world.now - ago * DAY
    one = _propose(world, team[number % len(team)], words, begun)
    for place, to in enumerate(states):
        why = last if to in ("done", "dropped") else "想法好，一起试试" if to == "accepted" else ""
        said = {"by": world.officer, "at": begun + (place + 1) * min(5 + 60 * place, ago // 4) * DAY}
        if to == "running":
            _steps(world, one, team, begun)
        improvements.move(improvement=one, to=to, why=why, studio=several[studio] if to == "accepted" else None, **said)
        if to == "running":
            _gains(world, one)


def _steps(world: "World", one: Improvement, team: Sequence[Person], begun: datetime.datetime) -> None:
    said: dict[str, Any] = {"by": world.officer, "at": world.now}
    for person in team[:3]:
        improvements.put_on(improvement=one, person=person, by=world.officer, at=begun + DAY)
    for what, ago, done in STEPS.get(one.title, ()):
        day = timezone.localdate(world.now) - ago * DAY
        step = improving.plan(improvement=one, what=what, planned_on=day, **said)
        if done:
            improving.finish_step(step=step, done_on=day, words="", **said)


def _gains(world: "World", one: Improvement) -> None:
    said: dict[str, Any] = {"by": world.officer, "at": world.now - 10 * DAY}
    for unit, amount, reckoned, sure in GAINS.get(one.title, ()):
        gain = improving.note_gain(improvement=one, unit=unit, amount=amount, reckoned=reckoned, **said)
        if sure:
            improving.confirm_gain(gain=gain, by=world.officer, at=world.now - 8 * DAY)
    if any(sure for *_gain, sure in GAINS.get(one.title, ())):
        improvements.use_in(improvement=one, teams=world.teams[1:25:8], **said)
