"""Certificates from Excel: a template's certificates for many at once, each row signed as one awarded by hand."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.actions import certificates
from xinlian.credentials.models import Certificate, CertificateTemplate, Level, Trade
from xinlian.credentials.queries.certificates import template_named
from xinlian.credentials.rules import certificates as rules
from xinlian.credentials.who import may_issue
from xinlian.journal.actions import Actor
from xinlian.people.importing import COLUMNS as PEOPLE
from xinlian.people.meant import meant
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, viewer_of
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.sheets import cells
from xinlian.sheets.kinds import NEW, SAME, Column, Fault, Kind, Line, Option, Outcome, Pass, bad

_people = {column.key: column for column in PEOPLE}
COLUMNS = (
    replace(_people["name"], example="张三"),
    _people["phone"],
    _people["id_number"],
    Column(
        "awarded_on",
        ("发证日期", "发证时间", "颁发日期", "日期", "awarded_on"),
        cells.day,
        required=True,
        filled=True,
        hint=_("哪一天发的，不能在今天以后"),
        example="2026-11-20",
    ),
    Column(
        "trade",
        ("工种", "职业", "trade"),
        cells.text(40),
        hint=_("工种表里的名字，可以不填"),
        example="焊工",
    ),
    Column(
        "level",
        ("等级", "级别", "level"),
        cells.text(40),
        hint=_("证书模板用的等级，可以不填"),
        example="三星",
    ),
    Column(
        "hours",
        ("学时", "课时", "hours"),
        cells.whole(1, rules.MOST_HOURS),
        hint=_("可以不填"),
        example="20",
    ),
)
TEMPLATE = Option("template", _("哪一种证书"), ())


@dataclass(slots=True)
class Office:
    """What holds for a whole pass: who acts, by which template, the words known, who was met already on which day."""

    by: Person
    viewer: Viewer
    template: CertificateTemplate
    trades: dict[str, Trade]
    levels: dict[str, Level]
    met: set[tuple[int, datetime.date]] = field(default_factory=set)


def tops(by: Actor, on: datetime.date) -> Sequence[str]:
    """The unions below which somebody may award."""
    return viewer_of(Person.objects.filter(pk=by.pk).first(), on).paths(("officer",))


def check(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """What each line would do."""
    return [outcome for outcome, _person in _plans(lines, passing)]


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """Award them."""
    office, done = _office(passing), []
    for line, (outcome, person) in zip(lines, _plans(lines, passing), strict=True):
        try:
            if person is not None and outcome is NEW:
                _award(line, person, office, passing.at)
        except Refused as refused:
            done.append(Outcome("bad", (Fault("", refused.code, refused.facts),)))
        else:
            done.append(outcome)
    return done


def _award(line: Line, person: Person, office: Office, at: datetime.datetime) -> None:
    values = line.values
    certificates.award(
        template=office.template,
        person=person,
        awarded_on=values["awarded_on"],
        trade=office.trades.get(values.get("trade") or ""),
        level=office.levels.get(values.get("level") or ""),
        hours=values.get("hours"),
        by=office.by,
        at=at,
    )


def _office(passing: Pass) -> Office:
    """Asked once a pass, but the role at every chunk. Raises Refused: role_missing, template_unknown."""
    on = timezone.localdate(passing.at)
    held = tops(passing.by, on) if passing.by else ()
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    office: Office | None = passing.memory.get("office")
    if office is None:
        assert passing.by is not None
        given = passing.options.get("template", "")
        template = template_named(given)
        if template is None:
            raise Refused("template_unknown")
        by = Person.objects.get(pk=passing.by.pk)
        trades = {one.name: one for one in Trade.objects.filter(ended_on=None)}
        levels = {one.name: one for one in Level.objects.filter(scheme=template.scheme_id).select_related("scheme")}
        office = passing.memory["office"] = Office(by, viewer_of(by, on), template, trades, levels)
    return office


def _plans(lines: Sequence[Line], passing: Pass) -> list[tuple[Outcome, Person | None]]:
    office, named = _office(passing), meant(lines)
    people = [one.pk for one in named if isinstance(one, Person)]
    rows = Certificate.objects.filter(template=office.template, person__in=people, state="valid")
    known = set(rows.values_list("person", "awarded_on"))
    return [
        (one, None) if isinstance(one, Outcome) else (_outcome(line, one, office, known, passing.at), one)
        for line, one in zip(lines, named, strict=True)
    ]


def _outcome(
    line: Line, person: Person, office: Office, known: set[tuple[int, datetime.date]], at: datetime.datetime
) -> Outcome:
    day = line.values["awarded_on"]
    if (person.pk, day) in office.met:
        return bad("", "person_twice")
    office.met.add((person.pk, day))
    for key, table in (("trade", office.trades), ("level", office.levels)):
        word = line.values.get(key) or ""
        if word and word not in table:
            return bad(key, "trade_known" if key == "trade" else "level_of_scheme")
    allowed = may_issue(office.viewer, office.template.union_path, person.union_path)
    decision = rules.may_award(
        name=person.name,
        awarded_on=day,
        hours=line.values.get("hours"),
        level_fits=True,
        trade_known=True,
        retired=office.template.retired_at is not None,
        on=timezone.localdate(at),
    )
    missing = [*allowed.missing, *decision.missing]
    if missing:
        return bad("awarded_on" if missing[0] == "award_day" else "", missing[0])
    return SAME if (person.pk, day) in known else NEW


KIND = Kind(
    name="certificates",
    label=_("证书"),
    columns=COLUMNS,
    tops=tops,
    check=check,
    take=take,
    options=(TEMPLATE,),
    one_of=(("phone", "id_number"),),
    chunk=25,
    list_url="credentials:desk_certificates",
)
