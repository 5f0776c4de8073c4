"""Pages of the desk: what they show, what they refuse, what neighbours do not see."""

import datetime
import io
import re
import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from xinlian.people.models import Person, Union
from xinlian.places.models import Media
from xinlian.stations.actions import proposals, publishing, reviews
from xinlian.stations.models import Fault, Proposal, SavedFilter, Station, Voice
from xinlian.stations.tests.test_actions_desk import make_checklist, make_fault, make_voice
from xinlian.stations.urls import desk
from xinlian.testing.make import make_officer, make_person, make_place, make_station, make_union

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person: Person) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


@pytest.fixture
def client(officer: Person) -> Client:
    return signed_in(officer)


@pytest.fixture
def station(county: Union) -> Station:
    return make_station(county, code="MINE1", place={"name": "甲站"}, facilities=["shower", "drinking_water"])


@pytest.fixture
def world(station: Station, officer: Person, county: Union) -> dict[str, object]:
    """One of everything that has a page."""
    now = timezone.now()
    make_checklist(county)
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    media = Media.objects.create(
        place=station.place,
        union_path=station.union_path,
        kind="photo",
        stem="none",
        sha256="0" * 64,
        made_at=now,
    )
    return {
        "station": station,
        "proposal": proposals.propose(by=officer, at=now, station=station, values={"phone": "19900000009"}),
        "fault": make_fault(station),
        "complaint": make_voice(station, "complaint"),
        "thanks": make_voice(station, "thanks"),
        "review": review,
        "checklist": review.checklist,
        "media": media,
        "keeping": publishing.appoint(by=officer, at=now, station=station, keeper=make_person()),
        "filter": SavedFilter.objects.create(person=officer, name="x", query="q=1"),
    }


PAGES = {
    "desk_station": "station",
    "desk_station_edit": "station",
    "desk_station_remove": "station",
    "desk_station_door": "station",
    "desk_station_keepers": "station",
    "desk_proposal": "proposal",
    "desk_fault": "fault",
    "desk_review": "review",
    "desk_checklist": "checklist",
}
ACTS = {
    "desk_station_publish": "station",
    "desk_station_remove": "station",
    "desk_station_ask": "station",
    "desk_station_confirm": "station",
    "desk_station_rotate": "station",
    "desk_proposal_accept": "proposal",
    "desk_proposal_refuse": "proposal",
    "desk_fault_move": "fault",
    "desk_voice": "complaint",
    "desk_media_decide": "media",
    "desk_review_sign": "review",
    "desk_filter_drop": "filter",
}
LISTS = [
    "desk_stations",
    "desk_map",
    "desk_station_new",
    "desk_import",
    "desk_proposals",
    "desk_faults",
    "desk_complaints",
    "desk_thanks",
    "desk_media",
    "desk_reviews",
    "desk_checklist_new",
    "desk_visits",
]


def test_every_address_of_the_desk_is_tried_here() -> None:
    named = {pattern.name for pattern in desk.urlpatterns if isinstance(pattern, URLPattern)}
    tried = {*PAGES, *ACTS, *LISTS, "desk_map_data", "desk_stations_export", "desk_stations_many", "desk_filter_save"}
    tried |= {"desk_keeping_end", "desk_visits_export"} | {name for name in named if (name or "").startswith("keep")}
    assert named == tried


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_for_an_officer_and_for_nobody_else(name: str, client: Client, world: dict[str, object]) -> None:
    url = reverse(f"stations:{name}")
    assert client.get(url).status_code == 200
    assert Client().get(url).status_code == 302
    assert signed_in(make_person()).get(url).status_code == 403


@pytest.mark.parametrize(("name", "what"), PAGES.items())
def test_pages_open_for_their_officer_and_not_for_a_neighbour(
    name: str, what: str, client: Client, world: dict[str, object]
) -> None:
    url = reverse(f"stations:{name}", args=[world[what].uid])  # type: ignore[attr-defined]
    assert client.get(url).status_code == 200
    if what != "checklist":
        assert signed_in(make_officer(make_union("乙县总工会"))).get(url).status_code == 404


@pytest.mark.parametrize(("name", "what"), ACTS.items())
def test_a_neighbour_changes_nothing(name: str, what: str, world: dict[str, object]) -> None:
    thing = world[what]
    url = reverse(f"stations:{name}", args=[thing.uid])  # type: ignore[attr-defined]
    before = type(thing).objects.filter(pk=thing.pk).values().get()  # type: ignore[attr-defined]
    neighbour = signed_in(make_officer(make_union("乙县总工会"), "officer"))
    answer = neighbour.post(url, {"reason": "x", "to": "refused", "text": "x", "outcome": "x"})
    assert answer.status_code == 404
    assert type(thing).objects.filter(pk=thing.pk).values().get() == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_nothing_of_a_neighbour(name: str, world: dict[str, object]) -> None:
    neighbour = signed_in(make_officer(make_union("乙县总工会")))
    page = neighbour.get(reverse(f"stations:{name}")).content.decode()
    assert "甲站" not in page
    assert "MINE1" not in page


def test_an_auditor_reads_and_changes_nothing(county: Union, station: Station) -> None:
    auditor = signed_in(make_officer(county, "auditor"))
    page = auditor.get(reverse("stations:desk_station", args=[station.uid])).content.decode()
    assert "甲站" in page
    assert "/edit/" not in page
    assert auditor.get(reverse("stations:desk_station_edit", args=[station.uid])).status_code == 403
    assert auditor.post(reverse("stations:desk_station_publish", args=[station.uid])).status_code == 403


# -- the list ------------------------------------------------------------------------------------------------------


def names(client: Client, **query: str) -> list[str]:
    """The stations that the list shows, in its order."""
    page = client.get(reverse("stations:desk_stations"), query).content.decode()
    return re.findall(r'<th scope="row">\s*<a[^>]*>([^<]+)</a>', page)


@pytest.fixture
def three(county: Union) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=99)
    just = timezone.now()
    street = make_union("东街工会", parent=county, level="street")
    make_station(county, code="A", stars=5, place={"name": "子站", "confirmed_at": just}, facilities=["shower"])
    late = make_station(county, code="B", kind="driver_home", place={"name": "丑站", "confirmed_at": long_ago})
    make_station(street, code="C", state="draft", place={"name": "寅站", "listed": False, "address": "海边"})
    make_fault(late)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["子站", "丑站", "寅站"]),
        ({"sort": "-code"}, ["寅站", "丑站", "子站"]),
        ({"overdue": "on"}, ["丑站"]),
        ({"faults": "on"}, ["丑站"]),
        ({"stars": "5"}, ["子站"]),
        ({"stars": "0", "state": "published"}, ["丑站"]),
        ({"kind": "driver_home"}, ["丑站"]),
        ({"state": "draft"}, ["寅站"]),
        ({"facility": "shower"}, ["子站"]),
        ({"q": "海边"}, ["寅站"]),
        ({"q": "东街 寅"}, ["寅站"]),
        ({"union": "00000000"}, ["寅站"]),
        ({"stars": "99", "kind": "x", "sort": "nonsense", "page": "x"}, ["子站", "丑站", "寅站"]),
    ],
)
def test_filters_narrow_and_old_addresses_still_open(
    three: None, client: Client, query: dict[str, str], found: list[str]
) -> None:
    assert names(client, **query) == found


def test_the_list_asks_a_fixed_number_of_questions(
    three: None, client: Client, county: Union, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        make_station(county, code=f"N{number}")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(reverse("stations:desk_stations"))


def test_what_is_filtered_goes_out_in_the_datum_asked_for(three: None, client: Client) -> None:
    url = reverse("stations:desk_stations_export", args=["xlsx"])
    answer = client.get(url, {"state": "published", "datum": "gcj02"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["A", "B"]
    assert rows[1][rows[0].index("坐标系")] == "gcj02"
    assert rows[1][rows[0].index("纬度")] != 30.54
    maps = client.get(reverse("stations:desk_stations_export", args=["maps"]))
    assert "营业时间" in b"".join(maps.streaming_content).decode()  # type: ignore[attr-defined]
    collection = client.get(reverse("stations:desk_stations_export", args=["geojson"])).json()
    assert [one["properties"]["ref"] for one in collection["features"]] == ["A", "B", "C"]
    assert client.get(reverse("stations:desk_stations_export", args=["pdf"])).status_code == 404


def test_the_map_holds_state_and_stays_inside_the_filter(three: None, client: Client) -> None:
    points = client.get(reverse("stations:desk_map_data")).json()["points"]
    assert {one["name"]: one["state"] for one in points} == {"子站": "ok", "丑站": "overdue", "寅站": "draft"}
    assert len(client.get(reverse("stations:desk_map_data"), {"state": "draft"}).json()["points"]) == 1


def test_many_are_looked_at_before_they_are_done(three: None, client: Client) -> None:
    url = reverse("stations:desk_stations_many")
    look = client.post(url, {"act": "publish", "all": "1"}).content.decode()
    assert Station.objects.filter(state="draft").count() == 1
    assert "1" in look
    client.post(url, {"act": "publish", "all": "1", "go": "1"})
    assert Station.objects.filter(state="draft").count() == 0
    client.post(url, {"act": "ask", "ids": [str(Station.objects.get(code="A").uid), "nonsense"], "go": "1"})
    assert list(Station.objects.exclude(asked_at=None).values_list("code", flat=True)) == ["A"]
    assert client.post(url, {"act": "explode"}).status_code == 404


def test_a_filter_is_kept_under_a_name(client: Client, officer: Person) -> None:
    client.post(reverse("stations:desk_filter_save"), {"name": "逾期的", "query": "overdue=on"})
    assert SavedFilter.objects.get().person == officer
    assert "逾期的" in client.get(reverse("stations:desk_stations")).content.decode()


# -- one station -----------------------------------------------------------------------------------------------------


def form_of(page: str) -> dict[str, str]:
    """What the browser would send of the main form as it stands."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        values: dict[str, str] = {}
        select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            got = {name: value or "" for name, value in attrs}
            if tag == "input" and got.get("name") and got.get("type") not in ("checkbox", "submit"):
                self.values[got["name"]] = got.get("value", "")
            elif tag == "input" and got.get("type") == "checkbox" and "checked" in got:
                self.values[got["name"]] = "on"
            elif tag == "select":
                self.select = got.get("name", "")
            elif tag == "option" and ("selected" in got or self.select not in self.values):
                self.values[self.select] = got.get("value", "")

    reader = Reader()
    reader.values = {}
    reader.feed(page[page.index("<main") :])
    return reader.values


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


# -- keepers on a phone ---------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(station: Station, officer: Person) -> Client:
    person = make_person()
    publishing.appoint(by=officer, at=timezone.now(), station=station, keeper=person)
    return signed_in(person)


def test_a_keeper_does_everything_with_single_taps(keeper: Client, station: Station) -> None:
    page = reverse("stations:keep_station", args=[station.uid])
    assert keeper.get(reverse("stations:keep"))["Location"] == page
    keeper.post(reverse("stations:keep_now", args=[station.uid]), {"now": "full", "note": "等一会儿"})
    uid = form_of(keeper.get(page).content.decode())["client_uid"]
    for _ in range(2):
        keeper.post(reverse("stations:keep_count", args=[station.uid]), {"heads": "5", "client_uid": uid})
    keeper.post(reverse("stations:keep_confirm", args=[station.uid]))
    fault = make_fault(station)
    keeper.post(reverse("stations:keep_fault", args=[station.uid, fault.uid]), {"to": "accepted"})
    shown = keeper.get(page).content.decode()
    station.refresh_from_db()
    fault.refresh_from_db()
    assert (station.now, fault.state) == ("full", "accepted")
    assert '<span class="big num">5</span>' in shown
    assert station.place.confirmed_by == "keeper"


def test_a_keeper_sees_fourteen_days_before_sending_hours(keeper: Client, station: Station) -> None:
    url = reverse("stations:keep_hours", args=[station.uid])
    looked = keeper.post(url, {"hours": "周一至周五 8:30-17:30"}).content.decode()
    assert looked.count('<th scope="row">') == 14
    assert not Proposal.objects.exists()
    keeper.post(url, {"hours": "周一至周五 8:30-17:30", "go": "Mo-Fr 08:30-17:30"})
    assert Proposal.objects.get().changes["hours"][1] == "Mo-Fr 08:30-17:30"
    assert "看不懂" in keeper.post(url, {"hours": "随便"}).content.decode()


def test_nobody_keeps_what_is_not_theirs(station: Station) -> None:
    stranger = signed_in(make_person())
    for name in ("keep_station", "keep_hours"):
        assert stranger.get(reverse(f"stations:{name}", args=[station.uid])).status_code == 404
    for name in ("keep_now", "keep_count", "keep_confirm"):
        sent = {"now": "closed", "heads": "1", "client_uid": str(uuid.uuid4())}
        assert stranger.post(reverse(f"stations:{name}", args=[station.uid]), sent).status_code == 404
    assert "您现在没有管驿站" in stranger.get(reverse("stations:keep")).content.decode()


def test_today_at_the_desk_counts_what_waits(client: Client, world: dict[str, object]) -> None:
    page = client.get(reverse("web:desk")).content.decode()
    for label in (
        "驿站很久没人确认",
        "意见等答复",
        "驿站修改等审核",
        "感谢等展示",
        "照片和视频等审核",
        "年度评价没填完",
    ):
        assert label in page
    found = client.get(reverse("web:desk_search"), {"q": "甲站"}).content.decode()
    assert reverse("stations:desk_station", args=[world["station"].uid]) in found  # type: ignore[attr-defined]


def test_places_that_are_no_stations_stay_out(client: Client, county: Union) -> None:
    make_place(county, kind="site", name="工地")
    assert "工地" not in client.get(reverse("stations:desk_map")).content.decode()
