"""What an agent is called in statements."""

import json
from typing import Any

from xinlian.engines.statements.identity import ifi
from xinlian.records.models import Client
from xinlian.records.queries.statements import Asked, page

LOOKED_AT = 20


def names_of(client: Client, key: str) -> list[str]:
    """The names of an agent in the newest twenty statements about it that the client may read, newest first."""
    rows, _ = page(client, Asked(agent=key, limit=LOOKED_AT))
    found: dict[str, None] = {}
    for row in rows:
        said = json.loads(row.text)
        for one in _agents(said):
            if one.get("name") and ifi(one) == key:
                found[one["name"]] = None
    return list(found)


def _agents(said: dict[str, Any]) -> list[dict[str, Any]]:
    several = [said["actor"], *said["actor"].get("member", [])]
    return [*several, said["object"]] if said["object"].get("objectType") in ("Agent", "Group") else several
