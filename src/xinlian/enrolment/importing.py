"""Applications from Excel: who is meant by a row, which dates, who with whom; what is wrong with a row, what taking it does."""

import datetime
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.actions.applying import apply, form_party
from xinlian.enrolment.models import Application, Offering
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.queries.offerings import applied_by, offering_for_table, whole
from xinlian.enrolment.rules import applying as rules
from xinlian.journal.actions import Actor
from xinlian.people.importing import COLUMNS as PEOPLE
from xinlian.people.meant import meant
from xinlian.people.models import Person
from xinlian.people.scope import viewer_of
from xinlian.rows.paths import within
from xinlian.rows.refusals import Decision, Refused
from xinlian.sheets import cells
from xinlian.sheets.cells import BadCell, Cell
from xinlian.sheets.kinds import CHANGED, NEW, SAME, Column, Fault, Kind, Line, Option, Outcome, Pass, bad

BATCH = re.compile(r"第?(\d{1,3})批?")


def _batch(given: Cell) -> int:
    found = BATCH.fullmatch("".join(given.text.split()))
    if found is None:
        raise BadCell("batch_number", value=given.text[:20])
    return int(found[1])


_people = {column.key: column for column in PEOPLE}
COLUMNS = (
    replace(_people["name"], example="张三"),
    _people["phone"],
    _people["id_number"],
    Column(
        "wished",
        ("想去批次", "想去", "志愿", "想去的批次", "第一志愿", "wished"),
        cells.listed(_batch),
        hint=_("第几批，几批用顿号隔开，如：3、5、7"),
        example="3、5、7",
    ),
    Column(
        "possible",
        ("能去批次", "能去", "也能去", "备选批次", "备选", "possible"),
        cells.listed(_batch),
        hint=_("也可以去的批次，写法一样"),
        example="1、2",
    ),
    Column(
        "party",
        ("结伴", "同行", "结伴组", "同组", "party"),
        cells.text(20),
        hint=_("要排在同一批的几个人，写一样的记号，如：甲"),
        example="甲",
    ),
    Column("note", ("备注", "推荐理由", "说明", "note"), cells.text(200), hint=_("可以不填"), example=""),
)
OFFERING = Option("offering", _("哪一项报名"), ())


@dataclass(slots=True)
class Office:
    """What holds for a whole pass: who acts, what is offered, who was met already, how large each party is by now."""

    by: Person
    offering: Offering
    standing: list[int]
    met: set[int] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a line does."""

    outcome: Outcome
    person: Person | None = None


def tops(by: Actor, on: datetime.date) -> Sequence[str]:
    """The unions below which somebody may enter applications."""
    return viewer_of(Person.objects.filter(pk=by.pk).first(), on).paths(("officer",))


def check(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """What each line would do."""
    return [plan.outcome for plan in _plans(lines, passing)]


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """Sign up, or change what a table said before; what somebody said on their own phone stays."""
    office, done = _office(passing), []
    for line, plan in zip(lines, _plans(lines, passing), strict=True):
        try:
            if plan.person is not None and plan.outcome in (NEW, CHANGED):
                _take(line, plan.person, office, passing.at)
        except Refused as refused:
            done.append(Outcome("bad", (Fault("", refused.code, refused.facts),)))
        else:
            done.append(plan.outcome)
    return done


def _take(line: Line, person: Person, office: Office, at: datetime.datetime) -> None:
    label = str(line.values.get("party") or "")
    application = apply(
        offering=office.offering,
        person=person,
        wished=line.values.get("wished") or [],
        possible=line.values.get("possible") or [],
        client_uid=uuid.uuid4(),
        by=office.by,
        at=at,
        way="table",
        note=str(line.values.get("note") or ""),
        party_code=office.codes.get(label, ""),
    )
    if label and label not in office.codes:
        office.codes[label] = form_party(application=application, by=office.by, at=at).code


def _office(passing: Pass) -> Office:
    """Asked once a pass, but the role at every chunk. Raises Refused: role_missing, offering_unknown."""
    held = tops(passing.by, timezone.localdate(passing.at)) if passing.by else ()
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    office: Office | None = passing.memory.get("office")
    if office is None:
        assert passing.by is not None
        offering = offering_for_table(passing.options.get("offering", ""))
        if offering is None:
            raise Refused("offering_unknown")
        numbers = list(offering.batches.filter(state="standing").values_list("number", flat=True))
        office = passing.memory["office"] = Office(Person.objects.get(pk=passing.by.pk), offering, numbers)
    return office


def _plans(lines: Sequence[Line], passing: Pass) -> list[Plan]:
    office = _office(passing)
    named = meant(lines)
    known = whole([one for one in named if isinstance(one, Person)])
    people = [known[one.pk] if isinstance(one, Person) else one for one in named]
    found = list(known.values())
    reasons = judged(office.offering, found, timezone.localdate(passing.at))
    before = applied_by(office.offering, found)
    plans = []
    for line, person in zip(lines, people, strict=True):
        if isinstance(person, Outcome):
            plans.append(Plan(person))
            continue
        wrong = _wrong(line, person, office)
        if wrong is None and reasons[person.pk]:
            wrong = Outcome("bad", tuple(Fault("", one.code, one.facts) for one in reasons[person.pk]))
        plans.append(Plan(wrong or _outcome(line, before.get(person.pk)), person))
    return plans


def _wrong(line: Line, person: Person, office: Office) -> Outcome | None:
    if person.pk in office.met:
        return bad("", "person_twice")
    office.met.add(person.pk)
    wished, possible = line.values.get("wished") or [], line.values.get("possible") or []
    dates: Decision = rules.are_wishes(wished, possible, office.standing, office.offering.mode)
    if not dates.ok:
        return bad("wished", dates.missing[0])
    label = str(line.values.get("party") or "")
    if label:
        office.sizes[label] = office.sizes.get(label, 0) + 1
        if office.sizes[label] > office.offering.party_max:
            return bad("party", "party_full", most=office.offering.party_max)
    return None


def _outcome(line: Line, before: Application | None) -> Outcome:
    said = (line.values.get("wished") or [], line.values.get("possible") or [])
    if before is None or before.state == "withdrawn":
        return NEW
    if (before.wished, before.possible) == said:
        return SAME
    return bad("", "applied_by_phone") if before.way == "phone" else CHANGED


KIND = Kind(
    name="applications",
    label=_("报名"),
    columns=COLUMNS,
    tops=tops,
    check=check,
    take=take,
    options=(OFFERING,),
    one_of=(("phone", "id_number"), ("wished", "possible")),
)
