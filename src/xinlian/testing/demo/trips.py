"""The demo's trips: a finished season and one open for sign-up, of a county whose 700 workers are invented.

Days move with the day of loading, so that the pages are alive whenever they are looked at.
"""

import datetime
import random
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils import timezone

from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.models import Application, Attendance, Batch, Group, Offering, Party, Seat
from xinlian.people.keys import id_key, phone_key
from xinlian.people.models import Person, Union
from xinlian.rows.paths import child, shard_of
from xinlian.surveys.models import Sheet, Survey, Ticket
from xinlian.testing.demo import surveys
from xinlian.testing.make import impossible_id, impossible_phone
from xinlian.trips.actions import asking, bases, programmes
from xinlian.trips.models import Base, Cost, Programme, Route, Trip

COUNTY, OFFICER = "永康市总工会", "yongkang"
TRADES = ("快递行业工会联合会", "外卖行业工会联合会", "家政服务行业工会联合会", "环卫行业工会", "五金企业联合工会")
CROWD, FIRST_NUMBER = 720, 20_000
BATCHES, CAPACITY = 15, 48
SURNAMES = "陈林应胡吕徐王李周吴程施卢俞章朱楼黄金方"
GIVEN = [
    "建国",
    "秀英",
    "志强",
    "丽华",
    "海燕",
    "伟民",
    "小芳",
    "永明",
    "美娟",
    "国平",
    "春梅",
    "晓东",
    "玉兰",
    "立新",
    "红霞",
    "文彬",
    "金花",
    "振华",
    "雪琴",
    "俊杰",
]
JOBS = ("courier", "rider", "domestic", "sanitation", "trucker", "ridehail", "builder", "other")
WEIGHTS = (22, 26, 14, 12, 8, 6, 8, 4)
HOME_OF = {"courier": 0, "rider": 1, "domestic": 2, "sanitation": 3}
BUSES = ("示例客运 1 号车", "示例客运 2 号车", "示例客运 3 号车")
GATHER = ("市民广场南门", "总部中心停车场", "火车站东广场")
PLACES: list[tuple[str, str, list[tuple[str, int, list[tuple[str, str]]]]]] = [
    (
        "诸葛八卦村",
        "兰溪市诸葛镇",
        [
            (
                "诸葛八卦村一日",
                15_800,
                [
                    ("7:20", "集合上车"),
                    ("9:30", "走村子、听讲解"),
                    ("12:00", "午饭"),
                    ("13:30", "药浴和歇息"),
                    ("16:00", "返程"),
                ],
            )
        ],
    ),
    (
        "双龙洞",
        "金华市婺城区",
        [
            (
                "双龙洞一日",
                16_600,
                [
                    ("7:20", "集合上车"),
                    ("9:00", "坐船进洞"),
                    ("12:00", "午饭"),
                    ("14:00", "健康讲座"),
                    ("16:30", "返程"),
                ],
            )
        ],
    ),
    (
        "武义温泉",
        "武义县",
        [
            (
                "武义温泉一日",
                18_200,
                [
                    ("7:20", "集合上车"),
                    ("9:00", "量血压、做体检"),
                    ("11:30", "午饭"),
                    ("13:00", "泡温泉"),
                    ("16:30", "返程"),
                ],
            )
        ],
    ),
]


def load(now: datetime.datetime) -> int:
    """Both seasons up to now; how many rows."""
    draw = random.Random(2024)  # noqa: S311 (a reproducible world, no secret)
    county = Union.objects.get(name=COUNTY)
    officer = Person.objects.get(username=OFFICER)
    people = _people(county, now, draw)
    routes = _routes(county, officer, now - datetime.timedelta(days=200))
    done = _season(county, officer, routes, _last_season(now), draw)
    count = len(people) + _apply(done, people[:690], draw)
    _give_seats(done.offering, draw)
    count += _attend(done, officer, draw) + _costs(done, officer, draw)
    _state(done.offering, "done")
    _ask(done, officer, now, draw)
    fresh = _season(county, officer, routes, now - datetime.timedelta(days=10), draw)
    count += _apply(fresh, people[:706], draw)
    _state(fresh.offering, "open")
    Programme.objects.update(survey_uid=surveys.questionnaires(now).uid)
    return count + 2 * BATCHES


def _last_season(now: datetime.datetime) -> datetime.datetime:
    return now - datetime.timedelta(days=170)


def _owned(union: Union) -> dict[str, Any]:
    return {"union_path": union.union_path, "shard": union.shard}


def _trades(county: Union) -> list[Union]:
    """The county's trade unions, behind its streets."""
    found = []
    number = Union.objects.filter(parent=county).count()
    for place, name in enumerate(TRADES):
        path = child(county.union_path, number + place)
        found.append(
            Union.objects.create(name=name, level="enterprise", parent=county, union_path=path, shard=shard_of(path))
        )
    return found


def _people(county: Union, now: datetime.datetime, draw: random.Random) -> list[Person]:
    trades, streets = _trades(county), list(Union.objects.filter(parent=county, level="street"))
    people = []
    for number in range(CROWD):
        [job] = draw.choices(JOBS, WEIGHTS)
        home = trades[HOME_OF[job]] if job in HOME_OF and draw.random() < 0.7 else draw.choice([*streets, trades[4]])
        people.append(_person(FIRST_NUMBER + number, draw.choice(SURNAMES) + draw.choice(GIVEN), home, job, now, draw))
    return Person.objects.bulk_create(people, batch_size=500)


def _person(number: int, name: str, home: Union, job: str, now: datetime.datetime, draw: random.Random) -> Person:
    phone = impossible_phone(number)
    born = datetime.date(draw.randint(1965, 2002), draw.randint(1, 12), draw.randint(1, 28))
    id_number = impossible_id(number, born) if draw.random() < 0.96 else ""
    return Person(
        name=name,
        phone=phone,
        phone_key=phone_key(phone),
        id_type="mainland" if id_number else "",
        id_number=id_number or None,
        id_key=id_key(id_number) if id_number else None,
        occupation=job,
        union=home,
        origin="demo",
        password="!",  # noqa: S106 (nobody can log in with it)
        made_at=now,
        **_owned(home),
    )


def _routes(county: Union, officer: Person, at: datetime.datetime) -> list[Route]:
    found = []
    for name, address, ways in PLACES:
        base: Base = bases.add_base(union=county, values={"name": name, "address": address}, by=officer, at=at)
        for title, fen, hours in ways:
            itinerary = [{"day": 1, "time": time, "text": text} for time, text in hours]
            values = {"name": title, "days": 1, "price_fen": fen, "itinerary": itinerary}
            found.append(bases.add_route(base=base, values=values, by=officer, at=at))
    return found


def _season(
    county: Union, officer: Person, routes: Sequence[Route], opens: datetime.datetime, draw: random.Random
) -> Programme:
    """A programme that opened for sign-up at `opens`, its first batch seven weeks later."""
    first = timezone.localdate(opens) + datetime.timedelta(days=49)
    values = {
        "title": f"{first.year} 年一线职工疗休养{'（春季）' if first.month < 7 else '（秋季）'}",
        "mode": "draw",
        "opens_at": opens,
        "closes_at": opens + datetime.timedelta(days=20),
        "party_max": 3,
        "answer_hours": 72,
        "year": first.year,
        "funding": "union",
        "rules_text": "工会出钱，一人一年一次。先排快递员、骑手和家政员，同一组里公开抽签。",
        "rules_source": "市总工会年度疗休养工作安排（演示）",
        "day_cap_fen": 20_000,
        "year_cap_fen": 300_000,
        "days_cap": 5,
        "family_welcome": True,
    }
    season = programmes.Season(first, BATCHES, 4, 1, CAPACITY, datetime.time(7, 20), datetime.time(18, 0), routes[0])
    at = opens - datetime.timedelta(days=5)
    made = programmes.draw_up(union=county, values=values, season=season, by=officer, at=at)
    _quotas(made.offering, county, officer, at)
    _settle(made, routes, draw)
    return made


def _quotas(offering: Offering, county: Union, officer: Person, at: datetime.datetime) -> None:
    sure = (90, 110, 60, 50, 30)
    for union, guarantee in zip(Union.objects.filter(parent=county, name__in=TRADES), sure, strict=True):
        offerings.set_quota(offering=offering, union=union, guarantee=guarantee, by=officer, at=at)


def _settle(made: Programme, routes: Sequence[Route], draw: random.Random) -> None:
    """Who leads, how they travel, who insures: for all but the last few batches."""
    leaders = list(
        Person.objects.filter(origin="demo", phone_key=phone_key(impossible_phone(FIRST_NUMBER + CROWD - 1)))
    )
    trips = list(made.trips.select_related("batch").order_by("batch__number"))
    for number, trip in enumerate(trips):
        trip.route = routes[number % len(routes)]
        trip.gather_where = GATHER[number % len(GATHER)]
        trip.agency, trip.insurer, trip.policy = "示例旅行社", "示例保险", f"演示-{number + 1:03d}"
        if number % 5 != 2 and leaders:
            trip.leader, trip.leader_phone = leaders[0], impossible_phone(FIRST_NUMBER + CROWD - 1)
            trip.bus = draw.choice(BUSES)
    fields = ["route", "gather_where", "agency", "insurer", "policy", "leader", "leader_phone", "bus"]
    Trip.objects.bulk_update(trips, fields)


def _state(offering: Offering, state: str) -> None:
    Offering.objects.filter(pk=offering.pk).update(state=state)


def _apply(made: Programme, people: Sequence[Person], draw: random.Random) -> int:
    """Wishes of most: Saturdays are dearer than others, as in life."""
    offering = made.offering
    batches = list(Batch.objects.filter(offering=offering).order_by("number"))
    dear = [4 if timezone.localtime(one.starts_at).weekday() >= 5 else 2 for one in batches]
    groups = list(Group.objects.filter(offering=offering).order_by("rank"))
    parties = _parties(offering, draw)
    rows = []
    for person in people:
        picked = list(dict.fromkeys(draw.choices([one.number for one in batches], dear, k=draw.randint(2, 7))))
        at = offering.opens_at + datetime.timedelta(minutes=draw.randint(1, 60 * 24 * 9))
        rows.append(
            Application(
                offering=offering,
                person=person,
                group=next((one for one in groups if person.occupation in one.occupations), groups[-1]),
                wished=picked[:2],
                possible=picked[2:],
                way=draw.choices(("table", "phone"), (8, 2))[0],
                applied_at=at,
                changed_at=at,
                client_uid=uuid.UUID(int=draw.getrandbits(128), version=4),
                **_owned(offering.union),
            )
        )
    _pair(rows, parties)
    return len(Application.objects.bulk_create(rows, batch_size=500))


def _parties(offering: Offering, draw: random.Random) -> list[Party]:
    letters = "ACDEFHJKLMNPRTUVWXY34679"
    codes = {"".join(draw.choices(letters, k=6)) for _ in range(31)}
    at = offering.opens_at + datetime.timedelta(hours=2)
    owned = _owned(offering.union)
    return Party.objects.bulk_create(
        [Party(offering=offering, code=code, made_at=at, **owned) for code in sorted(codes)]
    )


def _pair(rows: list[Application], parties: Sequence[Party]) -> None:
    """Two and two who stand one after the other wish the same and are kept together."""
    pairs = zip(rows[::22], rows[1::22], strict=False)
    for party, (one, other) in zip(parties, pairs, strict=False):
        one.party = other.party = party
        other.wished, other.possible = one.wished, one.possible


def _give_seats(offering: Offering, draw: random.Random) -> None:
    """Seats by group and lot as far as they reach, then the waiting list; as if it had been drawn."""
    rows = list(Application.objects.filter(offering=offering).select_related("group"))
    draw.shuffle(rows)
    rows.sort(key=lambda one: one.group.rank if one.group else 9)
    batches = {one.number: one for one in Batch.objects.filter(offering=offering)}
    at = offering.closes_at + datetime.timedelta(days=2)
    seats = []
    for lot, row in enumerate(rows, 1):
        row.lot = lot
        row.level, batch = _best(row, batches)
        if batch is not None:
            batch.taken += 1
            seats.append(
                Seat(
                    application=row,
                    batch=batch,
                    state="accepted",
                    way="draw",
                    given_at=at,
                    answer_by=at + datetime.timedelta(hours=72),
                    answered_at=at + datetime.timedelta(hours=draw.randint(1, 70)),
                    **_owned(offering.union),
                )
            )
    Application.objects.bulk_update(rows, ["lot", "level"], batch_size=400)
    Batch.objects.bulk_update(batches.values(), ["taken"])
    Seat.objects.bulk_create(seats, batch_size=500)


def _best(row: Application, batches: dict[int, Batch]) -> tuple[str, Batch | None]:
    for level, numbers in (("wished", row.wished), ("possible", row.possible)):
        for number in numbers:
            if batches[number].taken < batches[number].capacity:
                return level, batches[number]
    return "waiting", None


def _attend(made: Programme, officer: Person, draw: random.Random) -> int:
    """Nearly all came; who did not is said."""
    seats = list(Seat.objects.filter(batch__offering=made.offering).select_related("batch"))
    ticks = []
    for seat in seats:
        came = draw.random() < 0.965
        seat.state = "attended" if came else "missed"
        if came:
            ticks.append(
                Attendance(
                    seat=seat,
                    way="list",
                    at=seat.batch.starts_at,
                    arrived_at=seat.batch.starts_at + datetime.timedelta(hours=2),
                    marked_by=officer,
                    client_uid=uuid.UUID(int=draw.getrandbits(128), version=4),
                    union_path=seat.union_path,
                    shard=seat.shard,
                )
            )
    Seat.objects.bulk_update(seats, ["state"], batch_size=400)
    return len(seats) + len(Attendance.objects.bulk_create(ticks, batch_size=500))


def _ask(made: Programme, officer: Person, now: datetime.datetime, draw: random.Random) -> None:
    """The questionnaire after each batch, answered by four in five; most were content."""
    made.survey_uid = surveys.questionnaires(now).uid
    made.save()
    likely = (0.005, 0.01, 0.02, 0.3, 0.665)
    for trip in made.trips.select_related("batch__offering__union", "programme").order_by("batch__number"):
        survey = asking.ask(trip=trip, by=officer, at=now)
        tickets = [one for one in survey.tickets.all() if draw.random() < 0.8]
        Ticket.objects.filter(pk__in=[one.pk for one in tickets]).update(answered=True)
        scales = ("overall", "transport", "food", "guide", "schedule")
        said = [
            {code: draw.choices("12345", likely)[0] for code in scales}
            | {"again": draw.choices(("yes", "depends", "no"), (85, 13, 2))[0]}
            | {"better": draw.choices(("food", "schedule", "notice", "nothing"), (20, 15, 25, 40))}
            for _ in tickets
        ]
        Sheet.objects.bulk_create([Sheet.unsigned(survey, answers) for answers in said])
        back, until = trip.batch.ends_at, trip.batch.ends_at + datetime.timedelta(days=14)
        closed = {"state": "closed", "opens_at": back, "closes_at": until}
        Survey.objects.filter(pk=survey.pk).update(answered=len(tickets), **closed)


def _costs(made: Programme, officer: Person, draw: random.Random) -> int:
    rows: list[Cost] = []
    for trip in made.trips.select_related("batch"):
        rows += islice(_lines(trip, officer, draw), 10)
    return len(Cost.objects.bulk_create(rows))


def _lines(trip: Trip, officer: Person, draw: random.Random) -> Iterator[Cost]:
    heads, dear = trip.batch.taken, 1.5 if trip.batch.number == 6 else 1.0
    at = trip.batch.ends_at + datetime.timedelta(days=3)
    for kind, fen in (
        ("transport", draw.randrange(220_000, 300_000, 1_000)),
        ("meals", heads * draw.randrange(4_000, 4_800, 100)),
        ("tickets", int(heads * draw.randrange(5_200, 6_400, 100) * dear)),
        ("guide", 60_000),
        ("insurance", heads * 300),
    ):
        yield Cost(
            trip=trip, kind=kind, fen=fen, entered_by=officer, at=at, union_path=trip.union_path, shard=trip.shard
        )
