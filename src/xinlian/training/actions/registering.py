"""Many registered at once, each with an outcome of its own."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.people.matching import Told
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training.actions.intake import Registered, enter, settle
from xinlian.training.models import Project, Team
from xinlian.training.queries import cases
from xinlian.training.rules import clearance
from xinlian.training.who import demand_keeper


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who comes, as they are told."""

    client_uid: uuid.UUID
    told: Told
    team: Team | None
    trade: Trade


@transaction.atomic
def register_many(
    *, project: Project, several: Sequence[Coming], way: str, by: Person, at: datetime.datetime
) -> list[Registered | Refused]:
    """What became of each, in their order: one who is refused keeps nobody back. By officers.

    Refused before anything is done: role_officer. Each by itself: as `intake.register`.
    """
    demand_keeper(by, project.union_path, at)
    became: list[Registered | Refused] = []
    for one in several:
        try:
            became.append(
                enter(
                    project=project,
                    told=one.told,
                    team=one.team,
                    trade=one.trade,
                    way=way,
                    client_uid=one.client_uid,
                    by=by,
                    at=at,
                )
            )
        except Refused as refused:
            became.append(refused)
    done = [one for one in became if isinstance(one, Registered)]
    settle(builders=[one.builder for one in done if one.new or one.changed], by=by, at=at)
    verdicts = _verdicts(done, timezone.localdate(at))
    return [_missing(one, verdicts) if isinstance(one, Registered) else one for one in became]


def _verdicts(done: Sequence[Registered], on: datetime.date) -> dict[int, clearance.Verdict]:
    held = cases.cases([one.builder for one in done], on)
    return {key: clearance.decide(case, on) for key, case in held.items()}


def _missing(one: Registered, verdicts: Mapping[int, clearance.Verdict]) -> Registered:
    return replace(one, missing=verdicts[one.builder.pk].reasons)
