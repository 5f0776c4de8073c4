"""The worker's pages: they answer, they refuse in words, they lose nothing, they do nothing twice."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.places.models import Visit
from xinlian.stations import guard
from xinlian.stations.models import Checklist, Fault, Report, Review, Station, Voice
from xinlian.stations.rules.doors import proof
from xinlian.stations.tests.pages import signed_in, text
from xinlian.testing.make import make_officer, make_person, make_station, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return make_station(make_union("试验县总工会"), 30.54, 119.96, facilities=["shower", "bed"])


@pytest.fixture
def page(station: Station) -> str:
    return reverse("stations:station", args=[station.uid])


# -- the station's page --------------------------------------------------------------------------------------


def test_the_page_says_everything(client: Client, station: Station, page: str) -> None:
    station.entry = "按门铃"
    station.save()
    answer = text(client.get(page))
    for said in (
        "淋浴",
        "床位",
        "按门铃",
        "uri.amap.com",
        "api.map.baidu.com",
        "geo:30.54",
        "30.54000, 119.96000",
        "07:00–22:00",
    ):
        assert said in answer
    assert 'property="og:title"' in answer


def test_the_page_asks_few_questions(client: Client, page: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(14):
        client.get(page)


def test_a_draft_is_seen_by_its_union_only(client: Client) -> None:
    union, other = make_union(), make_union()
    draft = make_station(union, state="draft", place={"listed": False})
    address = reverse("stations:station", args=[draft.uid])
    assert client.get(address).status_code == 404
    assert signed_in(make_officer(other)).get(address).status_code == 404
    assert "还没有公布" in text(signed_in(make_officer(union)).get(address))


def test_a_removed_station_stays_with_its_reason(client: Client, station: Station, page: str) -> None:
    Station.objects.filter(pk=station.pk).update(state="removed")
    station.place.removed_on, station.place.removed_why = datetime.date(2026, 11, 1), "房子要拆"
    station.place.save()
    answer = text(client.get(page))
    assert "撤除了" in answer
    assert "房子要拆" in answer
    assert "导航过去" not in answer
    assert 'name="code"' not in answer


def test_the_stars_stand_with_their_reasons(client: Client, station: Station, page: str) -> None:
    checklist = Checklist.objects.create(
        union=station.place.union, name="八有", effective_on="2026-01-01", items=[], stars=[], source="试验"
    )
    Review.objects.create(
        station=station,
        checklist=checklist,
        year=2026,
        state="signed",
        stars_before=4,
        stars_after=3,
        reasons=[{"code": "complaints", "found": 7, "over": 5, "stars": 1}],
        at=timezone.now(),
    )
    answer = text(client.get(page))
    assert "从 4 星到 3 星" in answer
    assert "今年收到 7 条意见" in answer


def test_the_short_address(client: Client, station: Station, page: str) -> None:
    assert client.get(f"/s/{station.code.lower()}/")["Location"] == page
    assert client.get("/s/nothing/").status_code == 404


# -- talk ----------------------------------------------------------------------------------------------------


def test_one_tap_twice_is_one_report_and_the_same_answer(client: Client, page: str) -> None:
    form = {"code": "closed", "client_uid": str(uuid.uuid4())}
    first, second = client.post(f"{page}report/", form), client.post(f"{page}report/", form)
    assert first["Location"] == second["Location"] == f"{page}?done=report"
    assert Report.objects.count() == 1
    assert "收到了" in text(client.get(second["Location"]))


def test_two_phones_close_a_station_and_one_phone_does_not(page: str) -> None:
    def tap(browser: str) -> None:
        Client(headers={"User-Agent": browser}).post(
            f"{page}report/", {"code": "closed", "client_uid": str(uuid.uuid4())}
        )

    tap("one")
    tap("one")
    assert Report.objects.values("voice").distinct().count() == 1
    tap("two")
    assert Report.objects.values("voice").distinct().count() == 2


def test_from_300_km_it_is_kept_and_said(client: Client, page: str) -> None:
    form = {"code": "closed", "client_uid": str(uuid.uuid4()), "lat": "30.54", "lon": "116.83"}
    answer = text(client.post(f"{page}report/", form, follow=True))
    assert "您离驿站 300 公里。已记下，等现场的人确认。" in answer
    assert Report.objects.get().weight == 0


def test_too_many_taps_from_one_address_wait(client: Client, page: str, monkeypatch) -> None:
    monkeypatch.setitem(guard.LIMITS, "report", ((2, 600),))
    for _ in range(2):
        client.post(f"{page}report/", {"code": "full", "client_uid": str(uuid.uuid4())})
    answer = text(client.post(f"{page}report/", {"code": "full", "client_uid": str(uuid.uuid4())}, follow=True))
    assert "次数太多了" in answer
    assert Report.objects.count() == 2


@pytest.mark.parametrize("form", [{}, {"code": "burning"}, {"code": "door"}, {"code": "full", "client_uid": "x"}])
def test_a_tap_that_nobody_understands(client: Client, page: str, form: dict[str, str]) -> None:
    assert "请再点一次" in text(client.post(f"{page}report/", form, follow=True))
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("what", "form", "model"),
    [
        ("thanks", {"text": "漂泊千里，温暖如家", "signed": "老马"}, Voice),
        ("complaint", {"text": "门锁着"}, Voice),
        ("fault", {"facility": "shower", "text": "不出水"}, Fault),
    ],
)
def test_said_twice_is_said_once(client: Client, page: str, what: str, form: dict[str, str], model) -> None:
    assert client.get(f"{page}{what}/").status_code == 200
    sent = {**form, "client_uid": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"{page}{what}/", sent)["Location"] == f"{page}?done={what}"
    assert model.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "form", "said"),
    [
        ("thanks", {"text": "长" * 25}, "最多 24 个字"),
        ("thanks", {"text": " "}, "写几个字吧"),
        ("complaint", {"text": "长" * 301}, "最多 300 个字"),
        ("fault", {"facility": "", "text": ""}, "请选一样坏了的东西"),
    ],
)
def test_a_refusal_stands_beside_what_was_typed(
    client: Client, page: str, what: str, form: dict[str, str], said: str
) -> None:
    uid = str(uuid.uuid4())
    answer = client.post(f"{page}{what}/", {**form, "client_uid": uid})
    assert answer.status_code == 422
    assert said in text(answer)
    assert uid in text(answer)
    assert form["text"].strip() in text(answer)
    assert not Voice.objects.exists()
    assert not Fault.objects.exists()


def test_thanks_hang_only_after_somebody_looked(client: Client, page: str) -> None:
    client.post(f"{page}thanks/", {"text": "漂泊千里，温暖如家", "client_uid": str(uuid.uuid4())})
    assert "漂泊千里" not in text(client.get(page))
    Voice.objects.update(state="shown")
    assert "漂泊千里" in text(client.get(page))
    assert "漂泊千里" in text(client.get(f"{page}banners/"))


def test_an_answer_is_found_by_who_complained_and_nobody_else(client: Client, page: str) -> None:
    worker = signed_in(make_person())
    worker.post(f"{page}complaint/", {"text": "门锁着", "client_uid": str(uuid.uuid4())})
    Voice.objects.update(state="answered", answer="换了锁")
    assert "换了锁" in text(worker.get(page))
    assert "换了锁" not in text(client.get(page))
    assert "换了锁" not in text(signed_in(make_person()).get(page))


# -- the door ------------------------------------------------------------------------------------------------


def test_the_door_counts_once_and_says_thanks(client: Client, station: Station, page: str) -> None:
    door = reverse("stations:door", args=[station.code, proof(station.door_key)])
    assert "我到了" in text(client.get(door))
    sent = {"client_uid": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(door, sent)["Location"] == f"{page}?done=visit"
    assert Visit.objects.get().way == "door"
    assert "刚刚" in text(client.get(page))  # in which words, depends on whether it should be open at this hour


def test_an_old_print_proves_nothing(client: Client, station: Station, page: str) -> None:
    old = reverse("stations:door", args=[station.code, proof(station.door_key)])
    Station.objects.filter(pk=station.pk).update(door_key="a new one")
    for answer in (client.get(old, follow=True), client.post(old, {"client_uid": str(uuid.uuid4())}, follow=True)):
        assert "码换过了" in text(answer)
    assert not Visit.objects.exists()
    assert client.get(reverse("stations:door", args=["X", "Y"])).status_code == 404
