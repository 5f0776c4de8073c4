"""A union's trips in every state of their way, marked, for the walk over all addresses."""

import datetime
import uuid

from django.utils import timezone

from xinlian.enrolment.actions import drawing, seats
from xinlian.enrolment.models import Application, Condition, Group, Offering, Quota
from xinlian.people.models import Person, Union
from xinlian.surveys.models import Questionnaire, Survey
from xinlian.testing.make import make_application, make_batch, make_offering, make_person
from xinlian.trips.models import Base, Cost, HealthNote, Programme, Relative, Route, Trip

NUMBERS = tuple(f"{n}0000000000000000007" for n in (1, 2, 3))


def fill(union: Union, officer: Person, mark: str) -> None:
    """Programmes that are drafts, open, closed, sealed, with a number to note, with a seed, drawn by hand, gone."""
    mine = {"union_path": union.union_path, "shard": union.shard}
    base = Base.objects.create(union=union, name="公开基地", **mine)
    route = Route.objects.create(base=base, name="公开线路", **mine)
    for state in ("draft", "closed", "waiting", "due", "seeded", "drawn"):
        _programme(union, officer, route, state, mark)
    Condition.objects.create(
        union=union,
        series="rest",
        kind="occupation",
        params={"codes": ["courier", ""]},
        effective_on=datetime.date(2030, 1, 1),
        source="公开文件",
        made_at=timezone.now(),
        **mine,
    )


def _programme(union: Union, officer: Person, route: Route, state: str, mark: str) -> None:
    now = timezone.now()
    mine = {"union_path": union.union_path, "shard": union.shard}
    first, mode = (state, "officer") if state == "drawn" else (state if state == "draft" else "closed", "draw")
    title = f"{mark}草稿" if state == "draft" else f"公开{state}"
    offering = make_offering(union, mode=mode, state=first, title=title, party_max=3)
    group = Group.objects.create(offering=offering, rank=0, name="公开组", **mine)
    Quota.objects.create(offering=offering, kind="union", union=union, guarantee=1, **mine)
    programme = Programme.objects.create(offering=offering, year=now.year, family_welcome=True, day_cap_fen=100, **mine)
    for number in range(2):
        soon = datetime.timedelta(hours=-1) if mode == "officer" else datetime.timedelta(days=9)
        begins = now + datetime.timedelta(days=30 * number) + soon
        batch = make_batch(offering, 5, starts_at=begins, ends_at=begins + datetime.timedelta(hours=9))
        trip = Trip.objects.create(batch=batch, programme=programme, route=route, note="公开说明", **mine)
        Cost.objects.create(trip=trip, kind="meals", fen=100_000, note=f"{mark}费用", at=now, **mine)
    people = [_applicant(offering, group, number, mark) for number in range(3)]
    if mode == "officer":
        _asked(programme, trip, now)
        _seats(people, officer, now, mark)
        programme.survey_uid = Questionnaire.objects.filter(used=True)[0].uid
        programme.save(update_fields=["survey_uid"])
        people[2].seats.update(state="attended")
    if state in ("waiting", "due", "seeded"):
        _draw(offering, officer, state, now, mark)


def _asked(programme: Programme, trip: Trip, now: datetime.datetime) -> None:
    """How it was is asked, with the questionnaire that there is."""
    Survey.objects.create(
        questionnaire=Questionnaire.objects.filter(used=True)[0],
        union=programme.offering.union,
        title="公开调查",
        anonymous=True,
        about_uid=trip.uid,
        about_label="第 1 批",
        series=f"trips:{programme.uid}",
        state="closed",
        opens_at=now - datetime.timedelta(days=9),
        closes_at=now - datetime.timedelta(days=1),
        union_path=programme.union_path,
        shard=programme.shard,
    )


def _applicant(offering: Offering, group: Group, number: int, mark: str) -> Application:
    person = make_person(offering.union, name=f"报名{mark}{number}", occupation="courier")
    state = "refused" if number == 2 and offering.mode == "draw" else "standing"
    reasons = [{"code": "officer", "facts": {"why": f"{mark}理由"}}] if state == "refused" else []
    return make_application(offering, person, wished=[1], possible=[2], group=group, state=state, reasons=reasons)


def _seats(people: list[Application], officer: Person, now: datetime.datetime, mark: str) -> None:
    batch = people[0].offering.batches.get(number=1)
    later = now + datetime.timedelta(hours=1)
    for number, application in enumerate(people):
        seats.take(
            application=application,
            batch=batch,
            way="officer",
            why=f"{mark}安排",
            answer_by=later if number == 0 else None,
            by=officer,
            at=now,
        )
    mine = {"union_path": batch.union_path, "shard": batch.shard}
    HealthNote.objects.create(application=people[1], text=f"{mark}病", given_at=now, **mine)
    Relative.objects.create(application=people[1], name=f"{mark}家人", relation="子", client_uid=uuid.uuid4(), **mine)


def _draw(offering: Offering, officer: Person, state: str, now: datetime.datetime, mark: str) -> None:
    """Sealed; with every witness bound and the number due; with a seed."""
    before = now - datetime.timedelta(days=2)
    due = now + datetime.timedelta(days=2) if state == "waiting" else now - datetime.timedelta(days=1)
    witnesses = [make_person(offering.union, name=f"证{mark}{n}") for n in range(3)]
    draw = drawing.seal(
        offering=offering, source="某彩票", source_due_at=due, witnesses=witnesses, by=officer, at=before
    )
    if state == "waiting":
        return
    bound = list(draw.witnesses.order_by("position"))
    for one, number in zip(bound, NUMBERS, strict=True):
        drawing.promise(witness=one, by=one.person, at=before, number=number)
    if state == "seeded":
        drawing.fix_seed(draw=draw, public_number="1 2 3", by=officer, at=now)
        for one, number in zip(bound, NUMBERS, strict=True):
            drawing.reveal(witness=one, number=number, by=one.person, at=now)
