"""The demo's hoisting simulator: a client of the store, and what workers did on it last week."""

import datetime
import random
import uuid
from typing import Any

from xinlian.people.models import Union
from xinlian.records import storing
from xinlian.records.actions import clients

NAME = "吊装模拟机"
VERBS = {
    "attempted": {"zh": "开始练", "en": "attempted"},
    "passed": {"zh": "合格", "en": "passed"},
    "failed": {"zh": "没合格", "en": "failed"},
}
TASK = {
    "id": "https://simulators.example/hoist/blind-lift",
    "definition": {
        "type": "http://adlnet.gov/expapi/activities/simulation",
        "name": {"zh": "隔墙吊装", "en": "Blind lift"},
    },
}
RUNS = 12


def load(now: datetime.datetime) -> int:
    """One client and a dozen runs; how many rows."""
    union = Union.objects.filter(level="county").order_by("union_path").first()
    if union is None:
        return 0
    client, _key = clients.make(union=union, name=NAME, may="own", by=None, at=now)
    rng = random.Random(7)  # noqa: S311 - a demo
    said = [one for number in range(RUNS) for one in _run(number, now, rng)]
    return 1 + len(storing.store(client=client, said=said, version="2.0.0").uids)


def _run(number: int, now: datetime.datetime, rng: random.Random) -> list[dict[str, Any]]:
    began = now - datetime.timedelta(days=7 - number // 2, minutes=rng.randrange(300))
    score, seconds = rng.randrange(45, 100), rng.randrange(150, 420)
    verb = "passed" if score >= 60 else "failed"
    result = {
        "score": {"scaled": score / 100, "raw": score, "min": 0, "max": 100},
        "success": score >= 60,
        "completion": True,
        "duration": f"PT{seconds}S",
    }
    common = {
        "actor": {"account": {"homePage": "https://simulators.example", "name": f"G{1001 + number % 5}"}},
        "object": TASK,
        "context": {"registration": str(uuid.UUID(int=rng.getrandbits(128), version=4))},
    }
    ended = began + datetime.timedelta(seconds=seconds)
    return [
        {**common, "verb": _verb("attempted"), "timestamp": began.isoformat()},
        {**common, "verb": _verb(verb), "timestamp": ended.isoformat(), "result": result},
    ]


def _verb(name: str) -> dict[str, Any]:
    return {"id": f"http://adlnet.gov/expapi/verbs/{name}", "display": VERBS[name]}
