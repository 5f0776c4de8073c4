"""Whether what an officer writes is about somebody we know: one person, one record. Pure but for the rows it is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xinlian.people.identity import mask_name
from xinlian.people.keys import id_key, phone_key
from xinlian.people.models import Firm, Person, Union
from xinlian.rows.paths import within


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer says of a person, normalised; "" and None for what was left out."""

    name: str = ""
    phone: str = ""
    id_type: str = ""
    id_number: str = ""
    occupation: str = ""
    employer: Firm | None = None
    union: Union | None = None
    languages: tuple[str, ...] = ()

    phone_key: str | None = field(init=False)
    id_key: str | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phone_key", phone_key(self.phone) if self.phone else None)
        object.__setattr__(self, "id_key", id_key(self.id_number) if self.id_number else None)


@dataclass(frozen=True, slots=True)
class Match:
    """The person meant (None: somebody new), or why it cannot be said: the column, a code, facts."""

    person: Person | None = None
    wrong: str = ""
    column: str = ""
    facts: dict[str, object] = field(default_factory=dict)


def match(told: Told, by_phone: Person | None, by_id: Person | None, tops: Sequence[str]) -> Match:
    """The person that phone and ID point to, when they point to one and the officer may keep them."""
    if by_phone and by_id and by_phone.pk != by_id.pk:
        facts: dict[str, object] = {"phone_name": _named(by_phone, tops), "id_name": _named(by_id, tops)}
        return Match(wrong="person_conflict", facts=facts)
    person = by_id or by_phone
    if person is None:
        return Match()
    column = "phone" if by_phone else "id_number"
    if person.union_path and not any(within(person.union_path, top) for top in tops):
        return Match(wrong="person_elsewhere", column=column)
    return _consistent(told, person, by_phone, by_id)


def _consistent(told: Told, person: Person, by_phone: Person | None, by_id: Person | None) -> Match:
    if by_id is None and told.id_key and person.id_key:
        return Match(wrong="phone_has_other_id", column="phone", facts={"name": mask_name(person.name)})
    if by_phone is None and told.phone_key and person.phone_verified_at:
        return Match(wrong="id_has_other_phone", column="phone", facts={"name": mask_name(person.name)})
    if by_id is None and told.name and person.name and told.name != person.name:
        return Match(wrong="name_differs", column="name", facts={"name": mask_name(person.name)})
    return Match(person)


def _named(person: Person, tops: Sequence[str]) -> str:
    """A name as this officer may see it."""
    near = not person.union_path or any(within(person.union_path, top) for top in tops)
    return mask_name(person.name) if near else "***"


def changes(person: Person, told: Told) -> dict[str, Any]:
    """The columns that what was told would change; what was left out stays."""
    found: dict[str, Any] = {}
    for name in ("name", "occupation"):
        if getattr(told, name) and getattr(told, name) != getattr(person, name):
            found[name] = getattr(told, name)
    if told.phone_key and told.phone_key != person.phone_key:
        found |= {"phone": told.phone, "phone_key": told.phone_key, "phone_verified_at": None}
    if told.id_key and told.id_key != person.id_key:
        found |= {"id_type": told.id_type, "id_number": told.id_number, "id_key": told.id_key}
    if told.languages and list(told.languages) != person.languages:
        found["languages"] = list(told.languages)
    if told.employer and told.employer.pk != person.employer_id:
        found["employer"] = told.employer
    if told.union and told.union.pk != person.union_id:
        found |= {"union": told.union, "union_path": told.union.union_path, "shard": told.union.shard}
    return found


def fields_changed(found: dict[str, Any]) -> list[str]:
    """What changed, for the journal: without the columns that only follow from others."""
    return sorted(set(found) - {"phone_key", "id_key", "phone_verified_at", "union_path", "shard"})
