"""Passes that went onto paper."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from xinlian.credentials.models import WorkPass
from xinlian.credentials.who import acting, may_issue
from xinlian.journal.actions import record_many
from xinlian.people.models import Person
from xinlian.rows.refusals import demand


@transaction.atomic
def printed(*, passes: Sequence[WorkPass], form: str, by: Person, at: datetime.datetime) -> int:
    """Note who took which passes onto paper. Raises Refused: role_officer, pass_person_elsewhere."""
    viewer = acting(by, at)
    for one in passes:
        demand(may_issue(viewer, one.issuer.union_path, one.person.union_path))
    return record_many("pass.printed", passes, by=by, at=at, form=form)
