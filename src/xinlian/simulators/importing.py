"""Runs from Excel or CSV: what a machine without a network wrote on a stick; the same rows twice are taken once."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.journal.actions import Actor
from xinlian.people.models import Person
from xinlian.people.scope import viewer_of
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.rows.uids import uid_of
from xinlian.sheets import cells
from xinlian.sheets.kinds import NEW, SAME, Column, Fault, Kind, Line, Option, Outcome, Pass, bad
from xinlian.sheets.rehearsing import rehearsed
from xinlian.simulators.actions import taking
from xinlian.simulators.models import Run, Simulator, SimulatorVersion
from xinlian.simulators.reading import marks_of, table_uid
from xinlian.simulators.rules.runs import GRADED, PRACTICE, Said, digest
from xinlian.simulators.who import KEEPERS

WORDS = {"考核": GRADED, "正式": GRADED, "graded": GRADED, "练习": PRACTICE, "practice": PRACTICE, "": GRADED}
COLUMNS = (
    Column(
        "number",
        ("编号", "学员编号", "工号", "number", "trainee"),
        cells.text(20),
        required=True,
        filled=True,
        hint=_("学员在模拟机上输的八位编号"),
        example="12345672",
    ),
    Column("scenario", ("科目", "场景", "任务", "scenario"), cells.text(200), required=True, filled=True, example="L1"),
    Column("marks", ("成绩", "得分", "分数", "marks", "score"), cells.text(30), required=True, filled=True, example="86.5"),
    Column("ended_at", ("结束时间", "完成时间", "时间", "ended_at", "time"), cells.text(40), required=True, filled=True, example="2026-11-20 14:32:08"),
    Column("seconds", ("用时秒", "用时", "秒", "seconds"), cells.whole(0, 86_400), example="312"),
    Column("mode", ("类型", "模式", "mode"), cells.text(10), hint=_("考核或练习，不写就是考核"), example="考核"),
    Column("uid", ("记录号", "id", "uid"), cells.text(40), hint=_("模拟机给的记录号，没有可以不写")),
)  # fmt: skip
SIMULATOR = Option("simulator", _("哪一种模拟机"), ())


@dataclass(slots=True)
class Desk:
    """What holds for a whole pass."""

    simulator: Simulator
    version: SimulatorVersion
    by: Person


def tops(by: Actor, on: datetime.date) -> Sequence[str]:
    """The unions below which somebody may bring runs."""
    return viewer_of(Person.objects.filter(pk=by.pk).first(), on).paths(KEEPERS)


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """Take them."""
    desk = _desk(passing)
    read = [_told(line, desk) for line in lines]
    told = [one for one in read if isinstance(one, taking.Told)]
    known = dict(Run.objects.filter(uid__in=[one.uid for one in told]).values_list("uid", "digest"))
    became = iter(
        taking.take(
            simulator=desk.simulator,
            version=desk.version,
            device=None,
            door="table",
            told=told,
            by=desk.by,
            at=passing.at,
        )
    )
    outcomes = []
    for one in read:
        if isinstance(one, Outcome):
            outcomes.append(one)
            continue
        taken = next(became)
        outcomes.append(_outcome(taken, one, known))
    return outcomes


def _outcome(taken: taking.Taken, told: taking.Told, known: dict[uuid.UUID, str]) -> Outcome:
    if taken.code:
        return Outcome("bad", (Fault("", taken.code, taken.facts),))
    return SAME if known.get(told.uid) == digest(told.said) or taken.known else NEW


def _told(line: Line, desk: Desk) -> taking.Told | Outcome:
    values = line.values
    ended = moment(str(values["ended_at"]))
    if ended is None:
        return bad("ended_at", "run_time_unreadable")
    mode = WORDS.get(str(values.get("mode") or "").strip())
    if mode is None:
        return bad("mode", "run_mode_unknown")
    said = Said(
        number=str(values["number"]).strip(),
        scenario=str(values["scenario"]).strip(),
        marks=marks_of(str(values["marks"]).strip()),
        seconds=values.get("seconds"),
        ended_at=ended,
        mode=mode,
    )
    given = str(values.get("uid") or "").strip()
    uid = uid_of(given) if given else None
    raw = {"row": line.row, "trainee": said.number, "scenario": said.scenario, "marks": str(values["marks"])}
    raw |= {"ended_at": ended.isoformat(), "mode": mode, "seconds": said.seconds}
    return taking.Told(uid or table_uid(desk.simulator.uid, said), said, raw)


def moment(text: str) -> datetime.datetime | None:
    """A day and time as machines and Excel write them, in the union's own time zone where it says none."""
    said = text.strip().replace("/", "-").replace("年", "-").replace("月", "-").replace("日", "")
    try:
        found = datetime.datetime.fromisoformat(said)
        whole = found if found.tzinfo else timezone.make_aware(found)
        return whole.astimezone(datetime.UTC)
    except (ValueError, OverflowError):  # the latter: a day of which UTC has none
        return None


def _desk(passing: Pass) -> Desk:
    """Asked once a pass, but the role at every chunk. Raises Refused: role_missing, simulator_unknown."""
    held = tops(passing.by, timezone.localdate(passing.at)) if passing.by else ()
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    desk: Desk | None = passing.memory.get("desk")
    if desk is None:
        assert passing.by is not None
        uid = uid_of(passing.options.get("simulator", ""))
        simulator = (
            Simulator.objects.filter(uid=uid, union_path__startswith=passing.union_path).first() if uid else None
        )
        version = simulator.versions.first() if simulator else None
        if simulator is None or version is None:
            raise Refused("simulator_unknown")
        desk = passing.memory["desk"] = Desk(simulator, version, Person.objects.get(pk=passing.by.pk))
    return desk


KIND = Kind(
    name="runs",
    label=_("模拟机成绩"),
    columns=COLUMNS,
    tops=tops,
    check=rehearsed(take),
    take=take,
    options=(SIMULATOR,),
    chunk=200,
    list_url="simulators:desk",
)
