"""People from Excel: how the table is understood, who is meant by a row, and what taking it does."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.journal.actions import Actor, record_many
from xinlian.people import table_words
from xinlian.people.identity import (
    Checked,
    check_character,
    id_number,
    mask_id,
    mask_name,
    mask_phone,
    phone_number,
    to_ascii,
)
from xinlian.people.matching import Match, Told, changes, fields_changed, match
from xinlian.people.models import Firm, Person
from xinlian.people.queries.desk import exported_people
from xinlian.people.queries.names import Firms, UnionNames, people_by_keys
from xinlian.people.scope import viewer_of
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.sheets import cells
from xinlian.sheets.cells import BadCell, Cell
from xinlian.sheets.kinds import CHANGED, NEW, SAME, Column, Kind, Line, Outcome, Pass, bad


def _phone(given: Cell) -> str:
    if given.rounded:
        raise BadCell("number_rounded")
    checked = phone_number(given.text)
    if checked.wrong:
        raise BadCell(checked.wrong)
    return checked.value


def _number(given: Cell) -> str:
    """An ID number as written; its type is another column, so it is checked with the row."""
    plain = "".join(to_ascii(given.text).split()).upper()
    if given.rounded or (len(plain) == 18 and plain.endswith("000") and id_number(plain, "mainland").wrong):
        raise BadCell("id_rounded_by_excel")
    return plain


COLUMNS = (
    Column(
        "name",
        ("姓名", "名字", "职工姓名", "会员姓名", "name"),
        cells.text(60),
        required=True,
        filled=True,
        show=mask_name,
        hint=_("一定要填"),
        example="张三",
    ),
    Column(
        "phone",
        ("手机", "手机号", "手机号码", "联系电话", "联系方式", "电话", "移动电话", "phone", "mobile"),
        _phone,
        sensitive=True,
        show=mask_phone,
        hint=_("11 位手机号；手机和证件号码至少填一样"),
        example="19900000000",
    ),
    Column(
        "id_type",
        ("证件类型", "证件种类", "证件", "id type"),
        cells.choice(table_words.ID_TYPE_WORDS),
        show=table_words.ID_TYPES.__getitem__,
        hint=_("居民身份证、港澳台居民居住证、护照、外国人永久居留身份证；18 位身份证号可以不填"),
        example="居民身份证",
    ),
    Column(
        "id_number",
        ("证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "身份证", "id number"),
        _number,
        sensitive=True,
        show=mask_id,
        hint=_("请先把这一列设成“文本”格式，否则 Excel 会丢掉后面几位"),
        example="99000019900101000" + check_character("99000019900101000"),
    ),
    Column(
        "occupation",
        ("职业", "工种", "岗位", "从事职业", "occupation"),
        cells.choice(table_words.OCCUPATION_WORDS, "occupation_unknown"),
        show=table_words.OCCUPATIONS.__getitem__,
        hint=_("快递员、外卖配送员、货车司机、网约车司机、家政服务员、环卫工人、建筑工人、其他"),
        example="快递员",
    ),
    Column(
        "employer",
        ("平台/单位", "平台", "单位", "工作单位", "平台或单位", "用人单位", "所在单位", "企业", "employer"),
        cells.text(120),
        hint=_("平台或用人单位的名字"),
        example="示例快递公司",
    ),
    Column(
        "union",
        ("工会", "所属工会", "所在工会", "基层工会", "工会名称", "union"),
        cells.text(160),
        hint=_("不填就是上传时选的工会；同名的写成“上级工会/工会”"),
        example="",
    ),
    Column(
        "languages",
        ("语言", "使用语言", "languages"),
        cells.listed(cells.choice(table_words.LANGUAGE_WORDS)),
        show=lambda codes: "、".join(table_words.LANGUAGES[code] for code in codes),
        hint=_("几种语言用顿号隔开，如：普通话、藏语"),
        example="普通话",
    ),
)


@dataclass(slots=True)
class Office:
    """What holds for a whole pass: where the officer may write, unions and firms by name, who was met already."""

    tops: Sequence[str]
    unions: UnionNames
    firms: Firms
    met: dict[int, Line]


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a line does: `changed` of `person`, or somebody new as `told`."""

    told: Told
    person: Person | None
    changed: dict[str, Any]

    @property
    def outcome(self) -> Outcome:
        """The same in a word."""
        return NEW if self.person is None else CHANGED if self.changed else SAME


def tops(by: Actor, on: datetime.date) -> Sequence[str]:
    """The unions below which somebody may bring people."""
    return viewer_of(Person.objects.filter(pk=by.pk).first(), on).paths(("officer",))


def check(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """What each line would do."""
    return [step if isinstance(step, Outcome) else step.outcome for step in _plans(lines, passing)]


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """Do it: new people in one write, changed ones in another, a journal line for each."""
    steps = _plans(lines, passing)
    plans = [step for step in steps if isinstance(step, Plan)]
    firms = {plan.told.employer.pk: plan.told.employer for plan in plans if plan.told.employer}
    fresh_firms = [firm for firm in firms.values() if firm._state.adding]
    Firm.objects.bulk_create(fresh_firms)
    record_many("firm.added", fresh_firms, by=passing.by, at=passing.at)
    fresh = [_new(plan.told, passing) for plan in plans if plan.person is None]
    Person.objects.bulk_create(fresh)
    record_many("person.imported", fresh, by=passing.by, at=passing.at)
    _write_changes(plans, passing)
    return [step if isinstance(step, Outcome) else step.outcome for step in steps]


def _write_changes(plans: Sequence[Plan], passing: Pass) -> None:
    alike: dict[tuple[str, ...], list[Person]] = {}
    for plan in plans:
        if plan.person and plan.changed:
            for name, value in plan.changed.items():
                setattr(plan.person, name, value)
            alike.setdefault(tuple(plan.changed), []).append(plan.person)
    for fields, people in alike.items():
        Person.objects.bulk_update(people, fields)
        told = fields_changed(dict.fromkeys(fields))
        record_many("person.corrected", people, by=passing.by, at=passing.at, fields=told, how="import")


def _new(told: Told, passing: Pass) -> Person:
    assert told.union is not None
    return Person(
        name=told.name,
        phone=told.phone or None,
        phone_key=told.phone_key,
        id_type=told.id_type,
        id_number=told.id_number or None,
        id_key=told.id_key,
        occupation=told.occupation,
        employer=told.employer,
        union=told.union,
        union_path=told.union.union_path,
        shard=told.union.shard,
        languages=list(told.languages),
        origin="import",
        made_at=passing.at,
        password=make_password(None),
    )


def _office(passing: Pass) -> Office:
    """Asked once a pass, but the role at every chunk: who lost it midway goes no further."""
    assert passing.by is not None
    held = tops(passing.by, timezone.localdate(passing.at))
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    office: Office | None = passing.memory.get("office")
    if office is None:
        office = Office(held, UnionNames(passing.union_path), Firms(passing.union_path), {})
        passing.memory["office"] = office
    office.tops = held
    return office


def _plans(lines: Sequence[Line], passing: Pass) -> list[Plan | Outcome]:
    office = _office(passing)
    told = [_told(line, office) for line in lines]
    plain = [one for one in told if isinstance(one, Told)]
    by_phone, by_id = people_by_keys([t.phone_key for t in plain], [t.id_key for t in plain])
    steps: list[Plan | Outcome] = []
    for line, one in zip(lines, told, strict=True):
        if isinstance(one, Outcome):
            steps.append(one)
        else:
            found = match(one, by_phone.get(one.phone_key), by_id.get(one.id_key), office.tops)
            steps.append(_plan(line, one, found, office))
    return steps


def _plan(line: Line, told: Told, found: Match, office: Office) -> Plan | Outcome:
    if found.wrong:
        return bad(found.column, found.wrong, **found.facts)
    if found.person is None:
        employer = office.firms.named(line.values.get("employer", ""), told.union)
        union = told.union or office.unions.top
        return Plan(replace(told, employer=employer, union=union), None, {})
    before = office.met.setdefault(found.person.pk, line)
    if before is not line:
        return bad("", "row_same_person", sheet=before.sheet, row=before.row)
    union = told.union or found.person.union or office.unions.top
    same = found.person.employer and found.person.employer.name == line.values.get("employer")
    employer = found.person.employer if same else office.firms.named(line.values.get("employer", ""), union)
    told = replace(told, employer=employer, union=union)
    return Plan(told, found.person, changes(found.person, told))


def _told(line: Line, office: Office) -> Told | Outcome:
    values = line.values
    id_type, number = id_of(values.get("id_type", ""), values.get("id_number", ""))
    if number.wrong:
        column = "id_type" if number.wrong == "id_type_missing" else "id_number"
        return bad(column, number.wrong)
    if not values.get("phone") and not number.value:
        return bad("phone", "phone_or_id_needed")
    union = None
    if values.get("union"):
        union, wrong = office.unions.named(values["union"])
        if wrong:
            return bad("union", wrong, value=values["union"][:40])
    return Told(
        name=values["name"],
        phone=values.get("phone", ""),
        id_type=id_type if number.value else "",
        id_number=number.value,
        occupation=values.get("occupation", ""),
        union=union,
        languages=tuple(values.get("languages", ())),
    )


def id_of(id_type: str, number: str) -> tuple[str, Checked]:
    """The type and the number checked for it; a citizen number of 18 says its type by itself."""
    if not number:
        return "", Checked()
    if not id_type:
        if not re.fullmatch(r"\d{17}[\dX]", number):
            return "", Checked(wrong="id_type_missing")
        id_type = "residence" if number[:2] in ("81", "82", "83") else "mainland"
    return id_type, id_number(number, id_type)


def give(passing: Pass) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """People of a union and below, whole for approvers, masked for others."""
    assert passing.by is not None
    viewer = viewer_of(Person.objects.filter(pk=passing.by.pk).first(), timezone.localdate(passing.at))
    whole = viewer.holds(("approver",), passing.union_path)
    return exported_people(passing.union_path, whole)


KIND = Kind(
    name="people",
    label=_("人员"),
    columns=COLUMNS,
    tops=tops,
    check=check,
    take=take,
    one_of=(("phone", "id_number"),),
    unique=("phone", "id_number"),
    give=give,
    list_url="people:people",
)
