"""The yearly review: begun for many stations, filled in, signed; and new versions of the checklist."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused, demand
from xinlian.stations.models import Checklist, Review, Station
from xinlian.stations.queries.checklists import in_force
from xinlian.stations.queries.reviews import outcome
from xinlian.stations.rules.review import SHARES, check_checklist, may_sign
from xinlian.stations.who import acting, may_grade, may_inspect


@transaction.atomic
def begin(*, by: Person, at: datetime.datetime, stations: Iterable[Station], year: int) -> list[Review]:
    """Open this year's review of each published station that has none yet, by the checklist in force for it.

    Refused: "checklist_none" when a station's union has no checklist by that day.
    """
    viewer, on = acting(by, at), timezone.localdate(at)
    opened: list[Review] = []
    for station in stations:
        demand(may_inspect(viewer, station.union_path))
        if station.state != "published" or Review.objects.filter(station=station, year=year).exists():
            continue
        checklist = in_force(station.union_path, on)
        if checklist is None:
            raise Refused("checklist_none", {"code": station.code})
        opened.append(
            Review(
                union_path=station.union_path,
                shard=station.shard,
                station=station,
                checklist=checklist,
                year=year,
                stars_before=station.stars,
                reviewer=by,
                at=at,
            )
        )
    Review.objects.bulk_create(opened)
    for review in opened:
        record("review_begun", review, by=by, at=at, year=year, station=str(review.station.uid))
    return opened


@transaction.atomic
def fill(*, by: Person, at: datetime.datetime, review: Review, answers: Mapping[str, Mapping[str, str]]) -> Review:
    """Note what was found for some items: {"got": "yes" | "partly" | "no", "note"}; the others stay as they are."""
    demand(may_inspect(acting(by, at), review.union_path))
    if review.state != "draft":
        raise Refused("review_draft")
    codes = {item["code"] for item in review.checklist.items}
    fresh = {
        code: {"got": said["got"], "note": said.get("note", "").strip()[:200]}
        for code, said in answers.items()
        if code in codes and said.get("got") in SHARES
    }
    review.answers = {**review.answers, **fresh}
    found = outcome(review, at)
    review.points, review.reviewer, review.at = found.points, by, at
    review.save(update_fields=["answers", "points", "reviewer", "at"])
    record("review_filled", review, by=by, at=at, items=sorted(fresh))
    return review


@transaction.atomic
def sign(*, by: Person, at: datetime.datetime, review: Review) -> Review:
    """Sign: the station has its new stars from now on, with the reasons for everybody to read."""
    demand(may_grade(acting(by, at), review.union_path))
    demand(may_sign(review.state, review.checklist.items, review.answers))
    found = outcome(review, at)
    station = review.station
    signed = Review.objects.filter(pk=review.pk, state="draft").update(
        state="signed",
        points=found.points,
        stars_before=station.stars,
        stars_after=found.stars,
        reasons=list(found.reasons),
        at=at,
    )
    if not signed:
        raise Refused("review_draft")
    Station.objects.filter(pk=station.pk).update(stars=found.stars)
    record("review_signed", review, by=by, at=at, points=found.points, before=station.stars, after=found.stars)
    review.refresh_from_db()
    return review


@transaction.atomic
def new_checklist(
    *,
    by: Person,
    at: datetime.datetime,
    union: Union,
    name: str,
    effective_on: datetime.date,
    items: Sequence[Mapping[str, Any]],
    stars: Sequence[int],
    rules: Mapping[str, Any],
    source: str,
) -> Checklist:
    """A checklist, or a new version of one, in force from a day on; earlier versions and their reviews stay."""
    demand(may_grade(acting(by, at), union.union_path))
    demand(check_checklist(items, stars, rules))
    if not source.strip():
        raise Refused("checklist_source")
    if Checklist.objects.filter(union=union, name=name, effective_on=effective_on).exists():
        raise Refused("checklist_once")
    checklist = Checklist.objects.create(
        union_path=union.union_path,
        shard=union.shard,
        union=union,
        name=name,
        effective_on=effective_on,
        items=list(items),
        stars=list(stars),
        rules=dict(rules),
        source=source.strip(),
    )
    record("checklist_made", checklist, by=by, at=at, effective_on=effective_on.isoformat(), items=len(items))
    return checklist
