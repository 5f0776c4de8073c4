"""Reports, thanks, complaints and faults: once each, with a reason when not."""

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.actions.consent import give
from xinlian.rows.refusals import Refused
from xinlian.stations.actions import faults, reports, voices
from xinlian.stations.models import Fault, Report, Station, Voice
from xinlian.testing.make import make_person, make_station, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def station() -> Station:
    return make_station(make_union(), 30.54, 119.96)


def report(station: Station, **more: Any) -> Report:
    given = {"code": "closed", "client_uid": uuid.uuid4(), "said_at": NOW, "position": None, "by": None, "at": NOW}
    return reports.report(station=station, **given | more)


def test_a_report_keeps_the_distance_and_no_position(station: Station) -> None:
    made = report(station, position=(30.55, 119.96))
    assert 1100 < made.distance_m < 1120
    assert made.weight == 1
    stored = [str(value) for value in Report.objects.values_list().get()]
    assert not any(value.startswith(("30.5", "119.9")) for value in stored)
    assert "30.5" not in str(Entry.objects.values_list("facts", flat=True).get())


def test_a_distance_is_kept_with_the_person_only_after_their_yes(station: Station) -> None:
    person = make_person()
    assert report(station, by=person).person == person
    assert report(station, by=person, position=(30.55, 119.96)).person is None
    give(purpose="location", by=person, at=NOW)
    made = report(station, by=person, position=(30.55, 119.96))
    assert made.person == person
    assert made.distance_m


def test_the_same_tap_twice_is_stored_once_and_answered_alike(station: Station) -> None:
    uid = uuid.uuid4()
    first, second = report(station, client_uid=uid), report(station, client_uid=uid, code="full")
    assert first == second
    assert second.code == "closed"
    assert Entry.objects.count() == 1


def test_a_report_from_300_km_is_kept_without_weight(station: Station) -> None:
    made = report(station, position=(30.54, 116.83), code="still_open")
    assert 295_000 < made.distance_m < 305_000
    assert made.weight == 0
    station.place.refresh_from_db()
    assert station.place.confirmed_at is None


def test_a_word_from_the_spot_confirms_but_never_backwards(station: Station) -> None:
    report(station, code="still_open")
    report(station, code="still_open", said_at=NOW - HOUR)
    station.place.refresh_from_db()
    assert (station.place.confirmed_at, station.place.confirmed_by) == (NOW, "worker")


def test_closed_confirms_nothing(station: Station) -> None:
    report(station)
    station.place.refresh_from_db()
    assert station.place.confirmed_at is None


def test_a_report_that_waited_for_a_network_counts_from_when_it_was_said(station: Station) -> None:
    made = report(station, said_at=NOW - 30 * HOUR)
    assert made.at == NOW - 30 * HOUR
    assert made.expires_at < NOW
    assert made.arrived_at == NOW


def test_a_clock_a_little_ahead_is_taken_as_now(station: Station) -> None:
    assert report(station, said_at=NOW + datetime.timedelta(minutes=5)).at == NOW


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"said_at": NOW + 2 * HOUR}, "said_not_in_future"),
        ({"said_at": NOW - 24 * 20 * HOUR}, "said_not_too_long_ago"),
        ({"code": "door"}, "report_code_known"),
    ],
)
def test_what_is_refused_says_why_and_stores_nothing(station: Station, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        report(station, **more)
    assert refused.value.code == code
    assert not Report.objects.exists()


def say(station: Station, **more: Any) -> Voice:
    given = {"kind": "thanks", "text": "热水真热", "signed": "", "client_uid": uuid.uuid4(), "by": None, "at": NOW}
    return voices.say(station=station, **given | more)


def test_thanks_wait_for_somebody_to_look(station: Station) -> None:
    made = say(station, by=make_person())
    assert (made.state, made.union_path) == ("pending", station.union_path)


def test_thanks_once(station: Station) -> None:
    uid = uuid.uuid4()
    assert say(station, client_uid=uid) == say(station, client_uid=uid, text="再说一遍")
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "praise"}, "voice_kind_known"),
        ({"text": "  "}, "text_said"),
        ({"text": "长" * 25}, "text_short_enough"),
        ({"kind": "complaint", "text": "长" * 301}, "text_short_enough"),
        ({"signed": "长" * 31}, "signed_short_enough"),
    ],
)
def test_what_cannot_be_said(station: Station, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        say(station, **more)
    assert refused.value.code == code


def test_a_removed_station_can_still_be_thanked_but_not_mended() -> None:
    gone = make_station(make_union(), state="removed")
    assert say(gone).kind == "thanks"
    with pytest.raises(Refused) as refused:
        faults.tell(station=gone, facility="shower", text="", client_uid=uuid.uuid4(), by=None, at=NOW)
    assert refused.value.code == "station_published"


def test_a_fault_once_and_named_or_described(station: Station) -> None:
    uid = uuid.uuid4()
    for _ in range(2):
        faults.tell(station=station, facility="shower", text="不出水", client_uid=uid, by=None, at=NOW)
    assert Fault.objects.get().state == "reported"
    for facility, text, code in (("", " ", "fault_described"), ("spa", "", "facility_known")):
        with pytest.raises(Refused) as refused:
            faults.tell(station=station, facility=facility, text=text, client_uid=uuid.uuid4(), by=None, at=NOW)
        assert refused.value.code == code
