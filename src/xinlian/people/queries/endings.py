"""What deleting would do, before it is done."""

import datetime
from typing import Any

from xinlian.people.actions.erase import demand_out_of_office
from xinlian.people.holdings import all_holdings
from xinlian.people.models import Person
from xinlian.people.queries.holdings import rows_of
from xinlian.rows.refusals import Refused


def endings_for(person: Person) -> list[dict[str, Any]]:
    """[{end, items: [{holding, count}]}] for "erase", "unlink", "keep": what there is of each now."""
    grouped: dict[str, list[dict[str, Any]]] = {"erase": [], "unlink": [], "keep": []}
    for holding in all_holdings():
        count = rows_of(holding, person).count()
        if count:
            grouped[holding.at_end].append({"holding": holding, "count": count})
    return [{"end": end, "items": items} for end, items in grouped.items() if items]


def in_office(person: Person, at: datetime.datetime) -> bool:
    """Whether a role still stands that must end first."""
    try:
        demand_out_of_office(person, at)
    except Refused:
        return True
    return False
