"""Who is meant at the intake: found again by phone or ID number, put right or made new; part of `actions.intake`."""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.matching import Told, changes, fields_changed, match
from xinlian.people.models import Person
from xinlian.people.queries.names import people_by_keys
from xinlian.rows.refusals import Refused
from xinlian.training.models import Project
from xinlian.training.who import KEEPERS, acting

Check = Callable[[str, str, datetime.date], None]
UNION = ("union", "union_path", "shard")


def known(
    *, project: Project, told: Told, manner: str, by: Person, at: datetime.datetime, check: Check
) -> tuple[Person, bool]:
    """The person, and whether their record was made or changed. `manner`: officer, leader, oneself.

    Whoever is no officer fills what is empty and overwrites nothing, and learns of nobody's record that it differs in
    this or that: otherwise one could take over an account, or ask for a name with a phone.
    Refused: phone_or_id_needed, known_differently, ages by `check`, and what `matching.match` says to officers.
    """
    if not told.phone_key and not told.id_key:
        raise Refused("phone_or_id_needed")
    by_phone, by_id = people_by_keys([told.phone_key], [told.id_key])
    found = match(told, by_phone.get(told.phone_key), by_id.get(told.id_key), _tops(project, manner, by, at))
    if found.wrong:
        raise Refused(found.wrong, found.facts) if manner == "officer" else Refused("known_differently")
    person, on = found.person, timezone.localdate(at)
    kept = person is not None and not told.id_number
    check(
        person.id_type if kept and person else told.id_type,
        str(person.id_number or "") if kept and person else told.id_number,
        on,
    )
    return _add(project, told, by, at) if person is None else _correct(project, person, told, manner, by, at)


def _tops(project: Project, manner: str, by: Person, at: datetime.datetime) -> list[str]:
    if manner == "officer":
        return acting(by, at).paths(KEEPERS)
    # Oneself one may take along to a project, from whichever union.
    return [project.union_path, by.union_path] if manner == "oneself" else [project.union_path]


def _add(project: Project, told: Told, by: Person, at: datetime.datetime) -> tuple[Person, bool]:
    person = Person(origin="desk", made_at=at, password=make_password(None), occupation="builder")
    for name, value in {**changes(person, told), **_of(project)}.items():
        setattr(person, name, value)
    _unless_taken(lambda: person.save(force_insert=True))
    record("person.added", person, by=by, at=at)
    return person, True


def _correct(
    project: Project, person: Person, told: Told, manner: str, by: Person, at: datetime.datetime
) -> tuple[Person, bool]:
    found = changes(person, told)
    if manner != "officer":
        found = _empty_only(person, found)
    if person.union_id != project.union_id:
        found |= _of(project)
    if not found:
        return person, False
    for name, value in found.items():
        setattr(person, name, value)
    _unless_taken(lambda: person.save(update_fields=list(found)))
    record("person.corrected", person, by=by, at=at, fields=fields_changed(found), how="intake")
    return person, True


def _empty_only(person: Person, found: dict[str, Any]) -> dict[str, Any]:
    if "phone" in found or ("name" in found and person.name) or ("id_key" in found and person.id_key):
        raise Refused("known_differently")
    return {name: value for name, value in found.items() if not getattr(person, name)}


def _of(project: Project) -> dict[str, Any]:
    return dict(zip(UNION, (project.union, project.union_path, project.shard), strict=True))


def _unless_taken(save: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        raise Refused("person_just_added") from error
