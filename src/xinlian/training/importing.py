"""Builders from Excel: a team in one file, each row through the same act as at the desk."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models import Trade
from xinlian.journal.actions import Actor
from xinlian.people.importing import COLUMNS as PEOPLE
from xinlian.people.importing import id_of
from xinlian.people.matching import Told
from xinlian.people.models import Person
from xinlian.people.queries.names import plain
from xinlian.people.scope import viewer_of
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.rows.uids import uid_of
from xinlian.sheets import cells
from xinlian.sheets.kinds import CHANGED, NEW, SAME, Column, Fault, Kind, Line, Option, Outcome, Pass, bad
from xinlian.sheets.rehearsing import rehearsed
from xinlian.training.actions import intake
from xinlian.training.models import Builder, Project, Section, Team
from xinlian.training.who import KEEPERS

_people = {column.key: column for column in PEOPLE}
COLUMNS = (
    replace(_people["name"], example="张三"),
    _people["phone"],
    _people["id_type"],
    _people["id_number"],
    Column("trade", ("工种", "岗位", "工种名称", "trade"), cells.text(40), required=True, filled=True, hint=_("工种的名称"), example="焊工"),
    Column("section", ("标段", "所属标段", "section"), cells.text(60), hint=_("几个标段有同名的班组时一定要写"), example="一标"),
    Column("team", ("班组", "班组名称", "所属班组", "队伍", "team"), cells.text(60), hint=_("先在“培训基地”里加好班组"), example="焊工一班"),
    _people["languages"],
)  # fmt: skip
PROJECT = Option("project", _("哪个项目"), ())
AT = {
    "age_under": "id_number",
    "age_over": "id_number",
    "name_differs": "name",
    "phone_has_other_id": "phone",
    "id_has_other_phone": "phone",
    "person_elsewhere": "name",
    "team_closed": "team",
    "trade_ended": "trade",
}
SHOWN = 200


@dataclass(slots=True)
class Desk:
    """What holds for a whole pass: who acts, the project's teams and trades by name, who was met already."""

    by: Person
    project: Project
    sections: dict[str, dict[str, Team]]
    trades: dict[str, Trade]
    met: dict[int, Line] = field(default_factory=dict)


def tops(by: Actor, on: datetime.date) -> Sequence[str]:
    """The unions below which somebody may bring builders."""
    return viewer_of(Person.objects.filter(pk=by.pk).first(), on).paths(KEEPERS)


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """Register them."""
    done = _entered(lines, passing)
    moved = [builder for outcome, builder in done if builder is not None and outcome in (NEW, CHANGED)]
    intake.settle(builders=moved, by=_desk(passing).by, at=passing.at)
    return [outcome for outcome, _builder in done]


def _outcomes(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    return [outcome for outcome, _builder in _entered(lines, passing)]


def _entered(lines: Sequence[Line], passing: Pass) -> list[tuple[Outcome, Builder | None]]:
    desk = _desk(passing)
    return [_enter(line, desk, passing.at) for line in lines]


def _enter(line: Line, desk: Desk, at: datetime.datetime) -> tuple[Outcome, Builder | None]:
    told, place = _told(line), _place(line, desk)
    if isinstance(told, Outcome):
        return told, None
    if isinstance(place, Outcome):
        return place, None
    team, trade = place
    try:
        with transaction.atomic():
            entered = intake.enter(
                project=desk.project,
                told=told,
                team=team,
                trade=trade,
                way="table",
                client_uid=uuid.uuid4(),
                by=desk.by,
                at=at,
            )
            before = desk.met.setdefault(entered.builder.person_id, line)
            if before is not line:
                raise Refused("row_same_person", {"sheet": before.sheet, "row": before.row})
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        return Outcome("bad", (Fault(AT.get(refused.code, ""), refused.code, refused.facts),)), None
    return NEW if entered.new else CHANGED if entered.changed else SAME, entered.builder


def _told(line: Line) -> Told | Outcome:
    values = line.values
    id_type, number = id_of(values.get("id_type", ""), values.get("id_number", ""))
    if number.wrong:
        return bad("id_type" if number.wrong == "id_type_missing" else "id_number", number.wrong)
    if not values.get("phone") and not number.value:
        return bad("phone", "phone_or_id_needed")
    return Told(
        name=values["name"],
        phone=values.get("phone", ""),
        id_type=id_type if number.value else "",
        id_number=number.value,
        languages=tuple(values.get("languages", ())),
    )


def _place(line: Line, desk: Desk) -> tuple[Team | None, Trade] | Outcome:
    """The team and the trade that a row names, or what is wrong with it."""
    trade = desk.trades.get(plain(line.values["trade"]))
    if trade is None:
        return bad("trade", "trade_unknown", value=line.values["trade"], known=_names(desk.trades))
    section, team = plain(line.values.get("section") or ""), plain(line.values.get("team") or "")
    if section and section not in desk.sections:
        return bad("section", "section_unknown", value=line.values["section"], known=_names(desk.sections))
    if not team:
        return None, trade
    where = [section] if section else list(desk.sections)
    found = [desk.sections[name][team] for name in where if team in desk.sections[name]]
    if len(found) > 1:
        return bad("section", "team_without_section", value=line.values["team"])
    if not found:
        known = _names({name: team for one in where for name, team in desk.sections[one].items()})
        named = line.values.get("section") or desk.project.name
        return bad("team", "team_unknown", value=line.values["team"], section=named, known=known)
    return found[0], trade


def _names(several: dict[str, Team] | dict[str, Trade] | dict[str, dict[str, Team]]) -> str:
    return "、".join(several)[:SHOWN] or "—"


def _desk(passing: Pass) -> Desk:
    """Asked once a pass, but the role at every chunk. Raises Refused: role_missing, project_unknown."""
    held = tops(passing.by, timezone.localdate(passing.at)) if passing.by else ()
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    desk: Desk | None = passing.memory.get("desk")
    if desk is None:
        assert passing.by is not None
        project = project_of(passing)
        sections = {plain(one.name): {plain(team.name): team for team in one.teams.all()} for one in _sections(project)}
        trades = {plain(one.name): one for one in Trade.objects.filter(ended_on=None)}
        by = Person.objects.get(pk=passing.by.pk)
        desk = passing.memory["desk"] = Desk(by, project, sections, trades)
    return desk


def project_of(passing: Pass) -> Project:
    """The project that a table is for. Raises Refused project_unknown."""
    uid = uid_of(passing.options.get("project", ""))
    rows = Project.objects.select_related("union")
    project = rows.filter(uid=uid).first() if uid else None
    if project is None or not within(project.union_path, passing.union_path):
        raise Refused("project_unknown")
    return project


def _sections(project: Project) -> list[Section]:
    return list(project.sections.prefetch_related("teams__section"))


KIND = Kind(
    name="builders",
    label=_("工人"),
    columns=COLUMNS,
    tops=tops,
    check=rehearsed(_outcomes),
    take=take,
    options=(PROJECT,),
    one_of=(("phone", "id_number"),),
    unique=("phone", "id_number"),
    chunk=50,
    list_url="training:desk_builders",
)
