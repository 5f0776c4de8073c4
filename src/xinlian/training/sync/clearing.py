"""Violations, as inspectors note them on the site."""

import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.people.handlers import Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.people.scope import Viewer
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Refused
from xinlian.rows.uids import uid_of
from xinlian.training.actions import violations
from xinlian.training.models import Builder
from xinlian.training.queries import violations as queries

MINUTE, DAY = 60, 86400
LIMITS: dict[str, Limits] = {"violation": ((60, 10 * MINUTE), (1000, DAY))}
WORDS: dict[str, "str | Promise"] = {"kind_violation": _("违章：{name}{code}")}


def _violation(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    by = sender.person(item)
    builder = whom(viewer_at(by, at), uid=item.text("builder"), code=item.text("code"), name=item.text("name"))
    rule = queries.rule_named(builder.project, uid) if (uid := uid_of(item.text("rule"))) else None
    if rule is None:
        raise Refused("violation_rule_unknown")
    made = violations.note(
        builder=builder,
        rule=rule,
        seen_at=item.said_at,
        where=item.text("where"),
        words=item.text("words"),
        client_uid=item.uid,
        by=by,
        at=at,
    )
    return {"name": made.builder.person.name, "rule": made.rule.name, "points": made.points}


def whom(viewer: Viewer, *, uid: str, code: str, name: str) -> Builder:
    """Who is meant: chosen from a list, by the pass's code, or by a name that only one has.

    Raises Refused: violation_builder_unknown, violation_builder_many.
    """
    if chosen := uid_of(uid):
        found = queries.builders_seen(viewer).filter(uid=chosen).first()
    elif code.strip():
        found = queries.by_code(viewer, code)
    else:
        several = [one for one in queries.by_name(viewer, name) if one.person.name == name.strip()]
        if len(several) > 1:
            raise Refused("violation_builder_many")
        found = several[0] if several else None
    if found is None:
        raise Refused("violation_builder_unknown")
    return found


HANDLERS: dict[str, Handler] = {"violation": _violation}
