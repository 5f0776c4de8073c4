"""Builders, as a team leader enters them where the network is poor."""

import datetime

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.people.handlers import Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused
from xinlian.training.actions import intake
from xinlian.training.joining import entered, form_for
from xinlian.training.queries import builders as queries

MINUTE, DAY = 60, 86400
# A site's network is one address for many phones.
LIMITS: dict[str, Limits] = {"builder": ((200, 10 * MINUTE), (3000, DAY))}
WORDS: dict[str, "str | Promise"] = {"kind_builder": _("登记：{name}")}


def _builder(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    """The builder's public id, by which the page says what is missing. Raises Refused: team_gone, builder_form."""
    by = sender.person(item)
    team = queries.joined(item.text("key"))
    if team is None:
        raise Refused("team_gone")
    data: MultiValueDict[str, str] = MultiValueDict({**item.lists(), "client_uid": [str(item.uid)]})
    form = form_for(team, by, data, at=at)
    if not form.is_valid():
        wrong = next(str(words) for several in form.errors.values() for words in several)
        raise Refused("builder_form", {"what": wrong})
    made: intake.Registered = entered(form, team, by=by, at=at)
    return {"builder": str(made.builder.uid)}


HANDLERS: dict[str, Handler] = {"builder": _builder}
