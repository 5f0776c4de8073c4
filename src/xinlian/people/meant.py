"""Who is meant by a row of a table: by phone, by ID number, and the name beside them."""

from collections.abc import Sequence

from xinlian.people.keys import id_key, phone_key
from xinlian.people.models import Person
from xinlian.people.queries.names import people_by_keys
from xinlian.people.rules import same_name
from xinlian.sheets.kinds import Line, Outcome, bad


def meant(lines: Sequence[Line]) -> list[Person | Outcome]:
    """For each line, with columns `name`, `phone`, `id_number`: the person, or why that cannot be said."""
    phones = [phone_key(line.values["phone"]) for line in lines if line.values.get("phone")]
    numbers = [id_key(line.values["id_number"]) for line in lines if line.values.get("id_number")]
    by_phone, by_id = people_by_keys(phones, numbers)
    return [_person(line, by_phone, by_id) for line in lines]


def _person(line: Line, by_phone: dict[str | None, Person], by_id: dict[str | None, Person]) -> Person | Outcome:
    phone, number = line.values.get("phone"), line.values.get("id_number")
    one = by_phone.get(phone_key(phone)) if phone else None
    other = by_id.get(id_key(number)) if number else None
    if one is not None and other is not None and one.pk != other.pk:
        return bad("phone", "person_two")
    person = one or other
    if person is None:
        return bad("phone" if phone else "id_number", "person_unknown")
    if not same_name(str(line.values.get("name") or ""), person.name):
        return bad("name", "person_other_name")
    return person
