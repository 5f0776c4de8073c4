"""A small drawn offering for tests: three batches, two groups, a union quota, a party, three witnesses."""

import datetime
from dataclasses import dataclass, field

from xinlian.enrolment.actions import drawing
from xinlian.enrolment.models import Application, Draw, Group, Offering, Party, Quota, Witness
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_application, make_batch, make_offering, make_officer, make_person, make_union

AT = datetime.datetime(2026, 4, 20, 2, 0, tzinfo=datetime.UTC)
DUE = AT + datetime.timedelta(days=1)
LATER = DUE + datetime.timedelta(hours=1)
SOURCE = "某彩票第 2026045 期"
NUMBERS = ("10000000000000000007", "20000000000000000011", "30000000000000000013")


@dataclass
class Case:
    """Everything a test of the draw needs."""

    top: Union
    below: Union
    officer: Person
    offering: Offering
    applications: list[Application]
    witnesses: list[Person] = field(default_factory=list)

    def seal(self, **more: object) -> Draw:
        """Sealed by the officer, due in a day."""
        given = {"source": SOURCE, "source_due_at": DUE, "witnesses": self.witnesses, "by": self.officer, "at": AT}
        return drawing.seal(offering=self.offering, **{**given, **more})  # type: ignore[arg-type]

    def promise(self, draw: Draw) -> list[Witness]:
        """All witnesses bind themselves."""
        several = list(draw.witnesses.order_by("position"))
        for one, number in zip(several, NUMBERS, strict=True):
            drawing.promise(witness=one, by=one.person, at=AT, number=number)  # type: ignore[arg-type]
        return several

    def seeded(self) -> Draw:
        """A draw whose seed stands."""
        draw = self.seal()
        several = self.promise(draw)
        drawing.fix_seed(draw=draw, public_number="03 07 11", by=self.officer, at=LATER)
        for one, number in zip(several, NUMBERS, strict=True):
            drawing.reveal(witness=one, number=number, by=one.person, at=LATER)  # type: ignore[arg-type]
        draw.refresh_from_db()
        return draw


def make_case(people: int = 12, seats: int = 3) -> Case:
    """`people` who wish batch 1, then 2, and could come to 3; every third in the union below; the first two a party."""
    top = make_union(level="city")
    below = make_union(parent=top, level="street")
    offering = make_offering(
        top,
        mode="draw",
        state="closed",
        party_max=2,
        opens_at=AT - datetime.timedelta(days=9),
        closes_at=AT - datetime.timedelta(hours=1),
    )
    for _ in range(3):
        make_batch(offering, seats, starts_at=AT + datetime.timedelta(days=3650))  # pages are opened at today's date
    own = {"offering": offering, "union_path": top.union_path, "shard": top.shard}
    first = Group.objects.create(**own, rank=0, name="骑手", occupations=["rider"])
    last = Group.objects.create(**own, rank=1, name="其他")
    Quota.objects.create(**own, kind="union", union=below, guarantee=2, ceiling=3)
    Quota.objects.create(**own, kind="group", group=first, guarantee=1)
    party = Party.objects.create(**own, code="ABCD", made_at=AT)
    applications = [
        make_application(
            offering,
            make_person(below if number % 3 == 0 else top),
            wished=[1, 2] if number % 2 else [2],
            possible=[3],
            group=first if number % 4 == 0 else last,
            party=party if number < 2 else None,
            applied_at=AT - datetime.timedelta(days=1),
        )
        for number in range(people)
    ]
    witnesses = [make_person(top) for _ in range(3)]
    return Case(top, below, make_officer(top), offering, applications, witnesses)
