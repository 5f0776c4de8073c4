"""Builders come, move to another team, leave, come again: one person, one record of a project."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.enrolment import door
from xinlian.enrolment.actions import applying
from xinlian.enrolment.models import Application, Seat
from xinlian.enrolment.rules.applying import UNSEALED
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.journal.actions import record
from xinlian.people.matching import Told
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.simulators.actions import trainees
from xinlian.training import knowing
from xinlian.training.actions import studios
from xinlian.training.actions.clearing import follow_known
from xinlian.training.models import Builder, Programme, Project, Team
from xinlian.training.queries import cases, facts
from xinlian.training.rules import ages, clearance
from xinlian.training.rules.reasons import Reason
from xinlian.training.who import KEEPERS, acting, demand_keeper, leads

APPLIED_AS = {"desk": "desk", "phone": "phone", "table": "table", "api": "table"}


@dataclass(frozen=True, slots=True)
class Registered:
    """The answer at once: the builder, whether they are new here, whether anything changed, and what is missing."""

    builder: Builder
    new: bool
    changed: bool
    missing: tuple[Reason, ...] = ()


@transaction.atomic
def register(
    *,
    project: Project,
    told: Told,
    team: Team | None,
    trade: Trade,
    way: str,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Registered:
    """Register somebody, or find them again, and say what is missing. By officers, by who leads the team, by oneself.

    Refused: role_officer, team_elsewhere, team_closed, trade_ended, phone_or_id_needed, age_under, age_over,
    builder_in_other_team, builder_left_before, known_differently, phone_unproven, client_uid_used, and what
    `people.matching.match` says to officers.
    """
    entered = enter(
        project=project, told=told, team=team, trade=trade, way=way, client_uid=client_uid, by=by, at=at
    )  # fmt: skip
    if entered.new or entered.changed:
        settle(builders=[entered.builder], by=by, at=at)
    on = timezone.localdate(at)
    builder = entered.builder
    missing = clearance.decide(cases.of(builder, on), on).reasons
    return Registered(builder, entered.new, entered.changed, missing)


@transaction.atomic
def enter(
    *,
    project: Project,
    told: Told,
    team: Team | None,
    trade: Trade,
    way: str,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Registered:
    """The part of `register` that tables do row by row: the person and the builder. Refused as there."""
    manner = _manner(by, project, team, told, at)
    known = _said_before(project, client_uid, by)
    if known is not None:
        return Registered(known, new=False, changed=False)
    _demand_place(project, team, trade, timezone.localdate(at))
    person, corrected = knowing.known(
        project=project, told=told, manner=manner, by=by, at=at, check=_aged(project, trade)
    )
    here = _here(project, person)
    if here is not None:
        changed = _change(here, team, trade, manner, by=by, at=at)
        return Registered(here, new=False, changed=changed or corrected)
    builder = Builder(project=project, person=person, team=team, trade=trade, way=way, client_uid=client_uid)
    back = _returned(builder, manner, by=by, at=at)
    if back is not None:
        return Registered(back, new=True, changed=True)
    builder.came_at, builder.registered_by, builder.born = at, by, _born_before(person)
    builder.union_path, builder.shard = project.union_path, project.shard
    try:
        with transaction.atomic():
            builder.save(force_insert=True)
    except IntegrityError:  # the same person, or the same message, at two desks at once
        again = _here(project, person)
        if again is None:
            raise
        return Registered(again, new=False, changed=False)
    record("builder.registered", builder, by=by, at=at, way=way, trade=trade.code)
    return Registered(builder, new=True, changed=True)


@transaction.atomic
def settle(*, builders: Sequence[Builder], by: Person, at: datetime.datetime) -> None:
    """What follows for everybody who came or moved: a number at the simulators, a place among who waits."""
    groups: dict[tuple[int, int | None], list[Builder]] = {}
    for one in builders:
        groups.setdefault((one.project_id, one.team_id), []).append(one)
    for several in groups.values():
        first = several[0]
        site, team = (first.team.section.name, first.team.name) if first.team else ("", "")
        people = [one.person for one in several]
        runs = acting(by, at).holds(KEEPERS, first.union_path)
        trainees.enlist(
            union=first.project.union, people=people, site=site, team=team, by=by if runs else None, at=at
        )  # fmt: skip
    programmes: dict[tuple[int, int], Programme | None] = {}
    for one in builders:
        key = (one.project_id, one.trade_id)
        if key not in programmes:
            programmes[key] = cases.entry_programme(one.project, one.trade_id)
        programme = programmes[key]
        if programme is not None:
            wait_for(builder=one, programme=programme, by=by, at=at)


@transaction.atomic
def wait_for(*, builder: Builder, programme: Programme, by: Person, at: datetime.datetime) -> Application | None:
    """Put a builder among who waits for a programme; None while its list takes nobody. Who waits already goes on waiting.

    Whoever withdrew waits again; whom the office refused stays refused.
    """
    offering, person = programme.offering, builder.person
    if offering.state not in UNSEALED:
        return None
    known = door.known_of(offering, person)
    if known is None:
        made = door.begin(offering, person, (), uuid.uuid4(), by=by, at=at)
        made.way = APPLIED_AS[builder.way]
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:  # put there at the same moment
            return door.known_of(offering, person)
        record("applied", made, by=by, at=at, way=made.way)
        return made
    if Application.objects.filter(pk=known.pk, state="withdrawn").update(state="standing", reasons=[], changed_at=at):
        known.refresh_from_db()
        record("application.changed", known, by=by, at=at, way=known.way)
    return known


@transaction.atomic
def move_team(*, builder: Builder, team: Team | None, trade: Trade | None, by: Person, at: datetime.datetime) -> bool:
    """Another team or another trade; whether anything changed. A new trade is asked its age, and waits for its programme.

    Refused: role_officer, builder_left, team_elsewhere, team_closed, trade_ended, age_under, age_over.
    """
    demand_keeper(by, builder.union_path, at)
    if builder.left_on is not None:
        raise Refused("builder_left")
    wanted = trade or builder.trade
    if trade is not None and trade.pk != builder.trade_id:
        _aged(builder.project, trade)(
            builder.person.id_type, str(builder.person.id_number or ""), timezone.localdate(at)
        )
    if wanted.pk != builder.trade_id or (team is not None and team.pk != builder.team_id):
        _demand_place(builder.project, team, wanted, timezone.localdate(at))
    changed = _change(builder, team, wanted, "officer", by=by, at=at)
    if changed:
        settle(builders=[builder], by=by, at=at)
    return changed


@transaction.atomic
def note_birthday(*, builder: Builder, born: datetime.date, by: Person, at: datetime.datetime) -> bool:
    """When somebody was born whose document's number does not say it, as an officer read it; whether it was news. A pass follows.

    Refused: role_officer, builder_left, born_in_number, born_doubtful.
    """
    demand_keeper(by, builder.union_path, at)
    if builder.left_on is not None:
        raise Refused("builder_left")
    if ages.birthday(cases.number_of(builder)) is not None:
        raise Refused("born_in_number")
    ages.demand_born(born, timezone.localdate(at))
    if builder.born == born.isoformat():
        return False
    builder.born = born.isoformat()
    builder.save(update_fields=["born"])
    record("builder.born_noted", builder, by=by, at=at)
    follow_known(builder=builder, by=by, at=at)
    return True


@transaction.atomic
def leave(*, builder: Builder, on: datetime.date, by: Person, at: datetime.datetime) -> Builder:
    """Somebody left the project: their pass stops at once, and who waits for a class waits no longer.

    Refused: role_officer, builder_left, left_in_future.
    """
    demand_keeper(by, builder.union_path, at)
    if on > timezone.localdate(at):
        raise Refused("left_in_future")
    if not Builder.objects.filter(pk=builder.pk, left_on=None).update(left_on=on):
        raise Refused("builder_left")
    builder.left_on = on
    waiting = Application.objects.filter(
        offering__training_programme__project=builder.project, person=builder.person, state="standing"
    )
    for application in waiting.select_related("offering", "person"):
        begun = Seat.objects.filter(application=application, state__in=SEAT_STANDS, batch__starts_at__lte=at)
        if application.offering.state in UNSEALED and not begun.exists():
            applying.withdraw(application=application, by=by, at=at)
    studios.let_go(person=builder.person, project=builder.project, on=on, by=by, at=at)
    record("builder.left", builder, by=by, at=at)
    follow_known(builder=builder, by=by, at=at)
    return builder


def _born_before(person: Person) -> str | None:
    """As it was noted when somebody came to a project before."""
    rows = Builder.objects.filter(person=person, born__isnull=False).order_by("-came_at")
    found: Any = rows.values_list("born", flat=True).first()
    return str(found) if found else None


def _manner(by: Person, project: Project, team: Team | None, told: Told, at: datetime.datetime) -> str:
    """As whom somebody registers another: officer, oneself, leader. Refused: role_officer."""
    if acting(by, at).holds(KEEPERS, project.union_path):
        return "officer"
    mine = team is not None and team.section.project_id == project.pk
    if mine and told.phone_key == by.phone_key:
        if by.phone_key is None or by.phone_verified_at is None:
            raise Refused("phone_unproven")
        return "oneself"
    if mine and team is not None and leads(by, team):
        return "leader"
    raise Refused("role_officer", {"missing": ("role_officer",)})


def _said_before(project: Project, client_uid: uuid.UUID, by: Person) -> Builder | None:
    known = Builder.objects.filter(client_uid=client_uid).select_related(*WITH).first()
    if known is not None and (known.project_id != project.pk or known.registered_by_id != by.pk):
        raise Refused("client_uid_used")
    return known


WITH = ("person", "project__union", "team__section", "trade")


def _here(project: Project, person: Person) -> Builder | None:
    rows = Builder.objects.filter(project=project, person=person, left_on=None)
    return rows.select_related(*WITH).first()


def _returned(coming: Builder, manner: str, *, by: Person, at: datetime.datetime) -> Builder | None:
    """Who left comes again as the row they had: points, medicals, hours and levels go on, and nobody leaves to be rid of them.

    A pass that leaving stopped may go on in this moment, so only officers see to it. Refused: builder_left_before.
    """
    rows = Builder.objects.filter(project=coming.project_id, person=coming.person_id, left_on__isnull=False)
    found = rows.select_related(*WITH).order_by("-left_on", "-id").first()
    if found is None:
        return None
    if manner != "officer":
        raise Refused("builder_left_before")
    said = {name: getattr(coming, name) for name in ("team", "trade", "way", "client_uid")}
    said |= {"left_on": None, "back_at": at, "registered_by": by}
    try:
        with transaction.atomic():
            done = Builder.objects.filter(pk=found.pk, left_on__isnull=False).update(**said)
    except IntegrityError:  # the same message, at two desks at once
        done = 0
    if not done:
        return _here(coming.project, coming.person)
    for name, value in said.items():
        setattr(found, name, value)
    record("builder.returned", found, by=by, at=at, way=coming.way, trade=coming.trade.code)
    follow_known(builder=found, by=by, at=at)
    return found


def _demand_place(project: Project, team: Team | None, trade: Trade, on: datetime.date) -> None:
    if team is not None and team.section.project_id != project.pk:
        raise Refused("team_elsewhere")
    if team is not None and team.closed_on is not None and team.closed_on <= on:
        raise Refused("team_closed")
    if trade.ended_on is not None and trade.ended_on <= on:
        raise Refused("trade_ended")


def _aged(project: Project, trade: Trade) -> knowing.Check:
    """Raises Refused age_under or age_over where the number says so; an age that nobody knows is asked for later."""

    def check(id_type: str, number: str, on: datetime.date) -> None:
        rule, _barred = facts.demand_of(facts.demands(project, on), trade.pk)
        plain = number if id_type in ("mainland", "residence") else ""
        reason = ages.against(ages.birthday(plain), ages.is_man(plain), rule, on)
        if reason is not None and reason.code != "age_unknown":
            raise Refused(reason.code, reason.facts)

    return check


def _change(
    builder: Builder, team: Team | None, trade: Trade, manner: str, *, by: Person, at: datetime.datetime
) -> bool:
    """Write another team or trade; what was left out stays."""
    changed = []
    if team is not None and team.pk != builder.team_id:
        if manner == "leader" and builder.team_id is not None:
            raise Refused("builder_in_other_team")
        builder.team = team
        changed.append("team")
    if trade.pk != builder.trade_id:
        builder.trade = trade
        changed.append("trade")
    if changed:
        builder.save(update_fields=changed)
        record("builder.moved", builder, by=by, at=at, fields=changed)
    return bool(changed)
