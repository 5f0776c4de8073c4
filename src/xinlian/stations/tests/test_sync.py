"""Things said without a network arrive once, in the right name, and one bad thing stops no other."""

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.actions.sync import Outcome, deliver
from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.places.models import Visit
from xinlian.rows.refusals import Refused
from xinlian.stations.models import Fault, Report, Station, Voice
from xinlian.stations.rules.doors import proof
from xinlian.testing.make import make_person, make_station, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
MS = int(NOW.timestamp() * 1000)
HOUR = 3_600_000


@pytest.fixture
def station() -> Station:
    return make_station(make_union(), facilities=["shower"], code="X1")


def thing(kind: str = "report", **more: object) -> dict[str, object]:
    fields: dict[str, object] = {"code": "closed"} if kind == "report" else {}
    return {"uid": str(uuid.uuid4()), "kind": kind, "said_at": MS - HOUR, "station": "X1", **fields, **more}


def send(*items: object, by: Person | None = None, **more: Any) -> list[Outcome]:
    return deliver(items=items, sent_at=MS, by=by, at=NOW, **more)


def codes(outcomes: list[Outcome]) -> list[str]:
    return [one.refused.code if one.refused else "ok" for one in outcomes]


def test_a_report_arrives_with_the_time_it_was_said(station: Station) -> None:
    assert codes(send(thing(lat=station.place.lat, lon=station.place.lon), voice="v")) == ["ok"]
    made = Report.objects.get()
    assert (made.code, made.distance_m, made.voice) == ("closed", 0, "v")
    assert made.at == NOW - datetime.timedelta(hours=1)
    assert made.arrived_at == NOW


def test_each_kind_arrives_once_though_sent_twice(station: Station) -> None:
    items = [
        thing("report"),
        thing("visit", proof=proof(station.door_key)),
        thing("thanks", text="热水真热", signed="老程"),
        thing("complaint", text="没开门"),
        thing("fault", facility="shower", text="不出水"),
    ]
    assert codes(send(*items)) == ["ok"] * 5
    lines = Entry.objects.count()
    assert codes(send(*items)) == ["ok"] * 5
    assert [model.objects.count() for model in (Report, Visit, Voice, Fault)] == [1, 1, 2, 1]
    assert Entry.objects.count() == lines


def test_the_same_thing_twice_in_one_batch_is_one(station: Station) -> None:
    one = thing()
    assert codes(send(one, one)) == ["ok", "ok"]
    assert Report.objects.count() == 1


def test_one_bad_thing_stops_no_other(station: Station) -> None:
    sent = send(
        thing(), thing(station="X9"), "nonsense", thing(kind="dance"), thing(code="rain"), thing("complaint"), thing()
    )
    assert codes(sent) == [
        "ok", "station_unknown", "sync_malformed", "sync_kind_unknown", "report_code_known", "text_said", "ok",
    ]  # fmt: skip
    assert Report.objects.count() == 2


def test_a_check_in_needs_what_stands_at_the_door(station: Station) -> None:
    assert codes(send(thing("visit", proof="WRONG"), thing("visit"))) == ["door_not_proven"] * 2
    assert not Visit.objects.exists()


def test_a_draft_station_is_as_unknown_as_none(station: Station) -> None:
    Station.objects.update(state="draft")
    assert codes(send(thing())) == ["station_unknown"]


def test_only_who_was_signed_in_when_it_was_said_speaks(station: Station) -> None:
    me, other = make_person(), make_person()
    send(thing(**{"as": mark(me)}), by=me)
    send(thing(**{"as": mark(other)}), by=me)
    send(thing(), by=me)
    send(thing(**{"as": mark(me)}))
    assert sorted(Report.objects.values_list("person", flat=True), key=str) == sorted(
        [me.pk, None, None, None], key=str
    )


def test_what_lay_too_long_is_refused_and_says_so(station: Station) -> None:
    assert codes(send(thing(said_at=MS - 15 * 24 * HOUR))) == ["said_not_too_long_ago"]


def test_too_many_at_once_are_refused_whole(station: Station) -> None:
    with pytest.raises(Refused, match="sync_too_many"):
        send(*(thing() for _ in range(21)))
    assert not Report.objects.exists()
