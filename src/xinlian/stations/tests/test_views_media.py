"""Photos and videos of a station, its card, and home."""

import io
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from xinlian.places.actions.media import decide
from xinlian.places.models import Media
from xinlian.stations.models import Station
from xinlian.stations.tests.pages import signed_in, text
from xinlian.testing.make import make_officer, make_person, make_station, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return make_station(make_union("试验县总工会"), 30.54, 119.96, facilities=["shower", "bed"])


@pytest.fixture
def page(station: Station) -> str:
    return reverse("stations:station", args=[station.uid])


# -- media ---------------------------------------------------------------------------------------------------


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


# -- share and home ------------------------------------------------------------------------------------------


def test_the_square_code_on_the_card_leads_to_the_station(
    client: Client, station: Station, page: str, settings
) -> None:
    import zxingcpp

    from xinlian.sheets import qr
    from xinlian.stations import cardfile

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
