"""Applications at the desk: filtered, acted on together and one by one, signed up for somebody, taken out."""

import uuid

import pytest
from django.test import Client

from xinlian.enrolment.models import Application, Offering, Seat
from xinlian.journal.models import Entry
from xinlian.testing.make import make_person
from xinlian.trips.tests.scene import Scene, batch, browser, make_scene, seated, table_rows, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return browser(scene.officer)


def test_the_filter_narrows(scene: Scene, client: Client) -> None:
    scene.applicant(who={"name": "甲一"}, wished=[1])
    seated(scene, who={"name": "甲二"}, wished=[2])
    address = url("desk_applications", scene.programme.uid)

    def names(query: str) -> set[str]:
        page = text(client.get(f"{address}?{query}"))
        return {name for name in ("甲一", "甲二") if name in page}

    assert names("") == {"甲一", "甲二"}
    assert names("batch=2") == {"甲二"}
    assert names("seat=none") == {"甲一"}
    assert names("seat=accepted") == {"甲二"}
    assert names("q=甲一") == {"甲一"}
    assert names(f"union={scene.county.uid}&state=nonsense") == {"甲一", "甲二"}
    assert names(f"union={scene.street.uid}&state=withdrawn") == set()


def test_many_are_placed_after_a_look(scene: Scene, client: Client) -> None:
    three = [scene.applicant() for _ in range(3)]
    ids = [str(one.uid) for one in three]
    address = url("desk_applications_many", scene.programme.uid)
    assert "就这样办：3 人" in text(client.post(address, {"act": "place", "ids": ids}))
    assert not Seat.objects.exists()
    said = {"act": "place", "ids": ids, "go": "1", "batch": str(batch(scene, 1).uid), "why": "补位"}
    page = text(client.post(address, said, follow=True))
    assert "办好了 2 个人" in page
    assert "1 个人没有办成" in page
    assert batch(scene, 1).taken == 2


def test_many_are_refused_with_a_reason(scene: Scene, client: Client) -> None:
    one, other = scene.applicant(), seated(scene)
    said = {"act": "refuse", "ids": [str(one.uid), str(other.uid)], "go": "1", "why": "不在职"}
    client.post(url("desk_applications_many", scene.programme.uid), said)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("refused", "standing")
    assert client.post(url("desk_applications_many", scene.programme.uid), {"act": "eat"}).status_code == 404


def test_one_application_with_its_story(scene: Scene, client: Client) -> None:
    application = seated(scene, who={"name": "甲三", "phone": "19900077123"})
    address = url("desk_application", application.uid)
    page = text(client.get(address))
    assert "甲三" in page
    assert "199****7123" in page
    assert "19900077123" not in page
    assert "给了座位" in page
    client.post(url("desk_move", application.uid), {"batch": str(batch(scene, 3).uid), "why": "换班", "agreed": "on"})
    assert Seat.objects.get(application=application, state="accepted").batch == batch(scene, 3)
    client.post(url("desk_take_away", application.uid), {"why": "取消"})
    assert not Seat.objects.filter(application=application, state="accepted").exists()
    client.post(url("desk_place", application.uid), {"batch": str(batch(scene, 2).uid), "why": "再排"})
    assert Seat.objects.get(application=application, state="offered").batch == batch(scene, 2)
    assert "请把理由和其他格子填好" in text(client.post(url("desk_place", application.uid), {"why": "x"}, follow=True))


def test_somebody_comes_instead(scene: Scene, client: Client) -> None:
    application = seated(scene)
    make_person(scene.street, phone="19900077200", name="甲四")
    client.post(url("desk_substitute", application.uid), {"phone": "19900077200", "why": "生病"})
    assert Seat.objects.get(state="accepted").application.person.name == "甲四"
    page = text(client.post(url("desk_substitute", application.uid), {"phone": "19900077201", "why": "x"}, follow=True))
    assert "没有人用这个手机号登记过" in page


def test_no_and_yes_again(scene: Scene, client: Client) -> None:
    application = scene.applicant()
    client.post(url("desk_refuse", application.uid), {"why": "不在职"})
    assert "不在职" in text(client.get(url("desk_application", application.uid)))
    client.post(url("desk_let_in", application.uid))
    application.refresh_from_db()
    assert application.state == "standing"


def test_applications_to_excel(scene: Scene, client: Client) -> None:
    scene.applicant(who={"name": "甲七", "phone": "19900077400"})
    rows = table_rows(client.post(url("desk_applications_export", scene.programme.uid)))
    assert rows[1][:2] == ["甲七", "199****7400"]
    assert Entry.objects.get(verb="trips.applications_taken").facts == {"count": 1}


def test_somebody_without_a_phone_at_hand_is_signed_up(scene: Scene, client: Client) -> None:
    person = make_person(scene.street, phone="19900077500", occupation="courier")
    said = {"phone": "199 0007 7500", "wished": ["2"], "possible": ["2", "3"], "client_uid": str(uuid.uuid4())}
    address = url("desk_enter", scene.programme.uid)
    assert client.get(address).status_code == 200
    client.post(address, said)
    made = Application.objects.get(person=person)
    assert (made.wished, made.possible, made.way, made.entered_by) == ([2], [3], "desk", scene.officer)
    assert "没有人用这个手机号登记过" in text(client.post(address, {**said, "phone": "19900077501"}))
    Offering.objects.filter(pk=scene.programme.offering_id).update(state="sealed")
    make_person(scene.street, phone="19900077502")
    answer = client.post(address, {**said, "phone": "19900077502", "client_uid": str(uuid.uuid4())})
    assert answer.status_code == 200
    assert Application.objects.count() == 1
