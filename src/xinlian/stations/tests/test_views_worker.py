"""The worker's pages: they answer, they refuse in words, they lose nothing, they do nothing twice."""

import datetime
import io
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from xinlian.places.actions.media import decide
from xinlian.places.models import Media, Road, Town, Visit
from xinlian.stations import guard
from xinlian.stations.models import Checklist, Fault, Report, Review, Station, Voice
from xinlian.stations.rules.doors import proof
from xinlian.testing.make import make_officer, make_person, make_station, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return make_station(make_union("试验县总工会"), 30.54, 119.96, facilities=["shower", "bed"])


@pytest.fixture
def page(station: Station) -> str:
    return reverse("stations:station", args=[station.uid])


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


# ---- near ---------------------------------------------------------------------------------------------------


def test_a_position_goes_into_a_cookie_rounded_and_never_into_an_address(client: Client, station: Station) -> None:
    sent = client.post("/stations/", {"lat": "30.541234567", "lon": "119.961234567", "need": "shower"})
    assert (sent.status_code, sent["Location"]) == (302, "/stations/?need=shower")
    kept = sent.cookies["here"]
    assert (kept.value, kept["httponly"], kept["max-age"]) == ("30.541,119.961", True, 3600)
    answer = client.get(sent["Location"])
    assert station.place.name in text(answer)
    assert "您附近" in text(answer)
    assert "30.541234" not in text(answer)


def test_words_go_into_an_address_that_can_be_shared(client: Client, station: Station) -> None:
    Town.objects.create(name="德清县", province="浙江", lat=30.53, lon=119.97, population=5)
    sent = client.post("/stations/", {"q": "德清"})
    assert sent["Location"] == "/stations/?near=%E5%BE%B7%E6%B8%85"
    answer = Client().get(sent["Location"])
    assert station.place.name in text(answer)
    assert "德清县" in answer.cookies["town"].value or "%E5%BE%B7" in answer.cookies["town"].value


def test_pasted_coordinates_stay_out_of_the_address(client: Client) -> None:
    assert client.post("/stations/", {"q": "119.96, 30.54"})["Location"] == "/stations/"
    abroad = client.post("/stations/", {"q": "51.5, -0.12"})
    assert abroad.status_code == 422
    assert "不在国内" in text(abroad)
    assert 'value="51.5, -0.12"' in text(abroad)


def test_namesakes_are_asked_about(client: Client) -> None:
    for within, lat in (("浙江", 30.5), ("广东", 23.1)):
        Town.objects.create(name="德清", province=within, lat=lat, lon=112.0, population=5)
    assert "您找的是哪一个" in text(client.get("/stations/?near=德清"))
    assert "您找的是哪一个" not in text(client.get("/stations/?near=德清&in=广东"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("near=不存在的地方", "没有找到这个地方"),
        ("need=massage_chair", "没有样样都有的"),
        ("truck=ask", "您的车多长"),
        ("truck=abc", "您的车多长"),
        ("n=99999&need=shower&open=x&truck=-1", "您附近"),
    ],
)
def test_what_is_not_found_says_what_to_do(client: Client, station: Station, query: str, said: str) -> None:
    client.cookies["here"] = "30.540,119.960"
    assert said in text(client.get(f"/stations/?{query}"))


def test_nothing_open_leads_to_the_closed_ones(client: Client) -> None:
    make_station(make_union(), 30.54, 119.96, place={"hours": "off"})
    client.cookies["here"] = "30.540,119.960"
    assert "现在没有开着又合适的" in text(client.get("/stations/?open=1"))


@pytest.mark.parametrize("cookie", ["x", "1,2,3", "200,300", "nan,inf", "|||", "%7C%7C91%7C0"])
def test_a_broken_cookie_is_no_cookie(client: Client, cookie: str) -> None:
    client.cookies["here"], client.cookies["town"] = cookie, cookie
    assert client.get("/stations/").status_code == 200
    assert client.get("/").status_code == 200


def test_ten_and_then_more(client: Client) -> None:
    union = make_union()
    for number in range(13):
        make_station(union, 30.54 + number / 1000, 119.96)
    client.cookies["here"] = "30.540,119.960"
    first, second = text(client.get("/stations/")), text(client.get("/stations/?n=20"))
    assert (first.count('class="st"'), second.count('class="st"')) == (10, 13)
    assert "n=20#more" in first
    assert "n=30" not in second


def test_the_truck_is_asked_for_once(client: Client, station: Station) -> None:
    client.cookies["here"] = "30.540,119.960"
    assert client.get("/stations/?truck=13,5").cookies["truck_m"].value == "13.5"
    assert "停 13.5 米货车" in text(client.get("/stations/"))


def test_near_asks_the_database_as_often_for_one_as_for_ten(client: Client, django_assert_max_num_queries) -> None:
    union = make_union()
    for number in range(12):
        make_station(union, 30.54 + number / 1000, 119.96)
    client.cookies["here"] = "30.540,119.960"
    with django_assert_max_num_queries(12):
        client.get("/stations/?open=1&need=toilets")


# ---- along --------------------------------------------------------------------------------------------------


@pytest.fixture
def road() -> Road:
    return Road.objects.create(
        ref="G109",
        name="109 国道",
        start_name="甲",
        end_name="乙",
        points=[[30.5, 119.9], [30.5, 121.0]],
        length_m=105_000,
    )


def gpx(*points: tuple[float, float]) -> io.BytesIO:
    inside = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lat, lon in points)
    file = io.BytesIO(f"<gpx><trk><trkseg>{inside}</trkseg></trk></gpx>".encode())
    file.name = "route.gpx"
    return file


def test_a_file_shows_the_strip_and_keeps_its_line_for_a_filter(client: Client, station: Station) -> None:
    answer = client.post("/stations/along/", {"by": "file", "file": gpx((30.54, 119.9), (30.54, 120.1))})
    assert station.place.name in text(answer)
    line = re.search(r'name="line" value="([^"]+)"', text(answer))[1].replace("&quot;", '"')
    again = client.post("/stations/along/", {"by": "file", "line": line, "need": "massage_chair"})
    assert station.place.name not in text(again)
    assert "这一路没有合适的" in text(again)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<gpx><trk><trkseg><trkpt lat="30" lon="120"/></trkseg></trk></gpx>', "只有一个点"),
        (b"<gpx><trk>", "读不了"),
        (b"not a route", "读不了"),
        (b'{"type": "Point", "coordinates": [120, 30]}', "没有路线"),
        (b"<gpx></gpx>", "一个坐标也没有"),
    ],
)
def test_a_bad_file_says_why(client: Client, content: bytes, said: str) -> None:
    file = io.BytesIO(content)
    file.name = "route.gpx"
    answer = client.post("/stations/along/", {"by": "file", "file": file})
    assert answer.status_code == 422
    assert said in text(answer)


def test_no_file_at_all(client: Client) -> None:
    assert "请先选一个路线文件" in text(client.post("/stations/along/", {"by": "file"}))


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("by=road", 200, "看路上有什么"),
        ("by=nonsense", 200, "看路上有什么"),
        ("by=road&road={road}", 200, "甲"),
        ("by=road&road={road}&from=K9999", 422, "没有 K9999"),
        ("by=road&road={road}&from=火星", 422, "没有找到“火星”"),
        ("by=road&road=00000000-0000-4000-8000-000000000000", 422, "没有登记这条路"),
        ("by=road&road=x", 422, "没有登记这条路"),
        ("by=way&from=甲", 422, "两个都要写"),
        ("by=way&from=火星&to=月亮", 422, "没有找到“火星”"),
    ],
)
def test_roads_and_ways(client: Client, road: Road, query: str, status: int, said: str) -> None:
    answer = client.get(f"/stations/along/?{query.format(road=road.uid)}")
    assert answer.status_code == status
    assert said in text(answer)


# ---- the station's page ------------------------------------------------------------------------------------


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


# ---- talk ---------------------------------------------------------------------------------------------------


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


# ---- the door -----------------------------------------------------------------------------------------------


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


# ---- media --------------------------------------------------------------------------------------------------


def jpeg(name: str = "photo.jpg", size: tuple[int, int] = (800, 600)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "#336699").save(out, "JPEG")
    out.seek(0)
    out.name = name
    return out


@pytest.fixture
def photo(station: Station, page: str, settings, tmp_path) -> Media:
    settings.MEDIA_ROOT = tmp_path
    form = {"file": jpeg(), "consent": "on", "client_uid": str(uuid.uuid4())}
    answer = signed_in(make_person()).post(f"{page}photo/", form)
    assert answer["Location"] == f"{page}?done=media"
    return Media.objects.get()


def test_a_photo_needs_a_person_and_a_yes(client: Client, page: str) -> None:
    assert "/sign-in/" in client.get(f"{page}photo/")["Location"]
    worker = signed_in(make_person())
    answer = worker.post(f"{page}photo/", {"file": jpeg(), "client_uid": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "先要您同意" in text(answer)
    assert not Media.objects.exists()


def test_a_letter_is_no_photo(page: str) -> None:
    letter = io.BytesIO(b"dear union")
    letter.name = "photo.jpg"
    form = {"file": letter, "consent": "on", "client_uid": str(uuid.uuid4())}
    answer = signed_in(make_person()).post(f"{page}photo/", form)
    assert answer.status_code == 422
    assert "不是能看的照片" in text(answer)


def test_a_photo_is_seen_only_after_it_was_let_through(client: Client, photo: Media, page: str) -> None:
    address = reverse("stations:image", args=[photo.uid, 480])
    sender, officer = signed_in(photo.person), make_officer(photo.place.union)
    assert client.get(address).status_code == 404
    assert signed_in(make_officer(make_union())).get(address).status_code == 404
    assert sender.get(address)["Cache-Control"] == "private, no-store"
    assert signed_in(officer).get(address).status_code == 200
    decide(media=photo, show=True, reason="", by=officer, at=timezone.now())
    shown = client.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["Cache-Control"].startswith("public")
    assert client.get(address, headers={"Accept": "image/webp,*/*"})["Content-Type"] == "image/webp"
    assert client.get(reverse("stations:image", args=[photo.uid, 481])).status_code == 404
    assert address in text(client.get(page))


def test_a_photo_is_taken_back_by_its_sender_only(photo: Media, page: str) -> None:
    address = reverse("stations:withdraw_media", args=[photo.uid])
    assert address in text(signed_in(photo.person).get(page))
    assert address not in text(signed_in(make_person()).get(page))
    officer = make_officer(photo.place.union)
    assert signed_in(officer).post(address).status_code == 403
    assert signed_in(make_person()).post(address).status_code == 404
    assert signed_in(photo.person).post(address).status_code == 302
    photo.refresh_from_db()
    assert photo.state == "withdrawn"


@pytest.mark.parametrize(
    ("asked", "status", "said", "part"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=-2", 206, "bytes 8-9/10", b"89"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=5-2", 416, "bytes */10", b""),
        ("bytes=-", 416, "bytes */10", b""),
        ("lines=1", 200, None, b"0123456789"),
    ],
)
def test_a_video_is_served_in_parts(
    client, photo, tmp_path, asked: str, status: int, said: str | None, part: bytes
) -> None:
    from xinlian.places import stock

    Media.objects.update(kind="video", state="shown")
    stock.put(photo.stem, {".mp4": b"0123456789"})
    answer = client.get(reverse("stations:clip", args=[photo.uid]), headers={"Range": asked})
    assert (answer.status_code, answer.get("Content-Range")) == (status, said)
    assert (b"".join(answer.streaming_content) if answer.streaming else answer.content) == part


# ---- share and home -----------------------------------------------------------------------------------------


def test_the_square_code_on_the_card_leads_to_the_station(
    client: Client, station: Station, page: str, settings
) -> None:
    import zxingcpp

    from xinlian.stations import cardfile, qr

    answer = text(client.get(f"{page}card/"))
    assert f"{settings.SITE_URL}/s/{station.code}/" in answer
    assert "<svg" in answer
    read = zxingcpp.read_barcode(qr.image("https://example.org/s/1/", 300))
    assert read.text == "https://example.org/s/1/"
    drawn = client.get(f"{page}card.png")
    assert drawn.status_code == (200 if cardfile.can_draw() else 404)
    if cardfile.can_draw():
        with Image.open(io.BytesIO(drawn.content)) as picture:
            assert picture.size == (cardfile.WIDTH, cardfile.HEIGHT)
            assert zxingcpp.read_barcode(picture.convert("L")).text.endswith(f"/s/{station.code}/")


def test_home_shows_what_is_open_where_one_looked_last(client: Client, station: Station) -> None:
    assert station.place.name not in text(client.get("/"))
    client.cookies["here"] = "30.540,119.960"
    station.place.hours = "24/7"
    station.place.save()
    assert station.place.name in text(client.get("/"))


def test_every_worker_page_in_english(client: Client, station: Station, page: str) -> None:
    client.cookies["language"] = "en"
    for address in ("/stations/", "/stations/along/", page, f"{page}thanks/", f"{page}card/"):
        assert client.get(address).status_code == 200
