"""What a gate's device needs to decide with no network: trust, statuses, who works there, who is in."""

import base64
from typing import Any

from django.db.models import QuerySet

from xinlian.credentials.actions.sites import digest
from xinlian.credentials.models import Gate, Portrait, Scan, Site, SiteWorker, StatusList, WorkPass
from xinlian.credentials.queries import trust
from xinlian.credentials.rules.states import STANDS


def gate_of(secret: str) -> Gate | None:
    """The gate whose device shows this secret; None for none, and for a blocked one."""
    if not secret:
        return None
    rows = Gate.objects.filter(secret_hash=digest(secret), blocked_at=None, site__closed_on=None)
    return rows.select_related("site").first()


def package(gate: Gate) -> dict[str, Any]:
    """Everything at once; binary parts in Base64. Photos are fetched one by one, by their hash."""
    site, bundle = gate.site, trust.newest()
    return {
        "gate": {"name": gate.name, "way": gate.way, "site": site.name, "fresh": site.fresh_hours * 3600},
        "roots": [
            {"kid": root.kid.hex(), "algorithm": root.algorithm, "public": root.public.hex()}
            for root in trust.roots().values()
        ],
        "bundle": _base64(bytes(bundle.content)) if bundle else "",
        "lists": {str(one.number): _base64(bytes(one.content)) for one in _lists()},
        "roster": roster(site),
        "inside": inside(site),
    }


def _lists() -> QuerySet[StatusList]:
    return StatusList.objects.filter(version__gt=0, use="pass").defer("packed").order_by("number")


def roster(site: Site) -> list[dict[str, Any]]:
    """Who works there, by the number of their pass: name as the pass says it, short code, team, hash of the photo."""
    people = dict(SiteWorker.objects.filter(site=site, until_on=None).values_list("person", "team"))
    rows = WorkPass.objects.filter(person__in=people, state__in=STANDS).select_related("portrait").order_by("id")
    return [
        {
            "number": one.number,
            "code": one.code,
            "name": one.name,
            "team": people[one.person_id],
            "photo": one.portrait.digest if one.portrait else "",
            "token": _base64(bytes(one.token)),
        }
        for one in rows
    ]


def inside(site: Site) -> dict[str, str]:
    """Number of a pass to its last way through a gate of the site, of those that opened."""
    rows = Scan.objects.filter(gate__site=site, outcome="valid", work_pass__isnull=False).order_by("at", "id")
    return dict(rows.values_list("work_pass__number", "way"))


def portrait(gate: Gate, digest: str) -> Portrait | None:
    """A photo of somebody who works on the gate's site."""
    people = SiteWorker.objects.filter(site=gate.site, until_on=None).values("person")
    return Portrait.objects.filter(person__in=people, digest=digest).first()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
