"""The demo's people: invented, with phone numbers and ID numbers that cannot exist."""

import datetime

from django.contrib.auth.hashers import make_password

from xinlian.people.models import Firm, Grant, Person, Union
from xinlian.people.sensitive import keyed_hash
from xinlian.testing.make import impossible_id, impossible_phone

PASSWORD = "heart-to-heart-2026"  # noqa: S105 (printed at every start of the demo)

STAFF = [
    ("zhejiang", "演示省工会干部", "浙江省总工会", ("officer", "approver")),
    ("deqing", "演示德清干部", "德清县总工会", ("officer",)),
    ("deqing-check", "演示德清审核人", "德清县总工会", ("approver", "inspector")),
    ("anji", "演示安吉干部", "安吉县总工会", ("officer",)),
    ("jiaxing", "演示嘉兴干部", "嘉兴市总工会", ("officer",)),
    ("dulan", "演示都兰干部", "都兰县总工会", ("officer", "approver")),
    ("balong", "演示巴隆站长", "巴隆乡工会", ("keeper",)),
    ("fengqiao", "演示丰桥站长", "舞阳街道总工会", ("keeper",)),
    ("audit", "演示审计人", "浙江省总工会", ("auditor",)),
    ("yongkang", "演示永康干部", "永康市总工会", ("officer", "approver")),
]

CAST = [
    (1, "演示快递员", "courier", "演示快递平台", "舞阳街道总工会"),
    (2, "演示骑手", "rider", "演示外卖平台", "武康街道总工会"),
    (3, "演示货车司机", "trucker", "演示货运平台", "都兰县总工会"),
    (4, "演示家政员", "domestic", "演示家政公司", "浒山街道总工会"),
    (5, "演示环卫工", "sanitation", "演示环卫公司", "舞阳街道总工会"),
    (6, "演示焊工", "builder", "", "婺城区总工会"),
]
CROWD = 400
OCCUPATIONS = ("courier", "rider", "trucker", "ridehail", "domestic", "sanitation", "builder")


def load(now: datetime.datetime) -> int:
    """Staff with roles, the cast of workers, and a crowd; how many rows."""
    unions = {union.name: union for union in Union.objects.all()}
    firms = {firm.name: firm for firm in Firm.objects.all()}
    hashed = make_password(PASSWORD)
    people, grants = [], []
    for number, (username, name, where, roles) in enumerate(STAFF):
        place = unions[where]
        person = _person(900 + number, name, place, now, username=username, password=hashed, phone_verified_at=now)
        people.append(person)
        grants += [_grant(person, role, place) for role in roles]
    for number, name, occupation, firm, home in CAST:
        more = {"occupation": occupation, "employer": firms.get(firm), "phone_verified_at": now}
        people.append(_person(number, name, unions[home], now, **more))
    streets = [union for union in unions.values() if union.level in ("street", "county")]
    for number in range(1000, 1000 + CROWD):
        place = streets[number * 7 % len(streets)]
        occupation = OCCUPATIONS[number % len(OCCUPATIONS)]
        people.append(_person(number, f"演示{number:04d}", place, now, occupation=occupation, origin="import"))
    Person.objects.bulk_create(people)
    Grant.objects.bulk_create(grants)
    return len(people) + len(grants)


def _person(number: int, name: str, union: Union, now: datetime.datetime, **more: object) -> Person:
    phone, id_number = impossible_phone(number), impossible_id(number)
    made: dict[str, object] = {"origin": "demo", "languages": ["zh"], "password": "!", **more}
    return Person(
        name=name,
        phone=phone,
        phone_key=keyed_hash(phone, "people.person.phone"),
        id_type="mainland",
        id_number=id_number,
        id_key=keyed_hash(id_number, "people.person.id_number"),
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        made_at=now,
        **made,
    )


def _grant(person: Person, role: str, union: Union) -> Grant:
    return Grant(
        person=person,
        role=role,
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        since_on=datetime.date(2024, 1, 1),
    )


BASE = [
    ("yongkang-teach", "演示老师1", "trainer"),
    ("yongkang-medic", "演示体检医生", "medic"),
    ("yongkang-site", "演示检查员", "inspector"),
]


def logins() -> list[tuple[str, str]]:
    """(who, how) for the start message."""
    found = [
        (f"{name} ({union}: {', '.join(roles)})", f"/desk/  {username} / {PASSWORD}")
        for username, name, union, roles in STAFF
    ]
    found += [(f"{name} (永康市总工会: {role})", f"/desk/  {login} / {PASSWORD}") for login, name, role in BASE]
    found += [
        (f"{name} ({occupation})", f"/sign-in/  {impossible_phone(number)}, the code is printed here")
        for number, name, occupation, _firm, _union in CAST
    ]
    return found
