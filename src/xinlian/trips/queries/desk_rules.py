"""What the page of priority groups and quotas shows."""

from typing import Any

from django.db.models import QuerySet, Sum

from xinlian.enrolment.models import Batch, Group, Offering, Quota
from xinlian.people.models import Union
from xinlian.people.scope import below
from xinlian.trips.models import Programme


def groups(offering: Offering) -> list[Group]:
    """The groups in their order."""
    return list(Group.objects.filter(offering=offering).order_by("rank"))


def groups_said(held: list[Group]) -> dict[str, Any]:
    """The groups as their form shows them."""
    said: dict[str, Any] = {}
    for group in held:
        said |= {f"name{group.rank}": group.name, f"occupations{group.rank}": group.occupations}
    return said


def group_choices(held: list[Group]) -> list[tuple[str, str]]:
    """The groups for a select."""
    return [(f"group:{group.uid}", group.name) for group in held]


def unions(programme: Programme) -> list[tuple[str, str]]:
    """The open unions of the programme's part of the tree, itself left out: for it a quota would say nothing."""
    rows = Union.objects.filter(below([programme.union_path]), closed_on=None).exclude(union_path=programme.union_path)
    return [(f"union:{uid}", name) for uid, name in rows.order_by("union_path").values_list("uid", "name")]


def whose(programme: Programme, choice: str) -> dict[str, Any]:
    """The union or group of a choice that the form let through."""
    kind, _, uid = choice.partition(":")
    if kind == "group":
        return {"group": Group.objects.get(offering=programme.offering, uid=uid)}
    return {"union": Union.objects.filter(below([programme.union_path])).get(uid=uid)}


def quotas(offering: Offering) -> QuerySet[Quota]:
    """The quotas, unions first."""
    rows = Quota.objects.filter(offering=offering).select_related("union", "group", "offering")
    return rows.order_by("-kind", "union__union_path", "group__rank")


def seats(offering: Offering) -> dict[str, int]:
    """All seats, and how many of them are sure to somebody already."""
    rows = Batch.objects.filter(offering=offering, state="standing").aggregate(n=Sum("capacity"))
    sure = Quota.objects.filter(offering=offering, kind="union").aggregate(n=Sum("guarantee"))
    return {"all": rows["n"] or 0, "sure": sure["n"] or 0}
