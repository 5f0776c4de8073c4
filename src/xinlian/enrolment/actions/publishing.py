"""Publishing a draw: computed from the sealed list, checked from its own file, stored with every seat in one transaction."""

import datetime
from collections import defaultdict

from django.db import transaction

from xinlian.engines.allocation import published
from xinlian.engines.allocation.verify import verify
from xinlian.enrolment.actions import seats
from xinlian.enrolment.actions.leaving import vacate
from xinlian.enrolment.guard import hold, keep, unchanged
from xinlian.enrolment.models import Application, Draw, Offering
from xinlian.enrolment.queries import draws, sealed
from xinlian.enrolment.rules import drawing as rules
from xinlian.enrolment.rules.seats import deadline
from xinlian.enrolment.telling import drawn_too_late
from xinlian.enrolment.who import acting, may_run
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.bulk import change_all
from xinlian.rows.refusals import Refused, demand

RESULT_FIELDS = ["lot", "level", "outcome"]


@transaction.atomic
def publish(*, draw: Draw, by: Person, at: datetime.datetime) -> Draw:
    """Draw and publish; a second time changes nothing. Of a batch that has begun meanwhile no seat is offered: the file
    says what was drawn, and who was drawn for it waits for the other batches by lot.

    Raises Refused: draw_seeded; list_changed or terms_changed when anything is not as it was sealed;
    file_not_verified.
    """
    demand(may_run(acting(by, at), draw.union_path))
    draw = hold(draw)
    if draw.state == "published":
        return draw
    demand(rules.may_publish(draw.state))
    drawn = _drawn(draw)
    content = published.compose(drawn)
    _check(draw, content)
    gone = _store(draw, drawn, by=by, at=at)
    keep(draw, "result", content, at=at)
    Offering.objects.filter(pk=draw.offering_id, state="sealed").update(state="drawn")
    draw.state, draw.published_at = "published", at
    totals = published.totals(drawn)
    draw.seats, draw.filled, draw.bound = totals["seats"], totals["filled"], totals["bound"]
    draw.save(update_fields=["state", "published_at", "seats", "filled", "bound"])
    # Whoever had their data erased since sealing was drawn as sealed; their seat goes to who is next.
    left = Application.objects.filter(offering=draw.offering, state="standing").exclude(person__erased_at=None)
    vacate(applications=list(left.select_related("offering", "person", "party")), by=None, at=at)
    record(
        "draw.published",
        draw,
        by=by,
        at=at,
        sha256=sealed.sha256(content),
        **totals,
        **({"gone": gone} if gone else {}),
    )
    return draw


def _drawn(draw: Draw) -> published.Drawn:
    several = draws.witnesses(draw)
    entries = unchanged(draw)
    return published.draw(sealed.terms(draw, several), entries, draw.public_number, [one.number for one in several])


def _check(draw: Draw, content: bytes) -> None:
    """What anybody will do with the file, done before it goes out: against the commitment as it was published."""
    commitment = draws.published(draw, "commitment")
    if commitment is None:
        raise Refused("all_promised")
    verdict = verify(content, commitment=commitment)
    if verdict.code == "other_commitment":
        raise Refused("terms_changed")
    if not verdict.ok:
        raise Refused("file_not_verified", {"what": verdict.code})


def _store(draw: Draw, drawn: published.Drawn, *, by: Person, at: datetime.datetime) -> list[int]:
    """Lots and seats into the rows; the batches that have begun, whose seats nobody is offered."""
    applications = {rules.entry_id(one.salt): one for one in sealed.entrants(draw.offering)}
    given: dict[str, list[Application]] = defaultdict(list)
    full = published.sets(drawn)
    for told in published.results(drawn):
        one = applications[told["id"]]
        one.lot, one.level, one.outcome = told["lot"], told["level"], rules.outcome_of(told, full)
        if told["batch"] is not None:
            given[told["batch"]].append(one)
    change_all(applications.values(), RESULT_FIELDS)
    standing = sealed.batches(draw.offering)
    for batch in sorted(standing, key=lambda one: one.pk):
        if batch.starts_at <= at:
            drawn_too_late(given[str(batch.number)], batch, by=by, at=at)
        elif given[str(batch.number)]:
            until = deadline(at, draw.offering.answer_hours, batch.starts_at)
            seats.take_many(
                applications=given[str(batch.number)], batch=batch, way="draw", by=by, at=at, answer_by=until
            )
    return [batch.number for batch in standing if batch.starts_at <= at]
