"""Pages and addresses of passes: one's own, the one that verifies, what devices fetch, the desk."""

import datetime
import io
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from xinlian.credentials.actions import appeals, passes, portraits
from xinlian.credentials.models import Appeal, PassStep, WorkPass
from xinlian.credentials.queries import trust as queries
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.tests.world import World, make_world
from xinlian.engines.seals.status import apply, read
from xinlian.engines.seals.text import as_address
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world() -> World:
    return make_world()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def photo(width: int = 600, height: int = 800) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#c8b090").save(out, "JPEG")
    out.seek(0)
    return out


def scanned(made: WorkPass) -> str:
    return as_address(bytes(made.token), pass_host()).partition(pass_host().upper())[2]


def step(world: World, made: WorkPass, to: str) -> PassStep:
    passes.step(work_pass=made, to=to, why="没系安全带", by=world.officer, at=timezone.now())
    return made.steps.latest("at")


def test_anybody_sees_what_is_signed_and_how_it_stands_and_nothing_else(world: World) -> None:
    made = world.issue()
    page = Client().get(scanned(made)).content.decode()
    assert all(words in page for words in ("有效", "试验焊工", "焊工", "三级/高级工", "甲县总工会"))
    assert world.worker.phone not in page
    step(world, made, "suspended")
    page = Client().get(scanned(made)).content.decode()
    assert "暂停使用" in page
    assert "没系安全带" not in page, "why is for the holder"


def test_a_forged_pass_shows_nobodys_name(world: World) -> None:
    made = world.issue()
    token = bytearray(bytes(made.token))
    token[-1] ^= 1
    made.token = bytes(token)
    answer = Client().get(scanned(made))
    assert "假证" in answer.content.decode()
    assert "试验焊工" not in answer.content.decode()


def test_a_code_is_typed_and_never_stands_in_the_address(world: World) -> None:
    made, url = world.issue(), reverse("credentials:verify")
    assert "试验焊工" in Client().post(url, {"code": made.code.lower()}).content.decode()
    wrong = Client().post(url, {"code": "000000001"})
    assert (wrong.status_code, "九个字母和数字" in wrong.content.decode()) == (404, True)
    assert made.name not in Client().get(url, {"code": made.code}).content.decode()


def test_who_tries_codes_one_after_the_other_is_stopped(world: World) -> None:
    url, client = reverse("credentials:verify"), Client()
    answers = [client.post(url, {"code": "000000000"}).status_code for _ in range(31)]
    assert answers[:30] == [404] * 30
    assert answers[30] == 429


def test_devices_fetch_once_and_again_only_what_changed(world: World) -> None:
    made = world.issue()
    world.held()
    for url in ("/trust/bundle", "/trust/status/1"):
        first = Client().get(url)
        assert first.status_code == 200
        assert Client().get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    trusted = queries.trusted()
    assert trusted is not None
    old = read(Client().get("/trust/status/1").content, trusted)
    step(world, made, "suspended")
    world.held()
    delta = Client().get(f"/trust/status/1/since/{old.version}")
    assert len(delta.content) < 250
    assert apply(delta.content, trusted, old).statuses[made.place] == 2
    assert [Client().get(url).status_code for url in ("/trust/status/9", "/trust/status/1/since/77")] == [404, 404]


def test_ones_own_pass_is_ones_own(world: World) -> None:
    world.issue()
    mine = signed_in(world.worker).get(reverse("credentials:pass_data")).json()["pass"]
    assert (mine["name"], mine["colour"], mine["qr"][:4]) == ("试验焊工", "green", "<svg")
    assert signed_in(make_person()).get(reverse("credentials:pass_data")).json() == {"pass": None}
    assert Client().get(reverse("credentials:pass_data")).status_code == 302


@pytest.mark.parametrize(("to", "colour"), [("suspended", "yellow"), ("retrain", "yellow"), ("revoked", "red")])
def test_the_colour_and_its_reason_are_shown_to_the_holder(world: World, to: str, colour: str) -> None:
    made = world.issue()
    step(world, made, to)
    mine = signed_in(world.worker).get(reverse("credentials:pass_data")).json()["pass"]
    assert mine["colour"] == colour
    assert mine["reasons"]
    assert "没系安全带" in signed_in(world.worker).get(reverse("credentials:pass_plain")).content.decode()


def test_an_appeal_is_answered_by_somebody_else(world: World) -> None:
    first = step(world, world.issue(), "suspended")
    url, uid = reverse("credentials:appeal", args=[first.uid]), str(uuid.uuid4())
    for _ in range(2):
        signed_in(world.worker).post(url, {"text": "我系了安全带", "client_uid": uid})
    made = Appeal.objects.get()
    assert signed_in(make_person()).post(url, {"text": "x", "client_uid": str(uuid.uuid4())}).status_code == 404
    with pytest.raises(Refused, match="not_own_decision"):
        appeals.answer(appeal=made, upheld=True, words="是", by=world.officer, at=timezone.now())
    other = make_officer(world.union, role="approver")
    signed_in(other).post(
        reverse("credentials:desk_answer", args=[made.uid]), {"upheld": "yes", "words": "看了录像，您对"}
    )
    made.refresh_from_db()
    assert (made.state, made.answered_by) == ("upheld", other)
    with pytest.raises(Refused, match="appeal_again"):
        appeals.appeal(step=first, text="再说一遍", client_uid=uuid.uuid4(), by=world.worker, at=timezone.now())


def test_a_photo_is_cut_bound_and_shown_to_who_may_see_it(world: World) -> None:
    file = photo()
    kept = portraits.take(
        person=world.worker, file=file, size=len(file.getvalue()), by=world.officer, at=timezone.now()
    )
    made = world.issue(portrait=kept)
    with kept.file.open("rb") as stored, Image.open(stored) as image:
        assert image.size == (300, 400)
    url = reverse("credentials:photo", args=[kept.uid])
    stranger = make_officer(make_union("乙县总工会"))
    answers = [signed_in(one).get(url) for one in (world.worker, world.officer, stranger)]
    assert [one.status_code for one in answers] == [200, 200, 404]
    held = world.held()
    from xinlian.engines.seals.check import check_token

    found = check_token(bytes(made.token), held, int(timezone.now().timestamp())).found
    assert found is not None
    assert found.photo.hex() == kept.digest
    with pytest.raises(Refused, match="portrait_of_other"):
        world.issue(person=make_person(world.union), portrait=kept)


def test_an_officer_issues_stops_and_renews_at_the_desk(world: World) -> None:
    desk, ends = signed_in(world.officer), timezone.localdate() + datetime.timedelta(days=300)
    url = f"{reverse('credentials:desk_new')}?phone={world.worker.phone}"
    assert "试验焊工" in desk.get(url).content.decode()
    given = {
        "union": str(world.union.uid),
        "trade1": "101",
        "level1": "13",
        "ends_on": ends.isoformat(),
        "photo": photo(),
    }
    assert desk.post(url, given).status_code == 302
    made = WorkPass.objects.get()
    assert (made.trades, made.portrait is not None) == ([[101, 13]], True)
    again = desk.post(url, {**given, "photo": ""}, follow=True)
    assert again.redirect_chain[-1][0] == reverse("credentials:desk_pass", args=[made.uid]), (
        "led to the one that stands"
    )
    assert "换新证" in again.content.decode()
    page = reverse("credentials:desk_step", args=[made.uid])
    assert desk.post(page, {"to": "suspended", "why": ""}).status_code == 422
    assert desk.post(page, {"to": "suspended", "why": "试"}).status_code == 302
    renewed = desk.post(reverse("credentials:desk_renew", args=[made.uid]), {**given, "trade2": "102", "photo": ""})
    assert renewed.status_code == 302
    assert list(WorkPass.objects.order_by("issued_at").values_list("state", flat=True)) == ["replaced", "valid"]


@pytest.mark.parametrize("form", ["card", "sticker"])
def test_a_pass_is_printed_and_the_journal_says_so(world: World, form: str) -> None:
    made = world.issue()
    answer = signed_in(world.officer).get(reverse("credentials:desk_paper", args=[made.uid, form]))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    sheet = signed_in(world.officer).get(reverse("credentials:desk_sheet"))
    assert sheet.content[:5] == b"%PDF-"


def test_a_neighbour_learns_nothing(world: World) -> None:
    made = world.issue()
    desk = signed_in(make_officer(make_union("乙县总工会")))
    assert desk.get(reverse("credentials:desk_pass", args=[made.uid])).status_code == 404
    assert made.name not in desk.get(reverse("credentials:desk")).content.decode()
    assert "没有人登记过" in desk.get(reverse("credentials:desk_new"), {"phone": world.worker.phone}).content.decode()
