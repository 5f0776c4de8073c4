"""Attackers: whoever has no need of it finds no medical value, by no address, export, search, journal or file."""

import io
import logging
import uuid
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.notices.models import Notice
from xinlian.people.models import Person
from xinlian.testing.make import make_grant, make_officer, make_person, make_union
from xinlian.training.actions import medicals
from xinlian.training.models import Builder, Medical, Violation, ViolationRule
from xinlian.training.rules.medical import Found
from xinlian.training.tests.intake_world import SEALED, World, browser, world
from xinlian.training.urls import intake as urls

pytestmark = pytest.mark.django_db
WORDS = (*SEALED, "limited", "有限制", "unfit", "不合格")


@pytest.fixture
def base() -> World:
    return world()


@pytest.fixture
def builder(base: World) -> Builder:
    made = base.builder("被看的人")
    base.checked(made, valid_until=base.today)
    return made


def body(answer: Any) -> str:
    """What an answer says, tables unpacked."""
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"".join(archive.read(name) for name in archive.namelist())
    return str(raw.decode(errors="replace"))


def addresses(base: World, builder: Builder) -> dict[str, str]:
    """Every address of the intake, filled with what is there."""
    trainer = base.project.trainers.first()
    about: dict[str, uuid.UUID] = {
        "desk_team_new": base.team.section.uid,
        "desk_team": base.team.uid,
        "desk_builder": builder.uid,
        "desk_medical": builder.uid,
        "desk_medical_withdraw": Medical.objects.get(builder=builder).uid,
        "desk_trainer": trainer.uid if trainer else uuid.uuid4(),
    }
    found = {}
    for pattern in urls.urlpatterns:
        name, way = str(pattern.name), str(pattern.pattern)
        longest = max((one for one in about if name.startswith(one)), key=len, default="")
        on_project = name in ("desk_builder_new", "desk_builders_import", "desk_medicals_import") or not longest
        args = {
            "uid": base.project.uid if on_project else about[longest],
            "what": "section",
            "key": base.project.hall_key if name == "hall" else base.team.join_key,
        }
        found[name] = reverse(f"training:{name}", kwargs={k: v for k, v in args.items() if f":{k}>" in way})
    return found


def everybody(base: World) -> dict[str, Person | None]:
    near = make_union()
    gate = make_officer(base.union, "gatekeeper")
    neighbour = make_officer(near)
    make_grant(neighbour, "medic", near)
    return {
        "officer": base.officer,
        "trainer": base.trainer,
        "leader": base.leader,
        "gatekeeper": gate,
        "neighbour": neighbour,
        "workmate": base.builder("工友").person,
        "stranger": None,
    }


def test_nobody_but_the_medic_and_oneself_reads_a_medical_value(base: World, builder: Builder) -> None:
    medicals.remind(by=None, at=base.now)
    more = ["/desk/", "/desk/search/?q=被看", "/desk/journal/", "/desk/people/", "/me/data/", "/me/", "/"]
    more += [f"/desk/people/{builder.person.uid}/", "/desk/imports/", "/desk/builders/?q=限高"]
    told = []
    for who, person in everybody(base).items():
        client = browser(person)
        for name, address in [*addresses(base, builder).items(), *((one, one) for one in more)]:
            for act in (client.get, client.post):
                page = body(act(address))
                told += [f"{who} {act.__name__} {name}: {word}" for word in WORDS if word in page]
    assert told == []
    assert Medical.objects.get(builder=builder).withdrawn_at is None


def test_the_medic_and_oneself_do_or_the_test_above_is_blind(base: World, builder: Builder) -> None:
    known = addresses(base, builder)
    for person, name in ((base.medic, "desk_medical"), (builder.person, "my_medicals")):
        page = body(browser(person).get(known[name]))
        assert all(word in page for word in SEALED), name


def test_the_neighbour_and_workers_come_nowhere_and_change_nothing(base: World, builder: Builder) -> None:
    several = everybody(base)
    rows = {one: list(one.objects.order_by("pk").values()) for one in (Builder, Medical)}
    for who in ("neighbour", "gatekeeper", "leader", "workmate", "stranger"):
        client = browser(several[who])
        for name, address in addresses(base, builder).items():
            if not name.startswith("desk_"):
                continue
            for act in (client.get, client.post):
                answer = act(address, {"on": base.today, "name": "攻", "client_uid": uuid.uuid4()})
                page = body(answer)
                assert "被看的人" not in page, f"{who} {name}"
                assert answer.status_code in (200, 302, 403, 404, 405), f"{who} {name}"
    assert {one: list(one.objects.order_by("pk").values()) for one in rows} == rows


def test_the_export_says_no_more_than_the_list(base: World, builder: Builder) -> None:
    page = body(browser(base.officer).post(reverse("training:desk_builders_export")))
    assert "被看的人" in page
    assert "可以上岗到" in page
    person = builder.person
    for sealed in (*WORDS, str(person.phone), str(person.id_number)):
        assert sealed not in page
    assert Entry.objects.filter(verb="builders.exported").get().facts == {"rows": 1}
    assert browser(base.trainer).post(reverse("training:desk_builders_export")).status_code == 403


def test_journal_notices_and_logs_hold_no_value(
    base: World, builder: Builder, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        said = {"client_uid": uuid.uuid4(), "checked_on": base.today, "valid_until": base.today, "note": SEALED[0]}
        other = base.builder("又一个")
        address = reverse("training:desk_medical", args=[other.uid])
        whole = {**said, "result": "limited", "restrictions": ["height"], "clinic": SEALED[1]}
        assert browser(base.medic).post(address, whole).status_code == 302
    medicals.remind(by=None, at=base.now)
    kept = [str(one.facts) for one in Entry.objects.all()] + [str(one.facts) for one in Notice.objects.all()]
    kept += [
        record.getMessage() + str(record.__dict__) for record in caplog.records if record.name != "django.db.backends"
    ]
    assert Notice.objects.filter(kind="training.medical_ends_soon").count() == 2
    assert Entry.objects.filter(verb="medical.noted").count() == 2
    assert not [word for word in (*SEALED, "limited", "height") for line in kept if word in line]


def test_what_was_found_lies_sealed_in_the_table(base: World, builder: Builder) -> None:
    row = Medical.objects.get(builder=builder)
    with connection.cursor() as cursor:
        cursor.execute("SELECT found FROM training_medical")
        (stored,) = cursor.fetchone()
    raw = bytes(stored)
    assert not [word for word in (*SEALED, "limited", "height") if word.encode() in raw]
    assert SEALED[0] in str(row.found)


def _database() -> bytes:
    """The whole file of SQLite; of PostgreSQL, which keeps many, the rows as they are stored."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return bytes(connection.connection.serialize())
    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text FROM training_medical m UNION ALL SELECT p::text FROM people_person p")
        return "".join(row[0] for row in cursor.fetchall()).encode()


def test_what_was_found_lies_sealed_in_the_database_file(base: World, builder: Builder) -> None:
    stored = _database()
    assert "被看的人".encode() in stored, "or this test is blind"
    assert SEALED[0].encode() not in stored
    assert SEALED[0].encode().hex().encode() not in stored


def test_a_trainer_and_an_officer_see_the_same_of_an_unfit_and_a_barred_one(base: World) -> None:
    unfit, barred = base.builder("甲甲"), base.builder("乙乙")
    base.checked(unfit, Found("unfit"))
    base.checked(barred, Found("limited", ("night",)))
    from xinlian.training.actions import projects

    values = {"barred_by": ["night"], "effective_on": timezone.localdate(), "source": "文件"}
    projects.add_demand(project=base.project, trade=None, values=values, by=base.officer, at=base.now)
    for person in (base.officer, base.trainer):
        client = browser(person)
        pages = [body(client.get(reverse("training:desk_builder", args=[one.uid]))) for one in (unfit, barred)]
        one, other = (page.split('<ul class="lacks">')[1].split("</section>")[0] for page in pages)
        assert one == other
        assert "体检不适合工种" in one


def test_a_stranger_cannot_guess_who_was_registered(base: World, builder: Builder) -> None:
    address = reverse("training:join", args=[base.team.join_key])
    attacker = make_person(base.union, name="路人", phone_verified_at=base.now)
    for client in (browser(None), browser(attacker)):
        page = body(client.get(f"{address}?done={builder.uid}"))
        assert "被看的人" not in page


def test_points_are_on_no_list_of_builders(base: World, builder: Builder) -> None:
    rule = ViolationRule.objects.create(
        project=base.project, name="私接电", points=12, effective_on=base.today, source="文件", **owned(base)
    )
    said = {"seen_at": base.now, "noted_at": base.now, "client_uid": uuid.uuid4(), **owned(base)}
    Violation.objects.create(builder=builder, rule=rule, points=12, **said)
    one = reverse("training:desk_builder", args=[builder.uid])
    for person, address in ((base.trainer, "/desk/builders/"), (base.trainer, one), (base.leader, "/my-team/")):
        page = body(browser(person).get(address))
        assert "别的原因" in page, address
        for word in ("违章", "停工", "扣分"):
            assert word not in page.partition("<main")[2], (address, word)


def owned(base: World) -> dict[str, Any]:
    return {"union_path": base.union.union_path, "shard": base.union.shard}
