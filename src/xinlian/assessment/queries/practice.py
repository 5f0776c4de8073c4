"""What to practise next: never practised first, then what lies longest back; or only one's mistakes."""

import uuid

from django.db.models import QuerySet

from xinlian.assessment.models import Bank, Item, Practised
from xinlian.engines.exams.papers import lot
from xinlian.engines.exams.questions import SHORT
from xinlian.people.models import Person


def items(bank: Bank) -> "QuerySet[Item]":
    """The questions that may be practised: reviewed, and marked without a person."""
    return Item.objects.filter(bank=bank, current=True, review="approved").exclude(kind=SHORT)


def next_item(bank: Bank, person: Person, *, book: bool) -> Item | None:
    """The next question, in an order of the person's own; None when the book of mistakes is empty."""
    known = dict(Practised.objects.filter(person=person, bank=bank).values_list("lineage", "at"))
    rows = items(bank)
    if book:
        rows = rows.filter(lineage__in=missed(bank, person))
    several = list(rows.values_list("pk", "lineage"))
    if not several:
        return None
    own = str(person.uid)
    first = min(several, key=lambda one: (one[1] in known, str(known.get(one[1], "")), lot(own, str(one[1]))))
    return rows.get(pk=first[0])


def missed(bank: Bank, person: Person) -> list[uuid.UUID]:
    """The questions in somebody's book of mistakes."""
    rows = Practised.objects.filter(person=person, bank=bank, missed=True)
    return list(rows.values_list("lineage", flat=True))


def figures(bank: Bank, person: Person) -> dict[str, int]:
    """How many questions there are, how many were practised, how many are in the book."""
    rows = Practised.objects.filter(person=person, bank=bank)
    return {"all": items(bank).count(), "done": rows.count(), "missed": rows.filter(missed=True).count()}
