"""Statements to start from, and how one of their values is put elsewhere: `put(PLAIN, "context.registration", 5)`."""

import copy
import json
from dataclasses import dataclass, field, replace
from typing import Any

V1, V2 = "1.0.3", "2.0.0"
BOTH = (V1, V2)
GONE = object()

AGENT = {"objectType": "Agent", "name": "Wang", "account": {"homePage": "https://union.example.cn", "name": "W1"}}
GROUP = {"objectType": "Group", "mbox": "mailto:crew@example.cn", "member": [{"mbox": "mailto:li@example.cn"}]}
CREW = {"objectType": "Group", "member": [{"mbox": "mailto:li@example.cn"}, {"openid": "https://zhao.example.cn/"}]}
ID = "fd41c918-b88b-4b20-a0a5-a4c32391aaa0"
OTHER_ID = "8f87ccde-bb56-4c2e-ab83-44982ef22df0"
REF = {"objectType": "StatementRef", "id": OTHER_ID}
VERB = {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en-US": "completed", "zh-CN": "完成"}}
ACTIVITY = {
    "objectType": "Activity",
    "id": "https://union.example.cn/sim/crane-7",
    "definition": {
        "name": {"zh-CN": "塔吊", "en": "Crane"},
        "description": {"zh-CN": "塔吊模拟"},
        "type": "http://adlnet.gov/expapi/activities/simulation",
        "moreInfo": "https://union.example.cn/crane",
        "extensions": {"https://union.example.cn/ext/height": 60},
    },
}
RESULT = {
    "score": {"scaled": 0.85, "raw": 85, "min": 0, "max": 100},
    "success": True,
    "completion": True,
    "response": "left",
    "duration": "PT12M30.5S",
    "extensions": {"https://union.example.cn/ext/mode": "graded"},
}
CONTEXT = {
    "registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
    "instructor": {"objectType": "Agent", "mbox": "mailto:teacher@example.cn"},
    "team": GROUP,
    "contextActivities": {
        "parent": [{"id": "https://union.example.cn/course/3"}],
        "category": {"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5", "objectType": "Activity"},
    },
    "revision": "3.1",
    "platform": "crane simulator",
    "language": "zh-CN",
    "statement": REF,
    "extensions": {"https://union.example.cn/ext/device": None},
}
ATTACHMENT = {
    "usageType": "http://adlnet.gov/expapi/attachments/certificate",
    "display": {"zh-CN": "证书"},
    "description": {"en": "A certificate"},
    "contentType": "application/pdf",
    "length": 27,
    "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
    "fileUrl": "https://union.example.cn/f/1",
}
PLAIN: dict[str, Any] = {
    "id": ID,
    "actor": AGENT,
    "verb": VERB,
    "object": ACTIVITY,
    "result": RESULT,
    "context": CONTEXT,
    "timestamp": "2026-03-01T08:30:00.123Z",
    "stored": "2026-03-01T08:30:01Z",
    "authority": {"objectType": "Agent", "mbox": "mailto:api@example.cn"},
    "version": "1.0.0",
    "attachments": [ATTACHMENT],
}
CREWED = {**PLAIN, "actor": CREW, "authority": {"objectType": "Group", "member": CREW["member"]}}
ROUND = {name: value for name, value in CONTEXT.items() if name not in ("revision", "platform")}
REFERRING = {**PLAIN, "object": REF, "context": ROUND}
ABOUT_AGENT = {**REFERRING, "object": AGENT}
ABOUT_GROUP = {**REFERRING, "object": GROUP}
VOIDING = {**REFERRING, "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}}
INNER = ("actor", "verb", "object", "result", "context", "timestamp", "attachments")
HOLDING = {**REFERRING, "object": {"objectType": "SubStatement", **{name: PLAIN[name] for name in INNER}}}
QUESTION = copy.deepcopy(PLAIN)
QUESTION["object"]["definition"] |= {
    "interactionType": "choice",
    "correctResponsesPattern": ["a[,]b"],
    "choices": [{"id": "a", "description": {"zh-CN": "甲"}}, {"id": "b"}],
}
AROUND = copy.deepcopy(PLAIN)
AROUND["context"] |= {
    "contextAgents": [
        {"objectType": "contextAgent", "agent": AGENT, "relevantTypes": ["https://union.example.cn/types/signaller"]},
        {"objectType": "contextAgent", "agent": {"mbox": "mailto:li@example.cn"}},
    ],
    "contextGroups": [
        {"objectType": "contextGroup", "group": GROUP, "relevantTypes": ["https://union.example.cn/types/x"]}
    ],
}


def steps(path: str) -> list[str | int]:
    return [
        int(step) if step.isdigit() else step for step in path.replace("]", "").replace("[", ".").split(".") if step
    ]


def put(base: dict[str, Any], path: str, value: Any) -> Any:
    """A copy of `base` with `value` at `path`; GONE takes away what is there. Keys with dots: a list of steps instead."""
    whole: Any = json.loads(json.dumps(base))  # unlike deepcopy it keeps no part shared
    way = steps(path) if isinstance(path, str) else list(path)
    if not way:
        return value
    at = whole
    for step in way[:-1]:
        at = at[step]
    if value is GONE:
        del at[way[-1]]
    else:
        at[way[-1]] = copy.deepcopy(value)
    return whole


@dataclass(frozen=True)
class Case:
    """At `path` of `base` each of `refused` breaks `requirement`, and each of `taken`, a near neighbour, does not.

    The place that is told is `path`, or what lacks a property that is GONE; `below`: further in; `keyed`: at the one key of the
    value; `told`: another place.
    """

    requirement: str
    path: str
    refused: list[Any]
    taken: list[Any]
    base: dict[str, Any] = field(default_factory=lambda: PLAIN)
    below: str = ""
    versions: tuple[str, ...] = BOTH
    told: str | None = None
    keyed: bool = False

    def where(self, value: Any) -> str:
        if self.told is not None:
            return self.told
        if self.keyed:
            return f"{self.path}.{next(iter(value))}"
        return self.path.rpartition(".")[0] if value is GONE else self.path + self.below


def in_substatement(case: Case) -> Case:
    """The same inside a substatement."""
    inner = {name: case.base[name] for name in INNER if name in case.base}
    base = {**REFERRING, "object": {"objectType": "SubStatement", **inner}}
    told = None if case.told is None else f"object.{case.told}"
    return replace(case, path=f"object.{case.path}", base=base, told=told)
