"""Making a record that a union imported and the one somebody signed up with the same: one person, one record."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from xinlian.journal.actions import record
from xinlian.people import rules
from xinlian.people.actions.devices import end_devices
from xinlian.people.following import follow
from xinlian.people.keys import id_key
from xinlian.people.limits import spend
from xinlian.people.models import Person
from xinlian.people.queries.devices import keys_of
from xinlian.rows.refusals import Refused, demand


def attach(*, name: str, number: str, by: Person, at: datetime.datetime) -> Person:
    """The imported record, now with the phone and everything of `by`, which is gone. Tries count even when refused.

    Refused: limit_reached, attach_none, attach_by_union.
    """
    spend(f"attach by {by.pk}", rules.ATTACH_PER_PERSON, at)
    spend(f"attach to {id_key(number)}", rules.ATTACH_PER_ID, at)
    found = Person.objects.filter(id_key=id_key(number), erased_at=None).exclude(pk=by.pk).first()
    try:
        demand(_may(found, name, by))
        assert found is not None
        with transaction.atomic():
            return _merge(into=found, by=by, at=at)
    except Refused as no:
        _record_refusal(by=by, at=at, why=no.code)
        raise


@transaction.atomic
def _record_refusal(*, by: Person, at: datetime.datetime, why: str) -> None:
    record("person.attach_refused", by, by=by, at=at, why=why)


def _may(found: Person | None, name: str, by: Person) -> Any:
    return rules.may_be_attached(
        found=found is not None,
        same_name=found is not None and rules.same_name(name, found.name),
        has_phone=found is not None and found.phone_key is not None,
        ever_in=found is not None and (found.last_login is not None or found.username is not None),
        in_office=found is not None and (found.grants.exists() or by.grants.exists()),
        fresh=by.origin == "self" and by.id_key is None and by.username is None,
    )


def _merge(*, into: Person, by: Person, at: datetime.datetime) -> Person:
    phone, key, verified = by.phone, by.phone_key, by.phone_verified_at
    end_devices(keys=keys_of(by), of=by, by=by, at=at)
    try:
        with transaction.atomic():
            follow("records_join", of=by, to=into)
            _move_rows(of=by, to=into)
    except IntegrityError as error:
        raise Refused("attach_by_union") from error
    Person.objects.filter(pk=by.pk).delete()
    still_free = Person.objects.filter(Q(pk=into.pk), phone_key=None)
    if not still_free.update(phone=phone, phone_key=key, phone_verified_at=verified):
        raise Refused("attach_none")
    into.refresh_from_db()
    record("person.attached", into, by=into, at=at, before=str(by.uid))
    return into


def _move_rows(*, of: Person, to: Person) -> None:
    """Every row of any table that points to one person now points to the other."""
    for link in Person._meta.get_fields(include_hidden=True):
        if (link.one_to_many or link.one_to_one) and link.auto_created and not link.concrete:
            relation: Any = link
            if not relation.related_model._meta.auto_created:
                rows = relation.related_model._base_manager.filter(**{relation.field.name: of.pk})
                rows.update(**{relation.field.name: to.pk})
