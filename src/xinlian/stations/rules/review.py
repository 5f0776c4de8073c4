"""The yearly review: points from answers, stars from points, stars lost with reasons. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xinlian.rows.refusals import Decision

SHARES = {"yes": 2, "partly": 1, "no": 0}  # halves of an item's points
DEMOTIONS = ("not_opening", "broken_equipment", "complaints", "unconfirmed")
TOP = 5


@dataclass(frozen=True, slots=True)
class Grade:
    """What a review comes to: points of how many, stars, and why, as codes with facts."""

    points: int
    of: int
    stars: int
    reasons: tuple[dict[str, object], ...]


def missing(items: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The codes of the items that have no answer yet, in the order of the list."""
    return [item["code"] for item in items if answers.get(item["code"], {}).get("got") not in SHARES]


def may_sign(state: str, items: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, str]]) -> Decision:
    """Whether a review may be signed: still a draft, every item answered."""
    return Decision.of(review_draft=state == "draft", review_complete=not missing(items, answers))


def grade(
    items: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Mapping[str, str]],
    thresholds: Sequence[int],
    rules: Mapping[str, Any],
    facts: Mapping[str, int],
) -> Grade:
    """Points (a half for "partly", rounded down over the whole), then stars.

    A `must` item that is not fully there caps the stars at rules["cap_without_must"]; then each row of
    rules["demote"], {"code", "over", "stars"}, takes its stars when the year's fact is over its limit.
    """
    halves = sum(SHARES.get(answers.get(item["code"], {}).get("got", ""), 0) * item["points"] for item in items)
    points, of = halves // 2, sum(item["points"] for item in items)
    stars = sum(points >= needed for needed in thresholds[:TOP])
    reasons: list[dict[str, object]] = [{"code": "points", "points": points, "of": of, "stars": stars}]
    stars = _capped(stars, items, answers, rules, reasons)
    return Grade(points, of, _demoted(stars, rules, facts, reasons), tuple(reasons))


def _capped(
    stars: int,
    items: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Mapping[str, str]],
    rules: Mapping[str, Any],
    reasons: list[dict[str, object]],
) -> int:
    lacking = [item for item in items if item.get("must") and answers.get(item["code"], {}).get("got") != "yes"]
    cap = int(rules.get("cap_without_must", 0))
    if lacking and stars > cap:
        reasons += [{"code": "must_missing", "item": item["text"], "cap": cap} for item in lacking]
        return cap
    return stars


def _demoted(stars: int, rules: Mapping[str, Any], facts: Mapping[str, int], reasons: list[dict[str, object]]) -> int:
    for rule in rules.get("demote", ()):
        found = facts.get(rule["code"], 0)
        if found > rule["over"]:
            reasons.append({"code": rule["code"], "found": found, "over": rule["over"], "stars": rule["stars"]})
            stars -= rule["stars"]
    return max(0, stars)


def check_checklist(
    items: Sequence[Mapping[str, Any]], thresholds: Sequence[int], rules: Mapping[str, Any]
) -> Decision:
    """Whether a new version of a checklist makes sense: codes once, points above 0, five rising thresholds within reach."""
    codes = [item["code"] for item in items]
    total = sum(item["points"] for item in items)
    return Decision.of(
        checklist_items=bool(items) and all(item["points"] > 0 and item["text"] for item in items),
        checklist_codes_once=len(codes) == len(set(codes)),
        checklist_five=len(thresholds) == TOP,
        checklist_rising=list(thresholds) == sorted(set(thresholds)) and all(one > 0 for one in thresholds),
        checklist_reachable=bool(thresholds) and thresholds[-1] <= total,
        checklist_demotions=all(
            row["code"] in DEMOTIONS and row["over"] >= 0 and row["stars"] > 0 for row in rules.get("demote", ())
        ),
    )
