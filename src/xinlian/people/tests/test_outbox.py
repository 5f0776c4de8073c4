"""What a phone sends later: read strictly, dated by our clock."""

import datetime
import uuid

import pytest

from xinlian.people import outbox
from xinlian.rows.refusals import Refused

NOW = datetime.datetime(2026, 5, 1, 12, 0, tzinfo=datetime.UTC)
MS = int(NOW.timestamp() * 1000)
HOUR = 3_600_000
KINDS = ("report", "visit")


def raw(**more: object) -> dict[str, object]:
    return {"uid": str(uuid.uuid4()), "kind": "report", "said_at": MS - HOUR, "station": "T1", **more}


def test_what_was_said_an_hour_before_it_is_sent_was_said_an_hour_ago() -> None:
    assert outbox.said(MS - HOUR, MS, NOW) == NOW - datetime.timedelta(hours=1)


def test_a_phone_whose_clock_is_nine_years_off_is_still_right() -> None:
    off = 9 * 365 * 24 * HOUR
    assert outbox.said(MS - HOUR + off, MS + off, NOW) == NOW - datetime.timedelta(hours=1)


def test_a_clock_set_back_a_little_counts_as_now_and_far_is_refused() -> None:
    assert outbox.said(MS + HOUR // 2, MS, NOW) == NOW
    with pytest.raises(Refused, match="sync_from_the_future"):
        outbox.said(MS + 2 * HOUR, MS, NOW)


@pytest.mark.parametrize("bad", [None, "now", True, float("nan"), float("inf"), -1, 10**18])
def test_a_time_that_is_none_is_refused(bad: object) -> None:
    with pytest.raises(Refused, match="sync_malformed"):
        outbox.said(bad, MS, NOW)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        7,
        None,
        [],
        {1: 2},
        raw(uid="x"),
        raw(text="x" * 2001),
        raw(text="a\0b"),
        raw(text=["a"] * 101),
        raw(text=["x" * 2001]),
    ],
)
def test_what_is_no_item_is_refused(bad: object) -> None:
    with pytest.raises(Refused, match="sync_malformed"):
        outbox.item(bad, MS, NOW, KINDS)


@pytest.mark.parametrize("kind", ["dance", None, ["report"], {"report": 1}])
def test_a_kind_that_is_not_known_is_refused(kind: object) -> None:
    with pytest.raises(Refused, match="sync_kind_unknown"):
        outbox.item(raw(kind=kind), MS, NOW, KINDS)


def test_an_item_carries_its_fields_as_text_and_leaves_out_what_is_no_text() -> None:
    found = outbox.item(raw(code="closed", lat=36.4, deep={"a": 1}, **{"as": "abc"}), MS, NOW, KINDS)
    assert (found.kind, found.text("code"), found.mark) == ("report", "closed", "abc")
    assert "deep" not in found.fields


def test_ticked_boxes_come_as_a_list_and_go_into_a_form_as_such() -> None:
    found = outbox.item(raw(days=["mon", "tue", {"x": 1}]), MS, NOW, KINDS)
    assert found.lists()["days"] == ["mon", "tue"]
    assert found.text("days") == "mon"
    assert outbox.item(raw(days=[]), MS, NOW, KINDS).text("days") == ""


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"lat": 36.4, "lon": 94.9}, (36.4, 94.9)),
        ({"lat": "36.4", "lon": "94.9"}, (36.4, 94.9)),
        ({}, None),
        ({"lat": 136.4, "lon": 94.9}, None),
        ({"lat": "nan", "lon": 94.9}, None),
        ({"lat": "north", "lon": 94.9}, None),
    ],
)
def test_a_position_is_there_whole_or_not_at_all(given: dict[str, object], found: object) -> None:
    assert outbox.item(raw(**given), MS, NOW, KINDS).position() == found
