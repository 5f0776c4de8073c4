"""The demo's builders: registered over eighteen months, most with a medical, some who left again. Invented, impossible."""

import datetime
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from xinlian.credentials.models import Trade
from xinlian.people.keys import id_key, phone_key
from xinlian.people.models import Grant, Person
from xinlian.simulators.models import Trainee
from xinlian.simulators.rules.numbers import number as trainee_number
from xinlian.testing.demo.people import BASE as STAFF
from xinlian.testing.demo.people import PASSWORD
from xinlian.testing.demo.trips import GIVEN, SURNAMES
from xinlian.testing.make import impossible_id, impossible_phone
from xinlian.training.models import Builder, HoursElsewhere, Medical, Team
from xinlian.training.rules.medical import Found

if TYPE_CHECKING:
    from xinlian.testing.demo.base import World

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
FIRST_NUMBER, TEACHERS, CHUNK = 100_000, 8, 1000
TRADES = (101, 102, 103, 104, 105, 115, 202, 204, 206, 208)
WEIGHTS = (14, 8, 24, 16, 16, 6, 4, 5, 4, 3)
LEAVES, SLOW = 0.45, 0.08
FRESH = 30  # came in the last days, and wait for a class
ELSEWHERE = [("company", 10, 7, "公司入场教育"), ("project", 10, 9, "项目安全交底"), ("team", 16, 60, "班前教育累计")]
YEARLY = ("project", 20, "年度安全教育")
LIMITS = (["height"], ["night"], ["dust"], ["noise"], ["height", "night"])


def _person(world: "World", number: int, **more: object) -> Person:
    rng = world.rng
    born = datetime.date(1968, 1, 1) + datetime.timedelta(days=rng.randrange(13_800))
    phone, citizen = impossible_phone(number), impossible_id(number, born)
    said: dict[str, object] = {"name": rng.choice(SURNAMES) + rng.choice(GIVEN), "occupation": "builder", **more}
    return Person(
        phone=phone,
        phone_key=phone_key(phone),
        id_type="mainland",
        id_number=citizen,
        id_key=id_key(citizen),
        union=world.union,
        origin="demo",
        languages=["zh"],
        made_at=world.now,
        **{"password": "!", **world.owned, **said},
    )


def teachers(world: "World") -> list[Person]:
    """The trainers, and logins for one of them, a medic and an inspector."""
    hashed = make_password(PASSWORD)
    several = [
        _person(world, FIRST_NUMBER - 100 + place, name=f"演示老师{place + 1}", occupation="other")
        for place in range(TEACHERS)
    ]
    several[0].username, several[0].password = STAFF[0][0], hashed
    others = [
        _person(world, FIRST_NUMBER - 50 + place, name=name, occupation="other", username=login, password=hashed)
        for place, (name, login) in enumerate([("演示体检医生", STAFF[1][0]), ("演示检查员", STAFF[2][0])])
    ]
    Person.objects.bulk_create([*several, *others])
    roles = [(one, "trainer") for one in several] + [(others[0], "medic"), (others[1], "inspector")]
    since = datetime.date(2024, 1, 1)
    Grant.objects.bulk_create(
        [Grant(person=one, role=role, union=world.union, since_on=since, **world.owned) for one, role in roles]
    )
    return several


def load(world: "World", count: int) -> list[Builder]:
    """So many builders with their medicals, in the order in which they came; the newest are new this week."""
    trades = {trade.code: trade for trade in Trade.objects.filter(code__in=TRADES)}
    people = [_person(world, FIRST_NUMBER + number) for number in range(count)]
    Person.objects.bulk_create(people, batch_size=CHUNK)
    builders = [_builder(world, person, place, count, trades) for place, person in enumerate(people)]
    Builder.objects.bulk_create(builders, batch_size=CHUNK)
    checks = [made for one in builders if (made := _medical(world, one)) is not None]
    checks += [_again(world, one) for one in checks if one.valid_until < world.now.date() and world.rng.random() < 0.93]
    Medical.objects.bulk_create(checks, batch_size=CHUNK)
    noted = [row for one in builders for row in _elsewhere(world, one)]
    HoursElsewhere.objects.bulk_create(noted, batch_size=CHUNK)
    _leaders(world, builders)
    _trainees(world, builders)
    return builders


def _builder(world: "World", person: Person, place: int, count: int, trades: dict[int, Trade]) -> Builder:
    rng, span = world.rng, (world.now - world.project.made_at) * 0.99
    came = world.project.made_at + span * (place / max(1, count)) + rng.randrange(9) * HOUR
    if place >= count - FRESH:
        came = world.now - rng.randrange(30, 90) * HOUR
    left = None
    if came < world.now - 60 * DAY and rng.random() < LEAVES:
        left = min((came + rng.randrange(40, 400) * DAY).date(), (world.now - DAY).date())
    return Builder(
        project=world.project,
        person=person,
        team=rng.choice(world.teams),
        trade=trades[rng.choices(TRADES, WEIGHTS)[0]],
        way=rng.choice(("table", "table", "desk", "phone")),
        came_at=came,
        left_on=left,
        client_uid=uuid.UUID(int=rng.getrandbits(128), version=4),
        **world.owned,
    )


def _medical(world: "World", one: Builder) -> Medical | None:
    rng = world.rng
    if rng.random() < 0.03:
        return None
    on = (one.came_at + DAY).date()
    if on > world.now.date():
        return None
    chance = rng.random()
    result, limits = (
        ("unfit", []) if chance < 0.015 else ("limited", rng.choice(LIMITS)) if chance < 0.08 else ("fit", [])
    )
    return Medical(
        builder=one,
        checked_on=on,
        valid_until=on + 365 * DAY,
        found=Found(result, tuple(limits)).sealed(),
        clinic="示例职业健康体检中心",
        noted_at=one.came_at + DAY,
        client_uid=uuid.UUID(int=rng.getrandbits(128), version=4),
        **world.owned,
    )


def _again(world: "World", before: Medical) -> Medical:
    """The check of the year after, in the weeks before the first runs out."""
    on = before.valid_until - world.rng.randrange(3, 25) * DAY
    uid = uuid.UUID(int=world.rng.getrandbits(128), version=4)
    said = {"found": before.found, "clinic": before.clinic, "noted_at": world.now, "client_uid": uid, **world.owned}
    return Medical(builder=before.builder, checked_on=on, valid_until=on + 365 * DAY, **said)


def _elsewhere(world: "World", one: Builder) -> list[HoursElsewhere]:
    """What company, project and team taught outside the base; a few are slow."""
    came, today = one.came_at.date(), world.now.date()
    wanted = [(tier, hours, came + days * DAY, what) for tier, hours, days, what in ELSEWHERE]
    wanted += [(*YEARLY[:2], came + (365 * year + 30) * DAY, YEARLY[2]) for year in range(1, 3)]
    return [
        HoursElsewhere(
            builder=one,
            tier=tier,
            minutes=hours * 60,
            on=on,
            what=what,
            noted_at=world.now,
            noted_by=world.officer,
            client_uid=uuid.UUID(int=world.rng.getrandbits(128), version=4),
            **world.owned,
        )
        for tier, hours, on, what in wanted
        if on <= today and world.rng.random() >= SLOW
    ]


def _leaders(world: "World", builders: Sequence[Builder]) -> None:
    first: dict[int, Builder] = {}
    for one in builders:
        if one.left_on is None and one.team_id is not None:
            first.setdefault(one.team_id, one)
    for team in world.teams:
        if team.pk in first:
            Team.objects.filter(pk=team.pk).update(leader=first[team.pk].person)


def _trainees(world: "World", builders: Sequence[Builder]) -> None:
    """Numbers at the simulators for those who work on machines or weld, as many as the boards need."""
    teams = {team.pk: team for team in world.teams}
    wanted = [one for one in builders if one.trade.code in (101, 202, 204, 206, 208)]
    taken = set(Trainee.objects.values_list("number", flat=True))
    rows = []
    for one in wanted:
        number = trainee_number(world.rng)
        while number in taken:
            number = trainee_number(world.rng)
        taken.add(number)
        team = teams[one.team_id or 0]
        said = {"site": team.section.name, "team": team.name, "made_at": one.came_at, "made_by": world.officer}
        rows.append(Trainee(union=world.union, person=one.person, number=number, **said, **world.owned))
    Trainee.objects.bulk_create(rows, batch_size=CHUNK)
