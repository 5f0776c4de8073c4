"""Roles on a node of the tree, and the logins of those who hold them."""

import datetime
import secrets

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people import who
from xinlian.people.following import follow
from xinlian.people.models import Grant, Person, Union
from xinlian.rows.refusals import Refused, demand

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike: l, o, i, 0, 1
GROUPS, GROUP = 4, 4  # 79 bits
YESTERDAY = datetime.timedelta(days=1)


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: str,
    union: Union,
    by: Person,
    at: datetime.datetime,
    until_on: datetime.date | None = None,
) -> Grant:
    """A role at a union and below, from today. Refused: role_officer, not_to_oneself, role_there, day_past, ..."""
    today = timezone.localdate(at)
    demand(who.may_grant(who.viewer_at(by, at), union, person))
    if union.closed_on:
        raise Refused("union_closed", {"value": union.name})
    if until_on is not None and until_on < today:
        raise Refused("day_past")
    standing = Grant.objects.filter(person=person, role=role, union=union)
    if standing.filter(Q(until_on=None) | Q(until_on__gte=today)).exists():
        raise Refused("role_there")
    grant = Grant(person=person, role=role, union=union, since_on=today, until_on=until_on, granted_by=by)
    grant.union_path, grant.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            grant.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("role_there") from error
    record("role.given", grant, by=by, at=at, role=role, until=str(until_on) if until_on else None, to=str(person.uid))
    follow("role_given", grant=grant, by=by, at=at)
    return grant


@transaction.atomic
def end_role(*, grant: Grant, by: Person, at: datetime.datetime) -> None:
    """The role ends now: yesterday was its last day, or today where it only began today and is taken away.

    Refused: role_officer, not_to_oneself, role_over.
    """
    today = timezone.localdate(at)
    demand(who.may_grant(who.viewer_at(by, at), grant.union, grant.person))
    standing = Grant.objects.filter(pk=grant.pk).filter(Q(until_on=None) | Q(until_on__gte=today))
    ended = standing.delete()[0] if grant.since_on >= today else standing.update(until_on=today - YESTERDAY)
    if not ended:
        raise Refused("role_over")
    record("role.ended", grant, by=by, at=at, role=grant.role, to=str(grant.person.uid))


def _one_time_password() -> str:
    """Four groups of four letters and digits that can be read out on the phone."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


@transaction.atomic
def open_account(*, person: Person, username: str, by: Person, at: datetime.datetime) -> str:
    """A user name, and a password that is shown once and must be changed at the first sign-in; the password.

    Also gives a new password to who has forgotten theirs. Refused: role_officer, not_to_oneself, grant_needed,
    username_taken, role_above.
    """
    viewer = who.viewer_at(by, at)
    demand(who.may_open_account(viewer, person, _held_paths(person, at)))
    name = username.strip().lower()
    if Person.objects.filter(username__iexact=name).exclude(pk=person.pk).exists():
        raise Refused("username_taken")
    password = _one_time_password()
    person.username, person.password, person.must_change_password = name, make_password(password), True
    try:
        with transaction.atomic():
            person.save(update_fields=["username", "password", "must_change_password"])
    except IntegrityError as error:
        raise Refused("username_taken") from error
    record("account.opened", person, by=by, at=at)
    return password


def _held_paths(person: Person, at: datetime.datetime) -> list[str]:
    return who.viewer_at(person, at).paths()
