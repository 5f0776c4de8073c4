"""Who an actor is, as one string."""

from collections.abc import Mapping
from typing import Any


def ifi(actor: Mapping[str, Any]) -> str | None:
    """The inverse functional identifier of a checked agent or group: "mbox|mailto:…", "mbox_sha1sum|…", "openid|…",
    "account|<homePage>|<name>"; None for an anonymous group.

    Equal for equal actors: the domain of an address and the digits of a hash are in lower case (1.0.3, 2.3.1); a home page holds
    no "|", so where the name begins is certain.
    """
    account = actor.get("account")
    if account is not None:
        return f"account|{account['homePage']}|{account['name']}"
    mbox = actor.get("mbox")
    if mbox is not None:
        local, _, domain = mbox.rpartition("@")
        return f"mbox|{local}@{domain.lower()}"
    if "mbox_sha1sum" in actor:
        return f"mbox_sha1sum|{actor['mbox_sha1sum'].lower()}"
    return f"openid|{actor['openid']}" if "openid" in actor else None


def all_ifis(actor: Mapping[str, Any]) -> list[str]:
    """Those of an actor and of its members."""
    found = ifi(actor)
    several = [] if found is None else [found]
    for member in actor.get("member", ()):
        inner = ifi(member)
        if inner is not None:
            several.append(inner)
    return several
