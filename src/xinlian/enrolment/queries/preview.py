"""The preview of a draw: what may be expected of the plan and of others, by batch, group and union."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xinlian.engines.allocation.model import Applicant, Batch, Problem, ProblemError, Quota, check
from xinlian.engines.allocation.preview import Expected
from xinlian.enrolment.models import Application, Offering
from xinlian.enrolment.models import Batch as BatchRow
from xinlian.enrolment.queries import sealed
from xinlian.enrolment.rules import alternatives as rules
from xinlian.enrolment.rules.drawing import wishes, without_lone_parties
from xinlian.people.models import Union

EXTRA = 6


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page shows before the draw; numbers are means over sample orders."""

    people: int
    seats: int
    parties: int
    plan: Expected
    bars: list[dict[str, Any]]
    batches: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    unions: list[dict[str, Any]]
    batch: str
    more: int
    samples: int


def problem_of(offering: Offering, applications: list[Application], rows: list[BatchRow]) -> Problem:
    """The problem as it stands now; raises ProblemError when it contradicts itself."""
    ranked = sealed.groups(offering)
    place = {group.pk: index for index, group in enumerate(ranked)}
    last = max(place.values(), default=0)
    parties = without_lone_parties({one.pk: str(one.party_id or "") for one in applications})
    at = {str(row.number): index for index, row in enumerate(rows)}
    people = []
    for one in applications:
        wished, possible = wishes(one.wished, one.possible, [row.number for row in rows])
        people.append(
            Applicant(
                str(one.pk),
                place.get(one.group_id or 0, last),
                one.person.union_path,
                tuple(at[key] for key in wished),
                tuple(at[key] for key in possible),
                parties[one.pk],
            )
        )
    quotas = tuple(Quota(q.kind, q.key, q.guarantee, q.ceiling) for q in sealed.quotas(offering, ranked))
    problem = Problem(tuple(Batch(str(row.number), row.capacity - row.taken) for row in rows), tuple(people), quotas)
    check(problem)
    return problem


def preview(offering: Offering, *, batch: str = "", more: int = EXTRA) -> Preview | None:
    """What may be expected; None when there is nobody or nothing to draw, or the list contradicts itself."""
    applications, rows = sealed.entrants(offering), sealed.batches(offering)
    if not applications or not rows:
        return None
    try:
        problem = problem_of(offering, applications, rows)
    except ProblemError:
        return None
    wanted = Counter(index for person in problem.applicants for index in person.wished)
    known = {one.key for one in problem.batches}
    chosen = batch if batch in known else problem.batches[_tightest(problem, wanted)].key
    plans = rules.alternatives(problem, batch=chosen, more=more)
    seeds = rules.samples(str(offering.uid), len(applications), len(plans) + 1)
    compared = rules.compare(plans, seeds)
    plan = compared["plan"]
    filled = rules.given(problem, seeds)
    return Preview(
        people=len(applications),
        seats=sum(one.seats for one in problem.batches),
        parties=len({person.party for person in problem.applicants} - {""}),
        plan=plan,
        bars=_bars(problem, compared, _arrival(applications), chosen, more),
        batches=_batches(rows, wanted, filled),
        groups=_groups(offering, problem, plan),
        unions=_unions(problem, plan),
        batch=chosen,
        more=more,
        samples=len(seeds),
    )


def _tightest(problem: Problem, wanted: Counter[int]) -> int:
    return max(range(len(problem.batches)), key=lambda index: (wanted[index] - problem.batches[index].seats, -index))


def _arrival(applications: list[Application]) -> list[int]:
    return sorted(range(len(applications)), key=lambda index: (applications[index].applied_at, applications[index].pk))


def _bars(
    problem: Problem, compared: dict[str, Expected], arrival: list[int], batch: str, more: int
) -> list[dict[str, Any]]:
    names = {
        "plan": _("现在的方案"),
        "more_seats": _("第 %(batch)s 批加 %(more)s 座") % {"batch": batch, "more": more},
        "no_ceilings": _("上限取消"),
        "no_guarantees": _("保底取消"),
        "more_batch": _("加一批，同第 %(batch)s 批的日期") % {"batch": batch},
        "first_come": _("先到先得"),
    }
    found = {code: (one.served, one.wished) for code, one in compared.items()}
    found["first_come"] = rules.first_come(problem, arrival)
    people = len(problem.applicants)
    base = found["plan"][0]
    return [
        {
            "code": code,
            "label": names[code],
            "served": round(served),
            "wished": round(wished),
            "other": round(served) - round(wished),
            "served_width": f"{100 * served / people:.2f}",
            "wished_width": f"{100 * wished / people:.2f}",
            "change": round(served - base),
        }
        for code, (served, wished) in found.items()
    ]


def _batches(rows: list[BatchRow], wanted: Counter[int], filled: dict[str, float]) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "name": row.name,
            "starts_at": row.starts_at,
            "seats": row.capacity - row.taken,
            "wanted": wanted[index],
            "given": round(filled[str(row.number)]),
            "free": row.capacity - row.taken - round(filled[str(row.number)]),
        }
        for index, row in enumerate(rows)
    ]


def _groups(offering: Offering, problem: Problem, plan: Expected) -> list[dict[str, Any]]:
    names = [group.name for group in sealed.groups(offering)] or [sealed.EVERYBODY]
    count = Counter(person.group for person in problem.applicants)
    sure = {int(quota.key): quota.guarantee for quota in problem.quotas if quota.kind == "group"}
    return [
        _line(name, count[rank], sure.get(rank, 0), plan.left_out_groups.get(rank, 0.0))
        for rank, name in enumerate(names)
        if count[rank]
    ]


def _unions(problem: Problem, plan: Expected) -> list[dict[str, Any]]:
    """By union: those with a quota with everything below them, all others by their own path."""
    quotas = {quota.key: quota for quota in problem.quotas if quota.kind == "union"}
    applied, left = Counter[str](), Counter[str]()
    for person in problem.applicants:
        applied[_shown(person.union, quotas)] += 1
    for path, mean in plan.left_out_unions.items():
        left[_shown(path, quotas)] += mean  # type: ignore[assignment]
    names = dict(Union.objects.filter(union_path__in=applied).values_list("union_path", "name"))
    lines = []
    for path, count in applied.most_common():
        sure = quotas[path].guarantee if path in quotas else 0
        lines.append(_line(names.get(path, "—"), count, sure, float(left[path])))
    return lines


def _shown(path: str, quotas: dict[str, Quota]) -> str:
    return max((key for key in quotas if path.startswith(key)), key=len, default=path)


def _line(name: str, applied: int, sure: int, left: float) -> dict[str, Any]:
    return {"name": name, "applied": applied, "sure": sure, "given": round(applied - left), "left": round(left)}
