"""Shaping the tree of unions."""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from xinlian.journal.actions import record
from xinlian.people import who
from xinlian.people.models import Person, Union
from xinlian.people.queries.desk import still_in
from xinlian.rows.paths import SEGMENT, child, shard_of
from xinlian.rows.refusals import Refused, demand

TRIES = 3
DEEPEST = 10  # a union path holds ten segments


@transaction.atomic
def add_union(
    *,
    parent: Union,
    name: str,
    level: str,
    by: Person,
    at: datetime.datetime,
    code: str = "",
    aliases: Sequence[str] = (),
    phone: str = "",
) -> Union:
    """A union right below another. Refused: role_officer, union_closed, union_there, tree_too_deep."""
    demand(who.may_shape_tree(who.viewer_at(by, at), parent.union_path))
    if parent.closed_on:
        raise Refused("union_closed", {"value": parent.name})
    if len(parent.union_path) // SEGMENT >= DEEPEST:
        raise Refused("tree_too_deep")
    if Union.objects.filter(parent=parent, name=name).exists():
        raise Refused("union_there")
    for _ in range(TRIES):  # two officers may take the same place at the same moment
        path = _free_place(parent)
        union = Union(parent=parent, name=name, level=level, code=code, aliases=list(aliases), phone=phone)
        union.union_path, union.shard = path, shard_of(path)
        try:
            with transaction.atomic():
                union.save(force_insert=True)
        except IntegrityError:
            continue
        record("union.added", union, by=by, at=at, level=level)
        return union
    raise Refused("union_there")


def _free_place(parent: Union) -> str:
    last = Union.objects.filter(parent=parent).aggregate(last=Max("union_path"))["last"]
    return child(parent.union_path, int(last[-SEGMENT:], 36) + 1 if last else 0)


@transaction.atomic
def correct_union(
    *, union: Union, name: str, aliases: Sequence[str], phone: str, by: Person, at: datetime.datetime
) -> None:
    """Another name (the old one becomes an alias, so that old tables still find it), aliases, phone.

    Refused: role_officer, union_there.
    """
    demand(who.may_shape_tree(who.viewer_at(by, at), union.union_path))
    kept = [*dict.fromkeys([*aliases, *([union.name] if union.name != name else [])])]
    fields = [
        field for field, new in (("name", name), ("aliases", kept), ("phone", phone)) if getattr(union, field) != new
    ]
    union.name, union.aliases, union.phone = name, [alias for alias in kept if alias != name], phone
    try:
        with transaction.atomic():
            union.save(update_fields=["name", "aliases", "phone"])
    except IntegrityError as error:
        raise Refused("union_there") from error
    record("union.corrected", union, by=by, at=at, fields=fields)


@transaction.atomic
def close_union(*, union: Union, by: Person, at: datetime.datetime) -> None:
    """No longer chosen for anybody; what happened there stays. Refused: role_officer, union_not_empty, union_closed."""
    parent = union.parent
    demand(who.may_shape_tree(who.viewer_at(by, at), parent.union_path if parent else ""))
    left = still_in(union)
    if any(left.values()):
        raise Refused("union_not_empty", left)
    if not Union.objects.filter(pk=union.pk, closed_on=None).update(closed_on=at.date()):
        raise Refused("union_closed", {"value": union.name})
    record("union.closed", union, by=by, at=at)


@transaction.atomic
def open_union(*, union: Union, by: Person, at: datetime.datetime) -> None:
    """Undo a closing. Refused: role_officer, union_open."""
    parent = union.parent
    demand(who.may_shape_tree(who.viewer_at(by, at), parent.union_path if parent else ""))
    if not Union.objects.filter(pk=union.pk, closed_on__isnull=False).update(closed_on=None):
        raise Refused("union_open")
    record("union.opened", union, by=by, at=at)
