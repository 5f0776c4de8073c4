"""A client of a union's store and what it sent, marked, for the walk over all addresses."""

from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.records import storing
from xinlian.records.actions import clients
from xinlian.records.tests.world import statement


def fill(union: Union, officer: Person, mark: str) -> None:
    """One client that is at work and one that is blocked."""
    now = timezone.now()
    for name in ("模拟机", "旧机"):
        client, _key = clients.make(union=union, name=f"{mark}{name}", may="own", by=officer, at=now)
        said = statement(f"{mark}工号")
        said["object"]["definition"] = {"name": {"zh": f"{mark}吊装"}}
        storing.store(client=client, said=[said], version="2.0.0")
    clients.block(client=client, by=officer, at=now)
