"""Whether people may learn together until a day: medical checks, said as no more than that there is something."""

import datetime
from collections.abc import Sequence

from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.rows.refusals import Refused
from xinlian.training.models import Builder, Programme, TrainingClass
from xinlian.training.queries import facts
from xinlian.training.rules import medical


def people_of(training_class: TrainingClass) -> list[Builder]:
    """The builders with a seat in a class."""
    rows = Builder.objects.filter(
        project=training_class.programme.project_id,
        left_on=None,
        person__applications__seats__batch=training_class.batch_id,
        person__applications__seats__state__in=SEAT_STANDS,
    )
    return list(rows.select_related("person", "team__section", "trade").order_by("team__name", "person__name", "id"))


def demand_until(people: Sequence[Builder], last: datetime.date) -> None:
    """Nobody's medical runs out before a day. Refused: class_medical_ends with {name, day, ends, count}."""
    checks = facts.checks([one.pk for one in people])
    short = [
        (one.person.name, check.valid_until)
        for one in people
        if (check := checks.get(one.pk)) is not None and check.valid_until < last
    ]
    if short:
        name, day = short[0]
        raise Refused(
            "class_medical_ends",
            {"name": name, "day": day.isoformat(), "ends": last.isoformat(), "count": len(short)},
        )


def demand_fit(programme: Programme, people: Sequence[Builder], last: datetime.date, on: datetime.date) -> None:
    """Everybody has a medical that holds and does not bar their trade.

    Refused with {name}: class_medical_missing, class_medical_over, class_medical_bars_trade;
    class_medical_ends.
    """
    checks, demands = facts.checks([one.pk for one in people]), facts.demands(programme.project, on)
    for one in people:
        reason = medical.against(checks.get(one.pk), facts.demand_of(demands, one.trade_id)[1], on)
        if reason is not None:
            raise Refused(f"class_{reason.code}", {"name": one.person.name, **reason.facts})
    demand_until(people, last)
