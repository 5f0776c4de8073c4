"""What deleting would do, before it is done."""

import datetime
from typing import Any

from django.db.models import Q

from xinlian.people.holdings import all_holdings
from xinlian.people.models import Grant, Person
from xinlian.people.queries.holdings import rows_of


def endings_for(person: Person) -> list[dict[str, Any]]:
    """[{end, items: [{holding, count}]}] for "erase", "unlink", "keep": what there is of each now."""
    grouped: dict[str, list[dict[str, Any]]] = {"erase": [], "unlink": [], "keep": []}
    for holding in all_holdings():
        count = rows_of(holding, person).count()
        if count:
            grouped[holding.at_end].append({"holding": holding, "count": count})
    return [{"end": end, "items": items} for end, items in grouped.items() if items]


def in_office(person: Person, on: datetime.date) -> bool:
    """Whether a role still stands that must be handed over first."""
    standing = Q(until_on=None) | Q(until_on__gte=on)
    return Grant.objects.filter(standing, person=person).exists()
