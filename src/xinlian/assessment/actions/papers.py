"""Papers: a blueprint over a bank. A paper never changes; a new one may begin from it."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction

from xinlian.assessment.models import Bank, Paper
from xinlian.assessment.queries.drawing import approved
from xinlian.assessment.rules import papers as rules
from xinlian.assessment.who import demand_keeper
from xinlian.engines.exams.papers import Row
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused


@transaction.atomic
def draw_up(
    *,
    union: Union,
    bank: Bank,
    title: str,
    rows: Sequence[Row],
    pass_marks: Decimal,
    minutes: int,
    by: Person | None,
    at: datetime.datetime,
    drawn: str = "each",
    shuffled: bool = True,
    multiple: str = "all",
    parts: bool = True,
    step: Decimal = Decimal("0.5"),
) -> Paper:
    """A new paper. Refused: role_trainer, paper_bank_elsewhere, paper_titled_already, what `demand_sound` refuses."""
    if by is not None:
        demand_keeper(by, union.union_path, at)
    if not within(union.union_path, bank.union_path):
        raise Refused("paper_bank_elsewhere")
    rules.demand_sound(rows, pass_marks, approved(bank))
    paper = Paper(union=union, bank=bank, title=title.strip(), blueprint=rules.plain(rows), pass_marks=pass_marks)
    paper.minutes, paper.drawn, paper.shuffled = minutes, drawn, shuffled
    paper.multiple, paper.parts, paper.step = multiple, parts, step
    paper.made_by, paper.made_at = by, at
    paper.union_path, paper.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        raise Refused("paper_titled_already") from None
    record("paper.drawn_up", paper, by=by, at=at, rows=len(rows))
    return paper


@transaction.atomic
def retire(*, paper: Paper, by: Person, at: datetime.datetime) -> Paper:
    """No new exam uses it. Refused: role_trainer, paper_retired."""
    demand_keeper(by, paper.union_path, at)
    if not Paper.objects.filter(pk=paper.pk, retired_at=None).update(retired_at=at):
        raise Refused("paper_retired")
    paper.refresh_from_db()
    record("paper.retired", paper, by=by, at=at)
    return paper
