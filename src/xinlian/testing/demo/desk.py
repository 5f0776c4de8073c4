"""What lies on the desks of the demo: last year's reviews, this year's begun, changes that wait."""

import datetime
import uuid

from xinlian.people.models import Person
from xinlian.stations.actions.answering import answer
from xinlian.stations.actions.proposals import propose
from xinlian.stations.models import Checklist, Review, Station, Voice
from xinlian.stations.rules.review import grade

# name, items that were found wanting last year, days found closed
REVIEWED: list[tuple[str, dict[str, str], int]] = [
    ("丰桥社区职工驿站", {"events": "partly"}, 0),
    ("综合文化职工驿站", {"maps": "no", "events": "partly"}, 0),
    ("上柏村职工驿站", {"publicity": "partly"}, 5),
    ("城南路江畔职工驿站", {"facilities": "partly", "events": "no"}, 0),
]
COMPLAINTS = [
    ("综合文化职工驿站", "周末牌子上写着开，去了三次门都锁着", ""),
    ("丰桥社区职工驿站", "冰箱不冷，带的饭放坏了", "已经报修，师傅这两天来换，给您添麻烦了"),
]


def load(now: datetime.datetime) -> int:
    """Reviews, complaints and two changes; how many rows."""
    lists = {one.union_path: one for one in Checklist.objects.all()}
    stations = {one.place.name: one for one in Station.objects.select_related("place")}
    officer = Person.objects.get(username="deqing")
    reviewer = Person.objects.get(username="deqing-check")
    for name, wanting, closed in REVIEWED:
        station = stations[name]
        _review(station, lists[station.union_path[:4]], now.year - 1, wanting, closed, reviewer, now)
    draft = stations["丰桥社区职工驿站"]
    _review(draft, lists[draft.union_path[:4]], now.year, {}, 0, reviewer, now, draft=True)
    for name, text, reply in COMPLAINTS:
        _complaint(stations[name], text, reply, officer, now)
    propose(
        by=officer,
        at=now,
        station=stations["上柏村职工驿站"],
        values={"hours": "Mo-Su 06:30-21:30"},
        why="夏天开早一点",
    )
    values = {
        "facility:defibrillator": {"state": "working", "count": 1, "women_only": 0, "fee_fen": 0, "note": "门口左手"}
    }
    propose(by=officer, at=now, station=stations["丰桥社区职工驿站"], values=values, why="新装的")
    return len(REVIEWED) + 1 + len(COMPLAINTS) + 2


def _review(
    station: Station,
    checklist: Checklist,
    year: int,
    wanting: dict[str, str],
    closed: int,
    by: Person,
    now: datetime.datetime,
    *,
    draft: bool = False,
) -> None:
    items = checklist.items[:5] if draft else checklist.items
    answers = {item["code"]: {"got": wanting.get(item["code"], "yes"), "note": ""} for item in items}
    found = grade(checklist.items, answers, checklist.stars, checklist.rules, {"not_opening": closed})
    Review.objects.create(
        station=station,
        union_path=station.union_path,
        shard=station.shard,
        checklist=checklist,
        year=year,
        answers=answers,
        state="draft" if draft else "signed",
        points=found.points,
        stars_before=Station.objects.get(pk=station.pk).stars if draft else min(5, found.stars + (closed > 0)),
        stars_after=0 if draft else found.stars,
        reasons=[] if draft else list(found.reasons),
        reviewer=by,
        at=now if draft else now.replace(year=year, month=12, day=5),
    )
    if not draft:
        Station.objects.filter(pk=station.pk).update(stars=found.stars)


def _complaint(station: Station, text: str, reply: str, officer: Person, now: datetime.datetime) -> None:
    voice = Voice.objects.create(
        station=station,
        union_path=station.union_path,
        shard=station.shard,
        kind="complaint",
        text=text,
        at=now - datetime.timedelta(days=2),
        client_uid=uuid.uuid4(),
    )
    if reply:
        answer(by=officer, at=now - datetime.timedelta(days=1), voice=voice, text=reply)
