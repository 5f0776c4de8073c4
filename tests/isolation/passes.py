"""A union's passes, certificates, appeals, sites and gates, marked, for the walk over all addresses."""

import uuid

from django.utils import timezone

from xinlian.credentials.actions import appeals, certificates, listeners, outside, passes, sites, templates
from xinlian.credentials.models import Scan
from xinlian.credentials.tests.world import DAY, sign_for
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_person


def fill(union: Union, officer: Person, mark: str) -> None:
    """Passes that are valid and suspended, with an appeal; a site with somebody on it, a gate and what it scanned."""
    now = timezone.now()
    sign_for(union)
    said = {
        "issuer": union,
        "begins_at": now,
        "ends_at": now + 90 * DAY,
        "trades": [(101, 13)],
        "by": officer,
        "at": now,
    }
    people = [make_person(union, name=f"{mark}持证{number}") for number in range(3)]
    made = [passes.issue(person=one, **said) for one in people]  # type: ignore[arg-type]
    for one in made[:2]:
        passes.step(work_pass=one, to="suspended", why=f"{mark}理由", by=officer, at=now)
    step = made[0].steps.get(state="suspended")
    appeals.appeal(step=step, text=f"{mark}申诉", client_uid=uuid.uuid4(), by=people[0], at=now)
    site = sites.open_site(union=union, name=f"{mark}工地", fresh_hours=24, by=officer, at=now)
    sites.add_people(site=site, people=people, team=f"{mark}班组", by=officer, at=now)
    _certificates(union, officer, people, mark)
    said = {"union": union, "name": f"{mark}系统", "address": "https://safety.example/", "by": officer}
    listeners.register(**said, at=now)  # type: ignore[arg-type]
    gate, _code = sites.make_gate(site=site, name=f"{mark}门", way="both", by=officer, at=now)
    Scan.objects.create(
        gate=gate,
        work_pass=made[2],
        outcome="valid",
        way="in",
        means="camera",
        at=now,
        arrived_at=now,
        client_uid=uuid.uuid4(),
        union_path=union.union_path,
        shard=union.shard,
    )


def _certificates(union: Union, officer: Person, people: list[Person], mark: str) -> None:
    """A template, certificates that stand and that were taken back, and one of another body."""
    now, on = timezone.now(), timezone.localdate()
    said = {"by": officer, "at": now}
    template = templates.make(
        issuer=union, title=f"{mark}证书", about=f"{mark}证明", criteria=f"{mark}要求", prefix="密", **said
    )
    made = [certificates.award(template=template, person=one, awarded_on=on, **said) for one in people[:2]]
    certificates.revoke(certificate=made[0], why=f"{mark}撤销", **said)
    words = {"kind": "special", "title": f"{mark}作业", "number": f"{mark}号", "issuer": f"{mark}局"}
    outside.note(person=people[2], issued_on=on, **words, **said)
