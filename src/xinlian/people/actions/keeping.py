"""Officers keep people: add one, correct one, see a whole number, take a list along."""

import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from xinlian.journal.actions import record
from xinlian.people import who
from xinlian.people.matching import Told, changes, fields_changed, match
from xinlian.people.models import Firm, Person, Union
from xinlian.people.queries.names import people_by_keys
from xinlian.rows.refusals import Refused, demand


@transaction.atomic
def add_person(*, told: Told, by: Person, at: datetime.datetime) -> tuple[Person, bool]:
    """Somebody new, or the record there is already, completed; (person, new).

    Refused: role_officer, phone_or_id_needed, and what `matching.match` says.
    """
    union = told.union
    if union is None:
        raise Refused("union_needed")
    viewer = who.viewer_at(by, at)
    demand(who.may_keep_people(viewer, union.union_path))
    if not told.phone and not told.id_number:
        raise Refused("phone_or_id_needed")
    by_phone, by_id = people_by_keys([told.phone_key], [told.id_key])
    found = match(told, by_phone.get(told.phone_key), by_id.get(told.id_key), viewer.paths(("officer",)))
    if found.wrong:
        raise Refused(found.wrong, found.facts)
    _register(told.employer, by, at)
    if found.person is not None:
        _record_changes(found.person, changes(found.person, told), by, at)
        return found.person, False
    person = Person(origin="desk", made_at=at, password=make_password(None), id_type=told.id_type)
    for name, value in changes(person, told).items():
        setattr(person, name, value)
    _unless_taken(lambda: person.save(force_insert=True))
    record("person.added", person, by=by, at=at)
    return person, True


@transaction.atomic
def correct_person(*, person: Person, told: Told, by: Person, at: datetime.datetime) -> list[str]:
    """Put right what stands of somebody; the columns that changed. What is left out stays.

    Refused: role_officer (there and where the person goes), phone_taken, id_taken, phone_is_theirs.
    """
    viewer = who.viewer_at(by, at)
    demand(who.may_keep_people(viewer, person.union_path))
    if told.union is not None:
        demand(who.may_keep_people(viewer, told.union.union_path))
    found = changes(person, told)
    if "phone" in found and person.phone_verified_at:
        raise Refused("phone_is_theirs")
    by_phone, by_id = people_by_keys([told.phone_key], [told.id_key])
    for code, other in (("phone_taken", by_phone.get(told.phone_key)), ("id_taken", by_id.get(told.id_key))):
        if other is not None and other.pk != person.pk:
            raise Refused(code)
    _register(told.employer, by, at)
    _record_changes(person, found, by, at)
    return fields_changed(found)


def _register(firm: Firm | None, by: Person, at: datetime.datetime) -> None:
    """A firm that was only named so far is kept from now on."""
    if firm is not None and firm._state.adding:
        firm.save(force_insert=True)
        record("firm.added", firm, by=by, at=at, kind=firm.kind)


def _record_changes(person: Person, found: dict[str, Any], by: Person, at: datetime.datetime) -> None:
    if not found:
        return
    for name, value in found.items():
        setattr(person, name, value)
    _unless_taken(lambda: person.save(update_fields=list(found)))
    record("person.corrected", person, by=by, at=at, fields=fields_changed(found), how="desk")


def _unless_taken(save: Any) -> None:
    """Two officers at the same moment: the second is told instead of a second record."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        raise Refused("person_just_added") from error


@transaction.atomic
def reveal(*, person: Person, reason: str, by: Person, at: datetime.datetime) -> dict[str, str]:
    """The whole phone and ID number, once, with the reason in the journal. Refused: role_officer, reason_needed."""
    demand(who.may_keep_people(who.viewer_at(by, at), person.union_path))
    if len(reason.strip()) < 2:
        raise Refused("reason_needed")
    record("person.revealed", person, by=by, at=at, reason=reason.strip()[:120])
    return {"phone": str(person.phone or ""), "id_number": str(person.id_number or "")}


@transaction.atomic
def take_along(*, union: Union, reason: str, whole: bool, rows: int, by: Person, at: datetime.datetime) -> None:
    """Note that a list of people leaves the house. Whole numbers are for approvers.

    Refused: reason_needed, role_officer, role_approver_whole.
    """
    viewer = who.viewer_at(by, at)
    if len(reason.strip()) < 2:
        raise Refused("reason_needed")
    demand(who.may_take_people_along(viewer, union.union_path, whole))
    record("people.exported", union, by=by, at=at, reason=reason.strip()[:120], whole=whole, rows=rows)


@transaction.atomic
def add_firm(*, union: Union, name: str, kind: str, credit_code: str, by: Person, at: datetime.datetime) -> Firm:
    """A firm or platform registered at a union. Refused: role_officer, firm_there."""
    demand(who.may_keep_people(who.viewer_at(by, at), union.union_path))
    firm = Firm(name=name, kind=kind, credit_code=credit_code, union=union)
    firm.union_path, firm.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            firm.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("firm_there") from error
    record("firm.added", firm, by=by, at=at, kind=kind)
    return firm


@transaction.atomic
def correct_firm(*, firm: Firm, name: str, kind: str, credit_code: str, by: Person, at: datetime.datetime) -> None:
    """Another name, kind or credit code. Refused: role_officer, firm_there."""
    demand(who.may_keep_people(who.viewer_at(by, at), firm.union_path))
    firm.name, firm.kind, firm.credit_code = name, kind, credit_code
    try:
        with transaction.atomic():
            firm.save(update_fields=["name", "kind", "credit_code"])
    except IntegrityError as error:
        raise Refused("firm_there") from error
    record("firm.corrected", firm, by=by, at=at)
