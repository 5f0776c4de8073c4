"""What conditions may ask about people: each app says in `enrolment_facts.FACTS` what it knows.

Here are those that the floor itself knows; a room above adds its own, such as until when a medical is valid.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from django.apps import apps
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.models import Seat
from xinlian.people.models import Person

CHUNK = 500
Text = str | Promise
Fetch = Callable[[Sequence[Person], str], Mapping[int, Any]]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about people: its name, whether it is a day or a yes, and how to read it for many at once.

    `fetch(people, series)` gives {id of the person: value}; who is left out is unknown.
    """

    label: Text
    shape: Literal["day", "yes", "days", "code"]
    fetch: Fetch


def born(people: Sequence[Person], series: str) -> dict[int, datetime.date]:
    """Birthdays out of mainland ID numbers."""
    found = {}
    for person in people:
        number = str(person.id_number or "") if person.id_type == "mainland" else ""
        day = _day(number[6:14])
        if day:
            found[person.pk] = day
    return found


def _day(digits: str) -> datetime.date | None:
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _seats(states: Sequence[str]) -> Fetch:
    def fetch(people: Sequence[Person], series: str) -> dict[int, list[datetime.date]]:
        found: dict[int, list[datetime.date]] = {}
        for chunk in chunks([person.pk for person in people]):
            rows = Seat.objects.filter(
                application__person__in=chunk, batch__offering__series=series, state__in=states
            ).values_list("application__person", "batch__ends_at")
            for person, ended in rows:
                found.setdefault(person, []).append(timezone.localdate(ended))
        return found

    return fetch


def chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    """Keys in pieces that a database takes as parameters."""
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


BUILT_IN = {
    "occupation": Fact(_("职业"), "code", lambda people, series: {one.pk: one.occupation for one in people}),
    "union": Fact(_("所属工会"), "code", lambda people, series: {one.pk: one.union_path for one in people}),
    "born": Fact(_("出生日期"), "day", born),
    "attended": Fact(_("参加过的日子"), "days", _seats(["attended"])),
    "missed": Fact(_("没来的日子"), "days", _seats(["missed"])),
}


@cache
def facts() -> dict[str, Fact]:
    """Every fact that anybody knows."""
    found = dict(BUILT_IN)
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.enrolment_facts"):
            found |= import_module(f"{app.name}.enrolment_facts").FACTS
    return found


def offered(shape: str) -> list[tuple[str, Text]]:
    """The facts of a shape that rooms add to those of the floor, for a select: (name, label)."""
    return [(name, fact.label) for name, fact in facts().items() if fact.shape == shape and name not in BUILT_IN]


def known(people: Sequence[Person], names: Iterable[str], series: str) -> dict[int, dict[str, Any]]:
    """The named facts of each person, those unknown left out."""
    found: dict[int, dict[str, Any]] = {person.pk: {} for person in people}
    for name in names:
        for key, value in facts()[name].fetch(people, series).items():
            found[key][name] = value
    return found
