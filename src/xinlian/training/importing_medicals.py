"""Medical checks from Excel: of builders who are registered, by ID number. Previews and reasons hold no medical value."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.journal.actions import Actor
from xinlian.people.importing import COLUMNS as PEOPLE
from xinlian.people.importing import id_of
from xinlian.people.keys import id_key
from xinlian.people.models import Person
from xinlian.people.scope import viewer_of
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.sheets import cells
from xinlian.sheets.kinds import NEW, SAME, Column, Fault, Kind, Line, Outcome, Pass, bad
from xinlian.sheets.rehearsing import rehearsed
from xinlian.training.actions import medicals
from xinlian.training.importing import PROJECT, project_of
from xinlian.training.models import Builder, Medical, Project
from xinlian.training.rules import medical as rules
from xinlian.training.who import MEDICS

RESULTS = {
    "合格": "fit",
    "正常": "fit",
    "合格有限制": "limited",
    "合格，有限制": "limited",
    "限制": "limited",
    "不合格": "unfit",
}
RESTRICTIONS = {
    "高处": "height",
    "登高": "height",
    "夜班": "night",
    "吊装": "crane",
    "起重": "crane",
    "驾驶": "driving",
    "粉尘": "dust",
    "噪声": "noise",
    "噪音": "noise",
}
HIDDEN = "•••"


def _hidden(_value: object) -> str:
    return HIDDEN


_people = {column.key: column for column in PEOPLE}
COLUMNS = (
    replace(_people["name"], example="张三"),
    replace(_people["id_number"], required=True, filled=True),
    Column("checked_on", ("体检日期", "检查日期", "checked on"), cells.day, required=True, filled=True, example="2026-11-20"),
    Column("valid_until", ("有效期", "有效期至", "有效期到", "valid until"), cells.day, required=True, filled=True, hint=_("最后一天"), example="2027-11-19"),
    Column("result", ("结果", "体检结果", "结论", "result"), cells.choice(RESULTS, "medical_result_unknown"), required=True, filled=True, sensitive=True, show=_hidden, hint=_("合格、合格有限制、不合格"), example="合格"),
    Column("restrictions", ("限制", "不能干的活", "restrictions"), cells.listed(cells.choice(RESTRICTIONS, "medical_restriction_unknown")), sensitive=True, show=_hidden, hint=_("高处、夜班、吊装、驾驶、粉尘、噪声，几样用顿号隔开"), example=""),
    Column("clinic", ("机构", "体检机构", "医院", "clinic"), cells.text(80), sensitive=True, show=_hidden, example="区人民医院"),
)  # fmt: skip
AT = {"medical_in_future": "checked_on", "medical_there": "checked_on", "medical_ends_before_it_begins": "valid_until"}
AT |= {"medical_restrictions_match": "restrictions"}


@dataclass(slots=True)
class Desk:
    """What holds for a whole pass."""

    by: Person
    project: Project
    met: dict[int, Line] = field(default_factory=dict)


def tops(by: Actor, on: datetime.date) -> Sequence[str]:
    """The unions below which somebody may bring checks."""
    return viewer_of(Person.objects.filter(pk=by.pk).first(), on).paths(MEDICS)


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """Note them."""
    desk = _desk(passing)
    numbers = [id_of("", str(line.values["id_number"]))[1].value or str(line.values["id_number"]) for line in lines]
    keys = [id_key(one) for one in numbers]
    rows = Builder.objects.filter(project=desk.project, left_on=None, person__id_key__in=keys)
    builders = {one.person.id_key: one for one in rows.select_related("person", "project")}
    return [_note(line, builders.get(key), desk, passing.at) for line, key in zip(lines, keys, strict=True)]


def _note(line: Line, builder: Builder | None, desk: Desk, at: datetime.datetime) -> Outcome:
    if builder is None:
        return bad("id_number", "builder_unknown")
    if builder.person.name != line.values["name"]:
        return bad("name", "name_of_another")
    before = desk.met.setdefault(builder.pk, line)
    if before is not line:
        return bad("", "row_same_person", sheet=before.sheet, row=before.row)
    values = line.values
    found = rules.Found(values["result"], tuple(values.get("restrictions") or ()))
    said = {"checked_on": values["checked_on"], "valid_until": values["valid_until"]}
    if _same(builder, found, **said):
        return SAME
    clinic = values.get("clinic") or ""
    try:
        medicals.note(builder=builder, found=found, clinic=clinic, client_uid=uuid.uuid4(), by=desk.by, at=at, **said)
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        return Outcome("bad", (Fault(AT.get(refused.code, ""), refused.code, refused.facts),))
    return NEW


def _same(builder: Builder, found: rules.Found, checked_on: datetime.date, valid_until: datetime.date) -> bool:
    known = Medical.objects.filter(builder=builder, checked_on=checked_on, withdrawn_at=None).first()
    if known is None or known.valid_until != valid_until:
        return False
    before = rules.opened(known.found)
    return (before.result, set(before.restrictions)) == (found.result, set(found.restrictions))


def _desk(passing: Pass) -> Desk:
    """Asked once a pass, but the role at every chunk. Raises Refused: role_missing, project_unknown."""
    held = tops(passing.by, timezone.localdate(passing.at)) if passing.by else ()
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    desk: Desk | None = passing.memory.get("desk")
    if desk is None:
        assert passing.by is not None
        desk = passing.memory["desk"] = Desk(Person.objects.get(pk=passing.by.pk), project_of(passing))
    return desk


KIND = Kind(
    name="medicals",
    label=_("上岗体检"),
    columns=COLUMNS,
    tops=tops,
    check=rehearsed(take),
    take=take,
    options=(PROJECT,),
    unique=("id_number",),
    chunk=200,
    list_url="training:desk_medicals",
    roles=MEDICS,
    keep_days=1,
)
