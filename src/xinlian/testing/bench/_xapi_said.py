"""What a hoisting simulator says of a run, for the bench of the record store. Knows nothing of the framework."""

import json
import random
import uuid
from typing import Any

ID, REGISTRATION = "00000000-0000-4000-8000-00000000id00", "00000000-0000-4000-8000-00000000re00"
HOME = "https://simulators.example/workers"
PEOPLE, TASKS, STEPS = 500, 40, 8
VERBS = {
    "initialized": {"zh": "开始", "en": "initialized"},
    "progressed": {"zh": "进行中", "en": "progressed"},
    "passed": {"zh": "合格", "en": "passed"},
    "failed": {"zh": "没合格", "en": "failed"},
}


def run(rng: random.Random) -> list[dict[str, Any]]:
    """One worker's attempt at one task, some 1,300 bytes of JSON a statement, with marks where ids go."""
    task, worker, instructor = rng.randrange(TASKS), f"G{rng.randrange(PEOPLE):05d}", f"T{rng.randrange(10)}"
    context = {
        "registration": REGISTRATION,
        "platform": "Hoist 7.2",
        "language": "zh-CN",
        "instructor": _agent(instructor),
        "contextActivities": {
            "parent": [{"id": "https://simulators.example/courses/tower-crane", "objectType": "Activity"}],
            "category": [{"id": "https://simulators.example/profile/v1", "objectType": "Activity"}],
        },
        "extensions": {"https://simulators.example/ext/mode": rng.choice(["practice", "graded"])},
    }
    thing = {
        "objectType": "Activity",
        "id": f"https://simulators.example/hoist/{task}",
        "definition": {
            "type": "http://adlnet.gov/expapi/activities/simulation",
            "name": {"zh": f"隔墙吊装 {task}", "en": f"Blind lift {task}"},
        },
    }
    verbs = ["initialized", *["progressed"] * (STEPS - 2), rng.choice(["passed", "failed"])]
    common = {"id": ID, "actor": _agent(worker), "object": thing, "context": context}
    return [{**common, **_told(verb, rng)} for verb in verbs]


def _told(verb: str, rng: random.Random) -> dict[str, Any]:
    score = rng.randrange(40, 100)
    return {
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": VERBS[verb]},
        "result": {
            "score": {"scaled": score / 100, "raw": score, "min": 0, "max": 100},
            "success": score >= 60,
            "completion": True,
            "duration": f"PT{rng.randrange(60, 600)}.{rng.randrange(100):02d}S",
            "extensions": {"https://simulators.example/ext/swing-mm": [rng.randrange(900) for _ in range(8)]},
        },
        "timestamp": f"2026-11-{rng.randrange(1, 29):02d}T09:{rng.randrange(60):02d}:{rng.randrange(60):02d}.125Z",
    }


def _agent(number: str) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": HOME, "name": number}}


class Batches:
    """Batches as JSON, one after the other: attempts of eight statements in a row, each statement under an id of its own."""

    def __init__(self, rng: random.Random, several: int) -> None:
        self.rng, self.several = rng, several
        said = [one for _ in range(several) for one in run(rng)]
        self.shapes = [json.dumps(one, ensure_ascii=False) for one in said]
        self.at, self.attempt = 0, ""

    def next(self) -> tuple[bytes, list[str]]:
        """A body and its ids."""
        ids = [self._uid() for _ in range(self.several)]
        texts = []
        for uid in ids:
            if self.at % STEPS == 0:
                self.attempt = self._uid()
            shape = self.shapes[self.at % len(self.shapes)]
            texts.append(shape.replace(ID, uid).replace(REGISTRATION, self.attempt))
            self.at += 1
        return f"[{','.join(texts)}]".encode(), ids

    def _uid(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
