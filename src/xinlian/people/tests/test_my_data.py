"""My data: everything is shown, taken along, put right, and gone without a trace."""

import base64
import io
import json
import uuid
import zipfile

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from xinlian.journal.actions import record, seal
from xinlian.journal.models import Entry
from xinlian.journal.queries import verify
from xinlian.people.actions.consent import give
from xinlian.people.actions.erase import erase_person
from xinlian.people.actions.my_data import ask_correction, change, close_request
from xinlian.people.export import as_json
from xinlian.people.holdings import all_holdings
from xinlian.people.keys import id_key
from xinlian.people.models import Code, DataRequest, Person, Union
from xinlian.people.queries.holdings import held, model_of
from xinlian.people.scope import Viewer
from xinlian.people.tests.post import Post, sign_in
from xinlian.places.models import Visit
from xinlian.rows.refusals import Refused
from xinlian.testing.make import impossible_id, impossible_phone, make_grant, make_person, make_place, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PHONE = impossible_phone(424242)
NUMBER = impossible_id(424)
NAME = "试验无痕人"


@pytest.fixture
def union() -> Union:
    return make_union()


def full_person(union: Union) -> Person:
    """Somebody about whom there is something in every table of this floor."""
    person = make_person(
        union,
        phone=PHONE,
        name=NAME,
        id_type="mainland",
        id_number=NUMBER,
        id_key=id_key(NUMBER),
        username="wuhen.ren",
        password="four plain words here",
        occupation="courier",
        languages=["zh"],
    )
    give(purpose="media", by=person, at=NOW)
    ask_correction(wish=f"我叫{NAME}，手机 {PHONE}", by=person, at=NOW)
    return person


def everything_stored() -> str:
    """Every text, number and blob of every table, with sessions decoded."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found.append(
                        bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                    )
    found += [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join(found)


def test_everything_the_inventory_names_is_shown_masked(client: Client, union: Union) -> None:
    client.force_login(full_person(union))
    page = client.get("/me/data/").content.decode()
    assert NAME in page
    assert PHONE[:3] + "****" + PHONE[-4:] in page
    assert f">{PHONE}<" not in page
    assert NUMBER not in page


def test_the_export_holds_every_holding_in_full(client: Client, union: Union, post: Post) -> None:
    full_person(union)
    sign_in(client, post, PHONE)
    answer = client.post("/me/data/export/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    data = json.loads(archive.read("data.json"))
    rows = {one["model"]: one["rows"] for one in data["holdings"]}
    assert rows["people.Person"][0]["phone"] == PHONE
    assert rows["people.Person"][0]["id_number"] == NUMBER
    assert rows["people.Consent"][0]["purpose"] == "media"
    assert NAME in rows["people.DataRequest"][-1]["wish"]
    assert {"my_data.exported", "consent.given", "my_data.asked"} <= {row["verb"] for row in rows["journal.Entry"]}
    assert "usersessions.UserSession" in rows
    page = next(archive.read(name) for name in archive.namelist() if name.endswith(".html")).decode()
    assert PHONE in page
    assert NAME in page
    assert answer["Cache-Control"] == "no-store"
    assert DataRequest.objects.get(kind="export").state == "done"


def test_every_holding_with_rows_is_in_the_export(union: Union) -> None:
    person = full_person(union)
    Visit.objects.create(place=make_place(union), person=person, at=NOW, client_uid=uuid.uuid4())
    shown = {section["holding"].model for section in held(person, masked=False)}
    assert shown == {one["model"] for one in as_json(person, NOW)["holdings"]}  # type: ignore[attr-defined]
    pointing = {
        relation.related_model._meta.label_lower
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and not relation.many_to_many
        and not relation.related_model._meta.auto_created
        and relation.related_model._base_manager.filter(**{relation.field.name: person.pk}).exists()
    }
    assert pointing <= {model_of(holding)._meta.label_lower for holding in all_holdings()}


def test_a_code_that_still_stands_is_never_shown(client: Client, union: Union, post: Post) -> None:
    person = full_person(union)
    client.force_login(person)
    client.post("/me/data/delete/")
    digits = post.code_for(PHONE)
    assert digits not in client.get("/me/data/").content.decode()
    assert digits not in json.dumps(as_json(person, NOW))


def test_one_changes_what_is_one_s_own_and_asks_for_the_rest(client: Client, union: Union) -> None:
    person = full_person(union)
    assert change(wishes={"occupation": "rider", "languages": ["zh"]}, by=person, at=NOW) == ["occupation"]
    with pytest.raises(Refused, match="name_by_request"):
        change(wishes={"name": "别人"}, by=person, at=NOW)
    assert change(wishes={"origin": "desk", "is_superuser": True}, by=person, at=NOW) == []
    person.refresh_from_db()
    assert (person.occupation, person.name, person.is_superuser) == ("rider", NAME, False)
    assert Entry.objects.get(verb="my_data.changed").facts == {"fields": ["occupation"]}


def test_an_officer_of_that_union_closes_a_request_once(union: Union) -> None:
    person = full_person(union)
    request = DataRequest.objects.get(kind="correct")
    officer = make_person(union)
    make_grant(officer, "officer", union)
    neighbour = Viewer(officer.pk, (("officer", make_union().union_path),))
    with pytest.raises(Refused, match="role_officer"):
        close_request(request=request, state="done", reason="", viewer=neighbour, by=officer, at=NOW)
    here = Viewer(officer.pk, (("officer", union.union_path),))
    close_request(request=request, state="done", reason="改好了", viewer=here, by=officer, at=NOW)
    with pytest.raises(Refused, match="request_closed"):
        close_request(request=request, state="refused", reason="", viewer=here, by=officer, at=NOW)
    assert DataRequest.objects.get(pk=request.pk, person=person).reason == "改好了"


def test_deleting_through_the_pages_leaves_no_trace(client: Client, union: Union, post: Post) -> None:
    person = full_person(union)
    visit = Visit.objects.create(place=make_place(union), person=person, at=NOW, client_uid=uuid.uuid4())
    for _ in range(2):
        client.post("/accounts/login/", {"login": "wuhen.ren", "password": "wrong"})
    assert AccessAttempt.objects.exists()
    sign_in(client, post, PHONE)
    assert NAME in everything_stored()
    assert "wuhen.ren" in everything_stored()
    assert "会删掉" in client.get("/me/data/delete/").content.decode()
    client.post("/me/data/delete/")
    post.deliver()
    client.post("/me/data/delete/code/", {"code": Code.objects.get(act="erase").digits})
    stored = everything_stored()
    key = Person.objects.get(pk=person.pk)
    for trace in (PHONE, NUMBER, NAME, "wuhen.ren", id_key(NUMBER), person.phone_key or "-"):
        assert trace not in stored, trace
    assert (key.phone, key.id_number, key.name, key.is_active) == (None, None, "", False)
    assert key.erased_at is not None
    assert Visit.objects.get(pk=visit.pk).person is None
    assert client.get("/me/").status_code == 302
    assert DataRequest.objects.get(kind="erase").state == "done"


def test_the_scan_for_traces_finds_what_is_hidden_in_sessions_and_blobs(client: Client) -> None:
    session = client.session
    session["hidden"] = NAME
    session.save()
    record("test", None, by=None, at=NOW, note=base64.b64encode(b"deep").decode())
    assert NAME in everything_stored()
    assert "ZGVlcA==" in everything_stored()


def test_afterwards_the_journal_still_verifies_and_the_phone_is_free(client: Client, union: Union, post: Post) -> None:
    person = full_person(union)
    seal()
    erase_person(person=person, by=person, at=NOW)
    seal()
    assert verify().ok
    assert Entry.objects.get(verb="my_data.erased").actor_id == person.pk
    sign_in(client, post, PHONE)
    assert Person.objects.get(phone_verified_at__isnull=False).pk != person.pk


def test_a_wrong_code_deletes_nothing(client: Client, union: Union, post: Post) -> None:
    person = full_person(union)
    client.force_login(person)
    client.post("/me/data/delete/")
    right = post.code_for(PHONE)
    answer = client.post("/me/data/delete/code/", {"code": "000000" if right != "000000" else "000001"})
    assert answer.context["form"].errors["code"]
    assert Person.objects.get(pk=person.pk).name == NAME


def test_somebody_else_s_code_deletes_nothing(client: Client, union: Union, post: Post) -> None:
    person = full_person(union)
    other = Client()
    other.force_login(make_person(union, phone=impossible_phone(9)))
    other.post("/me/data/delete/")
    digits = post.code_for(impossible_phone(9))
    ticket = other.session["erase_ticket"]
    client.force_login(person)
    session = client.session
    session["erase_ticket"] = ticket
    session.save()
    client.post("/me/data/delete/code/", {"code": digits})
    assert Person.objects.filter(erased_at=None).count() == 2


def test_who_holds_an_office_hands_it_over_first(client: Client, union: Union) -> None:
    person = full_person(union)
    grant = make_grant(person, "officer", union)
    with pytest.raises(Refused, match="role_held"):
        erase_person(person=person, by=person, at=NOW)
    client.force_login(person)
    assert "结束您的角色" in client.get("/me/data/delete/").content.decode()
    grant.until_on = NOW.date().replace(year=2025)
    grant.save()
    erase_person(person=person, by=person, at=NOW)
    grant.refresh_from_db()
    assert grant.role == "officer"


def test_a_new_phone_is_shown_before_it_counts(client: Client, union: Union, post: Post) -> None:
    person = full_person(union)
    taken, free = impossible_phone(31), impossible_phone(32)
    make_person(phone=taken)
    client.force_login(person)
    for number, wanted in ((taken, PHONE), (free, free)):
        client.post("/me/phone/", {"phone": number})
        client.post("/me/phone/code/", {"code": post.code_for(number)})
        person.refresh_from_db()
        assert person.phone == wanted
    fresh = Client()
    sign_in(fresh, post, free)
    assert fresh.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    "path", ["/me/", "/me/data/", "/me/consents/", "/me/devices/", "/me/data/delete/", "/me/phone/"]
)
def test_nobody_sees_these_pages_without_signing_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/sign-in/?next=/me/")


def test_one_s_own_page_costs_few_questions(
    client: Client, union: Union, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = full_person(union)
    client.force_login(person)
    client.get("/me/")
    with django_assert_max_num_queries(8):
        client.get("/me/")
    with django_assert_max_num_queries(len(all_holdings()) + 12):
        client.get("/me/data/")
