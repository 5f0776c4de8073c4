"""Statements found again: one by its id, and pages of those that a filter lets through.

Written as SQL: the order in which tables are entered decides whether a page costs as many rows as it shows or the whole store.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from xinlian.records import marking, slots, things
from xinlian.records.models import Client, Statement
from xinlian.records.models.statements import PLACES

MARKED = "m.first_id + k.n"  # the order of a page that is entered by mentions: their blocks do not overlap
ALL_PLACES = f"SELECT 0 AS n{''.join(f' UNION ALL SELECT {place}' for place in range(1, PLACES))}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter: agents as their identifiers, the other things as IRIs. `after`: the last statement of the page before."""

    agent: str | None = None
    verb: str | None = None
    activity: str | None = None
    registration: uuid.UUID | None = None
    related_agents: bool = False
    related_activities: bool = False
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    limit: int = 100
    ascending: bool = False
    after: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as it lies in the store."""

    id: int
    uid: uuid.UUID
    text: str


def one(client: Client, uid: uuid.UUID, *, voided: bool) -> tuple[str, datetime.datetime] | None:
    """The text of a statement that the client may read, and when it was stored; None of one that is not there so."""
    rows = slots.of_ids(client.union_path, [uid]).filter(voided=voided)
    if not client.reads_all:
        rows = rows.filter(client=client)
    return rows.values_list("text", "stored_at").first()


def page(client: Client, asked: Asked) -> tuple[list[Row], bool]:
    """At most `limit` statements by the time of storing, newest first unless ascending, and whether there are more.

    What refers to a statement that the filter lets through is let through too, whether that one is voided or not.
    """
    found = _Search(client, asked)
    if found.impossible:
        return [], False
    rows = {row.id: row for row in found.plain()}
    if found.filters:
        rows |= {row.id: row for row in found.referring()}
    several = [rows[key] for key in sorted(rows, reverse=not asked.ascending)]
    return several[: asked.limit], len(several) > asked.limit


class _Search:
    """The two questions to the database that make a page."""

    def __init__(self, client: Client, asked: Asked) -> None:
        self.client, self.asked = client, asked
        names = [("agent", asked.agent), ("activity", asked.activity), ("verb", asked.verb)]
        wanted = [(kind, key) for kind, key in names if key is not None]
        self.things = (
            {name[0]: one.id for name, one in things.find(client.union_path, wanted).items()} if wanted else {}
        )
        self.impossible = len(self.things) < len(wanted)
        self.filters = bool(wanted) or asked.registration is not None
        self.low, self.high = self._bounds()

    def _bounds(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """Stored after the one, and not after the other; where the page before ended counts in."""
        low, high = self.asked.since, self.asked.until
        if self.asked.after is None:
            return low, high
        rows = slots.of_ids(self.client.union_path, [self.asked.after])
        last = rows.values_list("stored_at", flat=True).first()
        if last is None:
            self.impossible = True
        elif self.asked.ascending:
            low = max(low, last) if low else last
        else:
            before = last - datetime.timedelta(microseconds=1)
            high = min(high, before) if high else before
        return low, high

    def _edge(self, stored_at: datetime.datetime) -> int:
        """The id of the last statement stored by then."""
        rows = Statement.objects.filter(union_path=self.client.union_path, stored_at__lte=stored_at)
        return rows.order_by("-stored_at").values_list("id", flat=True).first() or 0

    def _shown(self, order: str) -> tuple[str, list[Any]]:
        """What every statement of the page must be itself: readable, not voided, within the times."""
        sql, values = "s.union_path = %s AND NOT s.voided", [self.client.union_path]
        if not self.client.reads_all:
            sql, values = sql + " AND s.client_id = %s", [*values, self.client.pk]
        for sign, bound in ((">", self.low), ("<=", self.high)):
            if bound is not None:
                by_time = order == "s.stored_at"
                sql += f" AND {order} {sign} %s"
                values.append(connection.ops.adapt_datetimefield_value(bound) if by_time else self._edge(bound))
                if order == MARKED:
                    sql += f" AND m.first_id {sign} %s"
                    values.append(values[-1] - (PLACES if sign == ">" else 0))
        return sql, values

    def _matching(self, name: str) -> tuple[str, list[Any]]:
        """What the filter asks of the statement by that name in the query."""
        if self.asked.registration is None:
            return "", []
        native = connection.features.has_native_uuid_field
        return f" AND {name}.registration = %s", [self.asked.registration if native else self.asked.registration.hex]

    def _mentions(self) -> Iterable[tuple[int, str]]:
        """Which things must be mentioned, and in which column."""
        related = {"agent": self.asked.related_agents, "activity": self.asked.related_activities}
        for kind in ("agent", "activity", "verb"):
            if kind in self.things:
                yield self.things[kind], "m.related" if related.get(kind) else "m.direct"

    def _exists(self, mentions: Iterable[tuple[int, str]], name: str) -> tuple[str, list[Any]]:
        sql, values = "", []
        for thing, bits in mentions:
            sql += " AND EXISTS (SELECT 1 FROM records_mention m WHERE m.thing_id = %s"
            sql += f" AND m.first_id <= {name}.id AND m.first_id > {name}.id - {PLACES}"
            sql += f" AND (({bits} >> CAST({name}.id - m.first_id AS integer)) & 1) = 1)"
            values.append(thing)
        return sql, values

    def plain(self) -> list[Row]:
        """What the filter itself lets through. Entered by the first mention, whose index has the order of blocks already."""
        mentions = list(self._mentions())
        if self.asked.registration is not None:
            mentions.insert(0, (marking.of_registration(self.asked.registration), "m.direct"))
        if not mentions and not self.client.reads_all:
            mentions.append((marking.of_client(self.client.pk), "m.direct"))
        tables, head, given, order = "records_statement s", "", list[Any](), "s.stored_at"
        if mentions:
            thing, bits = mentions[0]
            tables, order = f"records_mention m CROSS JOIN ({ALL_PLACES}) k CROSS JOIN records_statement s", MARKED
            head, given = f" AND m.thing_id = %s AND (({bits} >> k.n) & 1) = 1 AND s.id = m.first_id + k.n", [thing]
        shown, values = self._shown(order)
        matching, more = self._matching("s")
        exists, most = self._exists(mentions[1:], "s")
        return self._run(f"FROM {tables} WHERE {shown}{head}{matching}{exists}", [*values, *given, *more, *most], order)

    def referring(self) -> list[Row]:
        """What leads through StatementRefs to something that the filter lets through."""
        shown, values = self._shown("s.id")
        matching, more = self._matching("t")
        exists, most = self._exists(self._mentions(), "t")
        own, mine = ("", []) if self.client.reads_all else (" AND t.client_id = %s", [self.client.pk])
        sql = "FROM records_reference r JOIN records_statement s ON s.id = r.statement_id"
        sql += f" JOIN records_statement t ON t.id = r.reached_id WHERE {shown}{own}{matching}{exists}"
        return self._run(sql, [*values, *mine, *more, *most], "s.id")

    def _run(self, sql: str, values: list[Any], order: str) -> list[Row]:
        way = "ASC" if self.asked.ascending else "DESC"
        distinct = "DISTINCT " if "records_reference" in sql else ""
        blocks = f"m.first_id {way}, " if order == MARKED else ""
        whole = f"SELECT {distinct}s.id, s.uid, s.text {sql} ORDER BY {blocks}{order} {way} LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(whole, [*values, self.asked.limit + 1])
            rows = cursor.fetchall()
        return [Row(key, uid if isinstance(uid, uuid.UUID) else uuid.UUID(uid), text) for key, uid, text in rows]
