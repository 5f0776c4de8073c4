"""What follows from StatementRefs: which statements are voided, and which lead to which; inside the storing transaction."""

import datetime
import uuid
from collections.abc import Mapping, Sequence

import msgspec

from xinlian.engines.statements.check import VOIDED
from xinlian.journal.actions import record
from xinlian.records import slots
from xinlian.records.locks import End
from xinlian.records.models import Client, Reference, Statement, Thing
from xinlian.records.rules.faults import Fault
from xinlian.records.rules.sent import Sent

MOST_STEPS = 16  # of a chain of references that filters follow


class New(msgspec.Struct, frozen=True):
    """A statement that was just stored."""

    id: int
    sent: Sent
    stored: str
    verb_id: int

    @property
    def target(self) -> uuid.UUID | None:
        """The statement that it refers to."""
        return uuid.UUID(self.sent.refs.target) if self.sent.refs.target else None


def tie(client: Client, new: Sequence[New], end: End) -> None:
    """Void what new statements void or was voided before it came, and join references. Fault: voids_voiding, may_not_void."""
    ends = {one.target for one in new if one.target is not None}
    if not ends and not end.waiting:
        return
    earlier = list(Statement.objects.filter(pk__in=end.waiting).defer("text").select_related("client"))
    rows = {uuid.UUID(one.sent.uid): _row(client, one) for one in new}
    there = _statements(client.union_path, ends - rows.keys()) | rows
    _void(client, [one.sent for one in new], there, end.at)
    _void_late(earlier, rows, end.at)
    edges = [(row, there[row.target]) for row in [*rows.values(), *earlier] if row.target in there]
    _join(edges)


def _row(client: Client, one: New) -> Statement:
    owned = {"union_path": client.union_path, "shard": client.shard, "client": client}
    return Statement(id=one.id, uid=uuid.UUID(one.sent.uid), verb_id=one.verb_id, target=one.target, **owned)


def _statements(union_path: str, uids: set[uuid.UUID]) -> dict[uuid.UUID, Statement]:
    rows = slots.of_ids(union_path, uids).defer("text")
    return {row.uid: row for row in rows}


def _is_voiding(row: Statement) -> bool:
    return row.target is not None and Thing.objects.filter(pk=row.verb_id, key=VOIDED).exists()


def _void(client: Client, fresh: Sequence[Sent], there: Mapping[uuid.UUID, Statement], at: datetime.datetime) -> None:
    """A voiding statement of this batch, and its target where it is known already."""
    for one in fresh:
        target = there.get(uuid.UUID(one.refs.voids)) if one.refs.voids else None
        if target is None:
            continue
        if _is_voiding(target):
            raise Fault(400, "voids_voiding", "XAPI-00016", "object.id", {"id": one.refs.voids})
        if not client.reads_all and target.client_id != client.pk:
            raise Fault(403, "may_not_void", "XAPI-00327", "object.id", {"id": one.refs.voids})
        _mark(target, client, at)


def _void_late(earlier: Sequence[Statement], new: Mapping[uuid.UUID, Statement], at: datetime.datetime) -> None:
    """What was voided before it came, by whoever may void it."""
    for row in earlier:
        target = new[row.target] if row.target is not None else None
        if target is None or not _is_voiding(row) or _is_voiding(target):
            continue
        if row.client.reads_all or row.client_id == target.client_id:
            _mark(target, row.client, at)


def _mark(target: Statement, client: Client, at: datetime.datetime) -> None:
    if Statement.objects.filter(pk=target.pk, voided=False).update(voided=True):
        target.voided = True
        record("statement.voided", target, by=None, at=at, client=client.name, statement=str(target.uid))


def _join(edges: Sequence[tuple[Statement, Statement]]) -> None:
    """Every new edge with all that leads to its beginning and all that its end leads to, through at most MOST_STEPS."""
    for start, end in edges:
        before = [(start.pk, 0), *Reference.objects.filter(reached=start).values_list("statement_id", "steps")]
        behind = [(end.pk, 0), *Reference.objects.filter(statement=end).values_list("reached_id", "steps")]
        found = [
            Reference(statement_id=one, reached_id=other, steps=first + 1 + then)
            for one, first in before
            for other, then in behind
            if first + 1 + then <= MOST_STEPS
        ]
        Reference.objects.bulk_create(found, ignore_conflicts=True)
