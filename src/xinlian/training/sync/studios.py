"""Improvements, as builders propose them where there may be no network."""

import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.people.handlers import Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused
from xinlian.training.actions import improvements
from xinlian.training.queries.my_studios import project_of
from xinlian.training.queries.studios import sent

MINUTE, DAY = 60, 86400
# A site's network is one address for many phones.
LIMITS: dict[str, Limits] = {"improvement": ((60, 10 * MINUTE), (500, DAY))}
WORDS: dict[str, "str | Promise"] = {"kind_improvement": _("建议：{title}")}


def _improvement(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    """The title as it was kept. Raises Refused: improvement_here, and what `improvements.propose` says."""
    by = sender.person(item)
    before = sent(item.uid, by)
    project = before.project if before else project_of(by)
    if project is None:
        raise Refused("improvement_here")
    made = improvements.propose(
        project=project,
        title=item.text("title"),
        problem=item.text("problem"),
        idea=item.text("idea"),
        said_at=item.said_at,
        client_uid=item.uid,
        by=by,
        at=at,
    )
    return {"title": made.title}


HANDLERS: dict[str, Handler] = {"improvement": _improvement}
