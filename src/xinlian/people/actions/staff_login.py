"""User names and passwords of people who hold a role."""

import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from xinlian.journal.actions import record
from xinlian.people import rules
from xinlian.people.models import Person
from xinlian.people.scope import Viewer
from xinlian.rows.refusals import Refused, demand


@transaction.atomic
def set_login(
    *, username: str, password: str, viewer: Viewer, code_minutes: float | None, by: Person, at: datetime.datetime
) -> None:
    """One's own user name and password. Refused: role_missing, password_not_now, username_taken."""
    demand(
        rules.may_set_login(
            has_role=bool(viewer.grants), has_password=by.has_usable_password(), code_minutes=code_minutes
        )
    )
    if Person.objects.filter(username__iexact=username).exclude(pk=by.pk).exists():
        raise Refused("username_taken")
    try:
        with transaction.atomic():
            Person.objects.filter(pk=by.pk).update(
                username=username, password=make_password(password), must_change_password=False
            )
    except IntegrityError as error:
        raise Refused("username_taken") from error
    record("staff_login.set", by, by=by, at=at)


@transaction.atomic
def change_password(*, password: str, by: Person, at: datetime.datetime) -> None:
    """Another password, after the old one was shown; the object at hand carries it too, for the session."""
    by.set_password(password)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    record("staff_login.password_changed", by, by=by, at=at)
