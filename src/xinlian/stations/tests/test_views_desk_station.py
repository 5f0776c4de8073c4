"""One station at the desk, and what is decided about it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.places.models import Media
from xinlian.stations.models import Fault, Proposal, Station, Voice
from xinlian.stations.tests.pages import form_of, signed_in
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(officer: Person) -> Client:
    return signed_in(officer)


def test_a_change_is_looked_at_then_sent(client: Client, station: Station) -> None:
    url = reverse("stations:desk_station_edit", args=[station.uid])
    values = form_of(client.get(url).content.decode())
    values |= {
        "hours": "周一至周五 8:30-17:30；节假日休息",
        "lat": "30.60",
        "f-bed-state": "working",
        "f-bed-count": "4",
    }
    looked = client.post(url, values)
    page = looked.content.decode()
    assert not Proposal.objects.exists()
    assert "Mo-Fr 08:30-17:30; PH off" in page
    again = {**form_of(page), "go": "1"}
    assert client.post(url, {**again, "phone": "19900000003"}).status_code == 200
    assert not Proposal.objects.exists(), "what was not looked at is not sent"
    assert client.post(url, again).status_code == 302
    changes = Proposal.objects.get().changes
    assert set(changes) == {"hours", "position", "facility:bed"}
    assert changes["hours"][1] == "Mo-Fr 08:30-17:30; PH off"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hours", "随缘"),
        ("lat", "119.96"),
        ("lat", "0"),
        ("mark", "收费站"),
        ("f-shower-women_only", "9"),
        ("truck_bays", "3"),
        ("name", ""),
    ],
)
def test_bad_input_is_named_and_nothing_is_lost(client: Client, station: Station, field: str, value: str) -> None:
    url = reverse("stations:desk_station_edit", args=[station.uid])
    values = {**form_of(client.get(url).content.decode()), "f-shower-count": "1", "address": "写了半天的地址"}
    if (field, value) == ("lat", "0"):
        values["lon"] = "0"
    page = client.post(url, {**values, field: value, "go": "1"}).content.decode()
    assert not Proposal.objects.exists()
    assert "写了半天的地址" in page
    assert 'class="err"' in page or "errorlist" in page


def test_a_new_station_begins_as_a_draft(client: Client, county: Union) -> None:
    url = reverse("stations:desk_station_new")
    values = form_of(client.get(url).content.decode())
    values |= {
        "code": "NEW1",
        "name": "新站",
        "lat": "30.5",
        "lon": "119.9",
        "union": county.union_path,
        "hours": "24小时",
    }
    looked = client.post(url, values).content.decode()
    assert not Station.objects.exists()
    answer = client.post(url, {**form_of(looked), "go": "1"})
    made = Station.objects.get()
    assert answer["Location"] == reverse("stations:desk_station", args=[made.uid])
    assert (made.state, made.place.hours, made.place.datum) == ("draft", "24/7", "gcj02")


def test_an_officer_opens_no_station_for_a_neighbour(client: Client) -> None:
    other = make_union("乙县总工会")
    url = reverse("stations:desk_station_new")
    values = form_of(client.get(url).content.decode())
    values |= {"code": "X", "name": "x", "lat": "30.5", "lon": "119.9", "union": other.union_path, "go": "1"}
    assert client.post(url, values).status_code == 200
    assert not Station.objects.exists()


def test_the_sheet_for_the_door_leads_to_the_check_in(client: Client, station: Station) -> None:
    from xinlian.stations.queries.door import door_address

    page = client.get(reverse("stations:desk_station_door", args=[station.uid])).content.decode()
    assert "<svg" in page
    assert station.door_key not in page
    path = door_address(station).split("/", 3)[3]
    assert Client().get(f"/{path}").status_code == 200
    client.post(reverse("stations:desk_station_rotate", args=[station.uid]))
    assert Client().get(f"/{path}").status_code == 302


def test_a_keeper_is_found_by_phone(client: Client, station: Station) -> None:
    url = reverse("stations:desk_station_keepers", args=[station.uid])
    assert "没有人用这个手机号" in client.post(url, {"phone": "19900999999"}).content.decode()
    person = make_person()
    client.post(url, {"phone": str(person.phone)})
    keeping = station.keepings.get()
    assert keeping.person == person
    client.post(reverse("stations:desk_keeping_end", args=[station.uid, keeping.uid]))
    keeping.refresh_from_db()
    assert keeping.until_on < timezone.localdate()


def test_decisions_at_the_desk(client: Client, world: dict[str, object], county: Union) -> None:
    proposal, fault, voice = (world[name] for name in ("proposal", "fault", "complaint"))
    client.post(reverse("stations:desk_proposal_accept", args=[proposal.uid]))  # type: ignore[attr-defined]
    assert Proposal.objects.get(pk=proposal.pk).state == "accepted"  # type: ignore[attr-defined]
    client.post(reverse("stations:desk_fault_move", args=[fault.uid]), {"to": "accepted", "cost": "12.5"})  # type: ignore[attr-defined]
    assert Fault.objects.values_list("state", "cost_fen").get() == ("accepted", 1250)
    client.post(reverse("stations:desk_voice", args=[voice.uid]), {"to": "answered", "text": "修好了"})  # type: ignore[attr-defined]
    assert Voice.objects.get(pk=voice.pk).answer == "修好了"  # type: ignore[attr-defined]
    media = world["media"]
    client.post(reverse("stations:desk_media_decide", args=[media.uid]), {"to": "shown"})  # type: ignore[attr-defined]
    assert Media.objects.get().state == "shown"


def test_a_refusal_comes_back_as_a_sentence(client: Client, world: dict[str, object], county: Union) -> None:
    make_officer(county, "approver")
    proposal = world["proposal"]
    answer = client.post(reverse("stations:desk_proposal_accept", args=[proposal.uid]))  # type: ignore[attr-defined]
    assert answer.status_code == 403
    assert "另一位审核人" in answer.content.decode()
    fault = world["fault"]
    url = reverse("stations:desk_fault_move", args=[fault.uid])  # type: ignore[attr-defined]
    page = client.post(url, {"to": "refused"}, follow=True).content.decode()
    assert "请在“结果”里写一句" in page


def test_a_review_is_filled_and_signed(client: Client, world: dict[str, object]) -> None:
    review = world["review"]
    url = reverse("stations:desk_review", args=[review.uid])  # type: ignore[attr-defined]
    answers = {f"got-{item['code']}": "yes" for item in review.checklist.items}  # type: ignore[attr-defined]
    client.post(url, answers)
    client.post(reverse("stations:desk_review_sign", args=[review.uid]))  # type: ignore[attr-defined]
    review.refresh_from_db()  # type: ignore[attr-defined]
    assert review.state == "signed"  # type: ignore[attr-defined]
    page = client.get(url).content.decode()
    assert "没有人确认" in page


def test_a_new_version_of_a_checklist(client: Client, world: dict[str, object], county: Union) -> None:
    old = world["checklist"]
    url = f"{reverse('stations:desk_checklist_new')}?from={old.uid}"  # type: ignore[attr-defined]
    values = form_of(client.get(url).content.decode())
    values |= {"effective_on": "2030-01-01", "item-0-points": "20", "star_5": "95"}
    answer = client.post(url, values)
    assert answer.status_code == 302, answer.content.decode()
    made = county.checklists.get(effective_on=datetime.date(2030, 1, 1))
    assert made.items[0]["points"] == 20
    assert made.rules["demote"] == old.rules["demote"]  # type: ignore[attr-defined]
    bad = client.post(url, {**values, "effective_on": "2031-01-01", "star_1": "90"}).content.decode()
    assert "分数线要从低到高" in bad
