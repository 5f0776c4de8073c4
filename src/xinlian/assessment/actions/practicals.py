"""Practical tests: sheets, panels, recusals, marks from tablets, signatures, the lock. Rooms call these for contests and classes."""

import datetime
import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max

from xinlian.assessment import telling
from xinlian.assessment.models import Entrant, PanelSeat, Practical, Recusal, RubricSheet, Scoring
from xinlian.assessment.queries import panels
from xinlian.assessment.rules.states import PRACTICAL_NEXT
from xinlian.assessment.who import demand_decider, demand_runner
from xinlian.engines.rubrics.plain import as_plain, entries_plain
from xinlian.engines.rubrics.sheet import Criterion, entry, faults
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.diagrams import before
from xinlian.rows.paths import within
from xinlian.rows.refusals import Decision, Refused, demand

LETTERS = "ACDEFHJKMNPRTWXY34679"  # none that is read as another


@transaction.atomic
def make_sheet(
    *, union: Union, title: str, criteria: Sequence[Criterion], by: Person, at: datetime.datetime
) -> RubricSheet:
    """A sheet; of the same title, its next version. Refused: role_trainer, rubric_wrong with {words, code}."""
    demand_runner(by, union.union_path, at)
    wrong = faults(criteria)
    if wrong:
        place = next((n for n, one in enumerate(criteria, 1) if one.code == wrong[0][0]), 0)
        raise Refused(f"rubric_{wrong[0][1]}", {"row": place})
    same = RubricSheet.objects.filter(union=union, title=title.strip())
    version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
    made = RubricSheet(union=union, title=title.strip(), version=version, criteria=as_plain(criteria))
    made.made_by, made.made_at = by, at
    made.union_path, made.shard = union.union_path, union.shard
    made.save(force_insert=True)
    record("rubric.made", made, by=by, at=at, version=version)
    return made


@transaction.atomic
def set_practical(
    *,
    sheet: RubricSheet,
    union: Union,
    title: str,
    on: datetime.date,
    by: Person | None,
    at: datetime.datetime,
    blind: bool = True,
    drop: bool = True,
    spread: Decimal = Decimal("0.15"),
    outlier: Decimal = Decimal("0.10"),
    about_uid: uuid.UUID | None = None,
) -> Practical:
    """A practical test by a sheet. Refused: role_trainer, rubric_elsewhere."""
    demand_runner(by, union.union_path, at)
    if not within(union.union_path, sheet.union_path):
        raise Refused("rubric_elsewhere")
    made = Practical(sheet=sheet, union=union, title=title.strip(), on=on, blind=blind, drop=drop, about_uid=about_uid)
    made.spread, made.outlier = spread, outlier
    made.set_by, made.set_at = by, at
    made.union_path, made.shard = union.union_path, union.shard
    made.save(force_insert=True)
    record("practical.set", made, by=by, at=at)
    return made


@transaction.atomic
def add_entrants(*, practical: Practical, people: Iterable[Person], by: Person | None, at: datetime.datetime) -> int:
    """Who is judged, each under a code of chance; how many are new. Refused: role_trainer, practical_open."""
    demand_runner(by, practical.union_path, at)
    _hold(practical)
    known = set(practical.entrants.values_list("person", flat=True))
    codes = set(practical.entrants.values_list("code", flat=True))
    fresh = []
    for person in people:
        if person.pk in known:
            continue
        made = Entrant(practical=practical, person=person, code=_code(codes), added_at=at)
        made.union_path, made.shard = practical.union_path, practical.shard
        fresh.append(made)
        known.add(person.pk)
    Entrant.objects.bulk_create(fresh)
    record("practical.entrants_added", practical, by=by, at=at, people=len(fresh))
    return len(fresh)


def _code(taken: set[str]) -> str:
    while (code := "".join(secrets.choice(LETTERS) for _ in range(3))) in taken:
        continue
    taken.add(code)
    return code


@transaction.atomic
def seat(*, practical: Practical, person: Person, chief: bool, by: Person, at: datetime.datetime) -> PanelSeat:
    """Put a judge on the panel. Refused: role_trainer, practical_open, panel_already, panel_chief_already, panel_is_entrant."""
    demand_runner(by, practical.union_path, at)
    _hold(practical)
    demand(
        Decision.of(
            panel_is_entrant=not practical.entrants.filter(person=person).exists(),
            panel_already=not practical.panel.filter(person=person).exists(),
            panel_chief_already=not chief or not practical.panel.filter(chief=True).exists(),
        )
    )
    made = PanelSeat(practical=practical, person=person, chief=chief, added_at=at)
    made.union_path, made.shard = practical.union_path, practical.shard
    made.save(force_insert=True)
    telling.seated(made, by=by, at=at)
    record("practical.judge_seated", practical, by=by, at=at, chief=chief)
    return made


@transaction.atomic
def recuse(*, seat: PanelSeat, entrant: Entrant, why: str, by: Person, at: datetime.datetime) -> Recusal:
    """A judge steps back from an entrant, by their own word or the desk's; what they entered counts no more.

    Refused: role_trainer, practical_open, recusal_why, recusal_already.
    """
    if by.pk != seat.person_id:
        demand_runner(by, seat.union_path, at)
    _hold(seat.practical)
    demand(Decision.of(recusal_why=bool(why.strip()), entrant_here=entrant.practical_id == seat.practical_id))
    made = Recusal(seat=seat, entrant=entrant, why=why.strip()[:100], at=at)
    made.union_path, made.shard = seat.union_path, seat.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("recusal_already") from None
    record("practical.recused", seat.practical, by=by, at=at, entrant=entrant.code)
    return made


@transaction.atomic
def score(
    *,
    seat: PanelSeat,
    entrant: Entrant,
    said: Mapping[str, str],
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    by: Person,
    at: datetime.datetime,
) -> Scoring:
    """Keep what a judge entered; sent twice it is one. A tablet that was offline sends it later: the last said counts.

    Refused: seat_yours, entrant_here, practical_open, seat_not_signed, not_recused, score_wrong with {words}.
    """
    known = Scoring.objects.filter(client_uid=client_uid, seat=seat).first()
    if known is not None:
        return known
    _hold(seat.practical)
    seat.refresh_from_db(fields=["signed_at"])
    demand(
        Decision.of(
            seat_yours=seat.person_id == by.pk,
            entrant_here=entrant.practical_id == seat.practical_id,
            seat_not_signed=seat.signed_at is None,
            not_recused=not seat.recusals.filter(entrant=entrant).exists(),
        )
    )
    entries = _entries(seat.practical.sheet.sheet, said)
    made = Scoring(seat=seat, entrant=entrant, entries=entries, client_uid=client_uid)
    made.said_at, made.arrived_at = min(said_at, at), at
    made.union_path, made.shard = seat.union_path, seat.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("score_sent_elsewhere") from None
    record("practical.scored", seat.practical, by=by, at=at, entrant=entrant.code)
    return made


def _entries(sheet: Sequence[Criterion], said: Mapping[str, str]) -> dict[str, str]:
    """What was entered, as it is kept. Raises Refused score_wrong with the words of the criterion."""
    found = {}
    for one in sheet:
        try:
            found[one.code] = entry(one, said.get(one.code, ""))
        except ValueError:
            raise Refused("score_wrong", {"words": one.words}) from None
    return entries_plain(found)


@transaction.atomic
def sign(*, seat: PanelSeat, by: Person, at: datetime.datetime) -> PanelSeat:
    """A judge stands by what they entered; again is the same. Refused: seat_yours, practical_open, scores_missing."""
    if seat.person_id != by.pk:
        raise Refused("seat_yours")
    if seat.signed_at is not None:
        return seat
    _hold(seat.practical)
    missing = panels.unfinished(seat)
    if missing:
        raise Refused("scores_missing", {"codes": "、".join(missing)})
    PanelSeat.objects.filter(pk=seat.pk, signed_at=None).update(signed_at=at)
    seat.refresh_from_db()
    record("practical.signed", seat.practical, by=by, at=at)
    return seat


@transaction.atomic
def ask_again(*, seat: PanelSeat, by: Person, at: datetime.datetime) -> PanelSeat:
    """Let a judge look at their marks again: the signature is taken back. Refused: role_trainer or seat of the chief, practical_open."""
    _demand_chief(seat.practical, by, at)
    _hold(seat.practical)
    PanelSeat.objects.filter(pk=seat.pk).update(signed_at=None)
    seat.refresh_from_db()
    telling.asked_again(seat, by=by, at=at)
    record("practical.asked_again", seat.practical, by=by, at=at)
    return seat


@transaction.atomic
def explain(*, entrant: Entrant, why: str, by: Person, at: datetime.datetime) -> Entrant:
    """Say why marks that are far apart stand. It holds for these marks only. Refused: role_trainer, practical_open, alarm_why."""
    _demand_chief(entrant.practical, by, at)
    _hold(entrant.practical)
    if not why.strip():
        raise Refused("alarm_why")
    stamp = panels.outcome(entrant).stamp
    Entrant.objects.filter(pk=entrant.pk).update(alarm_why=why.strip()[:200], alarm_for=stamp, alarm_by=by)
    entrant.refresh_from_db()
    record("practical.alarm_explained", entrant.practical, by=by, at=at, entrant=entrant.code)
    return entrant


@transaction.atomic
def lock(*, practical: Practical, by: Person, at: datetime.datetime) -> Practical:
    """The chief judge, or an officer where there is none, closes the marks: everybody signed, every alarm was looked at.

    Refused: role_trainer, practical_open, panel_unsigned with {names}, alarms_left with {codes}, entrant_unjudged.
    """
    _demand_chief(practical, by, at)
    if not Practical.objects.filter(pk=practical.pk, state="open").update(state="locked", locked_at=at, locked_by=by):
        raise Refused("practical_open")
    unsigned = practical.panel.filter(signed_at=None).select_related("person")
    if unsigned or not practical.panel.exists():
        raise Refused("panel_unsigned", {"names": "、".join(seat.person.name for seat in unsigned)})
    outcomes = panels.outcomes(practical)
    unjudged = [one.entrant.code for one in outcomes if one.together.result is None]
    if unjudged or not outcomes:
        raise Refused("entrant_unjudged", {"codes": "、".join(unjudged)})
    left = [one.entrant.code for one in outcomes if one.open_alarm]
    if left:
        raise Refused("alarms_left", {"codes": "、".join(left)})
    for one in outcomes:
        one.entrant.result, one.entrant.vetoed = one.together.result, one.vetoed
    Entrant.objects.bulk_update([one.entrant for one in outcomes], ["result", "vetoed"])
    practical.refresh_from_db()
    record("practical.locked", practical, by=by, at=at, entrants=len(outcomes))
    return practical


@transaction.atomic
def publish(*, practical: Practical, by: Person, at: datetime.datetime) -> Practical:
    """Show everybody their result. Refused: role_officer, practical_locked."""
    demand_decider(by, practical.union_path, at)
    rows = Practical.objects.filter(pk=practical.pk, state__in=before(PRACTICAL_NEXT, "published"))
    if not rows.update(state="published", published_at=at):
        raise Refused("practical_locked")
    practical.refresh_from_db()
    telling.practical_published(practical, by=by, at=at)
    record("practical.published", practical, by=by, at=at)
    return practical


def _hold(practical: Practical) -> None:
    """Let a lock wait for this, or find that it was faster. Raises Refused: practical_open."""
    if not Practical.objects.filter(pk=practical.pk, state="open").update(state="open"):
        raise Refused("practical_open")


def _demand_chief(practical: Practical, by: Person, at: datetime.datetime) -> None:
    if not practical.panel.filter(person=by, chief=True).exists():
        demand_runner(by, practical.union_path, at)


@transaction.atomic
def note_taken(*, practical: Practical, by: Person, at: datetime.datetime) -> None:
    """Somebody takes the judges' marks along in a workbook."""
    record("practical.taken_along", practical, by=by, at=at)
