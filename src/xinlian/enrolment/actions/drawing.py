"""The draw, step by step: the list sealed, witnesses bound, the public number, their numbers opened, or all given up."""

import datetime
import secrets
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.engines.allocation.assign import RULE_VERSION
from xinlian.engines.allocation.commitment import code_digest, seed_of, witness_commitment
from xinlian.engines.allocation.model import ProblemError
from xinlian.engines.allocation.terms import Entry, commit, in_order, problem_of, terms_document, tree_of
from xinlian.enrolment.guard import hold, keep, unchanged
from xinlian.enrolment.models import Application, Draw, Offering, Witness
from xinlian.enrolment.queries import sealed
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.queries.draws import steps, witnesses
from xinlian.enrolment.rules import drawing as rules
from xinlian.enrolment.who import acting, may_run
from xinlian.journal.actions import record
from xinlian.people.identity import mask_name
from xinlian.people.models import Person
from xinlian.rows.bulk import change_all
from xinlian.rows.refusals import Refused, demand

SEALED_FIELDS = ["salt", "leaf", "entry"]


@transaction.atomic
def seal(
    *,
    offering: Offering,
    source: str,
    source_due_at: datetime.datetime,
    witnesses: Sequence[Person],
    by: Person,
    at: datetime.datetime,
) -> Draw:
    """Close the list for good: salt and hash every entry, name the public number to come and the witnesses.

    Raises Refused: offering_drawn_by_lot, offering_closed, source_named, source_in_future, witnesses_enough,
    witness_once, witness_not_sealer, batches_before_source, list_empty, list_unfit.
    """
    demand(may_run(acting(by, at), offering.union_path))
    offering.refresh_from_db()
    demand(
        rules.may_seal(
            mode=offering.mode,
            state=offering.state,
            source=source,
            due_at=source_due_at,
            at=at,
            witnesses=[one.pk for one in witnesses],
            by=by.pk,
        )
    )
    _demand_ahead(offering, source_due_at)
    _move(offering, "closed", "sealed")
    draw = _begin(offering, rules.tidy(source), source_due_at, by, at)
    refused = _turn_away(offering, at)
    applications = _salted(draw)
    _name_witnesses(draw, witnesses)
    draw.root = _list_root(draw, _sealed_entries(draw, applications))
    change_all(applications, SEALED_FIELDS)
    Draw.objects.filter(pk=draw.pk).update(root=draw.root, entries=len(applications))
    draw.entries = len(applications)
    record("draw.sealed", draw, by=by, at=at, entries=draw.entries, refused=refused, root=draw.root)
    return draw


def _demand_ahead(offering: Offering, due_at: datetime.datetime) -> None:
    early = rules.before_source({batch.number: batch.starts_at for batch in sealed.batches(offering)}, due_at)
    if early:
        raise Refused("batches_before_source", {"batches": "、".join(map(str, early))})


def _move(offering: Offering, old: str, new: str) -> None:
    """The offering's next state; Refused when somebody was quicker."""
    if not Offering.objects.filter(pk=offering.pk, state=old).update(state=new):
        raise Refused("offering_moved_on")
    offering.state = new


def _begin(offering: Offering, source: str, due_at: datetime.datetime, by: Person, at: datetime.datetime) -> Draw:
    draw = Draw(offering=offering, union_path=offering.union_path, shard=offering.shard)
    draw.entries, draw.root = 0, ""
    draw.rule_version, draw.code_digest = RULE_VERSION, code_digest()
    draw.sealed_at, draw.sealed_by = at, by
    draw.source, draw.source_due_at = source, due_at
    draw.save(force_insert=True)
    return draw


def _turn_away(offering: Offering, at: datetime.datetime) -> int:
    """Ask the conditions once more, as they hold today: who no longer meets them is refused with the reasons; how many."""
    applications = sealed.entrants(offering)
    on = timezone.localdate(at)
    reasons = judged(offering, [one.person for one in applications], on)
    unfit = [one for one in applications if reasons[one.person_id]]
    for one in unfit:
        one.state, one.changed_at = "refused", at
        one.reasons = [{"code": why.code, "facts": dict(why.facts)} for why in reasons[one.person_id]]
    change_all(unfit, ["state", "reasons", "changed_at"])
    return len(unfit)


def _salted(draw: Draw) -> list[Application]:
    """Everybody in the draw, each with a fresh salt and what the list says of the person."""
    applications = sealed.entrants(draw.offering)
    if not applications:
        raise Refused("list_empty")
    paths = [q.key for q in sealed.quotas(draw.offering, sealed.groups(draw.offering)) if q.kind == "union"]
    for one in applications:
        one.salt = secrets.token_hex(16)
        one.entry = {
            "id": rules.entry_id(one.salt),
            "name": mask_name(one.person.name),
            "union": rules.path_for_quotas(one.person.union_path, paths),
        }
    return applications


def _name_witnesses(draw: Draw, several: Sequence[Person]) -> None:
    rows = [Witness(draw=draw, person=one, position=place) for place, one in enumerate(several, 1)]
    for row, one in zip(rows, several, strict=True):
        row.shown_as, row.union_path, row.shard = mask_name(one.name) or "—", draw.union_path, draw.shard
    Witness.objects.bulk_create(rows)


def _sealed_entries(draw: Draw, applications: Sequence[Application]) -> tuple[Entry, ...]:
    found = sealed.entries(draw, applications)
    for one, entry in zip(applications, found, strict=True):
        one.leaf = entry.leaf.hex()
    return found


def _list_root(draw: Draw, entries: tuple[Entry, ...]) -> str:
    """What stands for terms and entries before the witnesses are bound; Refused when no draw can be held on them."""
    found = sealed.terms(draw, ())
    try:
        problem_of(found, entries)
    except ProblemError as error:
        raise Refused("list_unfit", {"what": error.code}) from error
    return tree_of(terms_document(found, len(entries)), in_order(entries)).root.hex()


@transaction.atomic
def promise(*, witness: Witness, by: Person, at: datetime.datetime, number: str = "", digest: str = "") -> Witness:
    """Bind oneself to a number. A phone that can hash sends the digest alone, so that nobody here knows the number.

    The last one publishes the commitment. Raises Refused: witness_oneself, number_shape, witness_promised,
    witness_number_once, draw_sealed, promise_in_time, list_changed.
    """
    _oneself(witness, by)
    draw, wanted = hold(witness.draw), _digest(witness, number, digest)
    witness.refresh_from_db(fields=["digest", "promised_at"])
    if witness.digest:
        return _same(witness, wanted)
    demand(rules.may_promise(steps(draw), at))
    witness.digest, witness.promised_at = wanted, at
    try:
        with transaction.atomic():
            witness.save(update_fields=["digest", "promised_at"])
    except IntegrityError as error:
        raise Refused("witness_number_once") from error
    record("draw.promised", witness, by=by, at=at, digest=wanted)
    if steps(draw).all_promised:
        _publish_commitment(draw, by=by, at=at)
    return witness


def _oneself(witness: Witness, by: Person) -> None:
    if witness.person_id is None or witness.person_id != by.pk:
        raise Refused("witness_oneself")


def _digest(witness: Witness, number: str, digest: str) -> str:
    plain = rules.plain_number(number)
    if plain:
        return witness_commitment(str(witness.draw.uid), plain)
    if number or not rules.is_digest(digest):
        raise Refused("number_shape", {"digits": rules.NUMBER_DIGITS})
    return digest


def _same(witness: Witness, digest: str) -> Witness:
    if witness.digest != digest:
        raise Refused("witness_promised")
    return witness


def _publish_commitment(draw: Draw, *, by: Person, at: datetime.datetime) -> None:
    """Everything that was settled, as one file: the list must still be the one that was sealed."""
    entries = unchanged(draw)
    if _list_root(draw, entries) != draw.root:
        raise Refused("terms_changed")
    found = sealed.terms(draw, witnesses(draw))
    keep(draw, "commitment", commit(found, entries), at=at)
    draw.root = tree_of(terms_document(found, len(entries)), in_order(entries)).root.hex()
    Draw.objects.filter(pk=draw.pk).update(root=draw.root)
    record("draw.committed", draw, by=by, at=at, root=draw.root)


@transaction.atomic
def fix_seed(*, draw: Draw, public_number: str, by: Person, at: datetime.datetime) -> Draw:
    """Enter the public number once it is known. Only then do witnesses open, and the last of them completes the seed.

    Raises Refused: draw_sealed, all_promised, source_due, public_number_once, public_number_named.
    """
    demand(may_run(acting(by, at), draw.union_path))
    draw, number = hold(draw), rules.tidy(public_number)
    if draw.public_number == number != "":
        return draw
    demand(rules.may_note(steps(draw), at))
    if not number:
        raise Refused("public_number_named")
    Draw.objects.filter(pk=draw.pk).update(public_number=number)
    draw.public_number = number
    record("draw.noted", draw, by=by, at=at, number=number)
    return draw


@transaction.atomic
def reveal(*, witness: Witness, number: str, by: Person, at: datetime.datetime) -> Witness:
    """Open the number that was bound; the last one fixes the seed.

    Raises Refused: witness_oneself, draw_sealed, public_number_first, witness_other_number.
    """
    _oneself(witness, by)
    draw, plain = hold(witness.draw), rules.plain_number(number)
    witness.refresh_from_db()
    if not plain or witness_commitment(str(draw.uid), plain) != witness.digest:
        raise Refused("witness_other_number")
    if witness.number:
        return witness
    demand(rules.may_reveal(steps(draw)))
    witness.number, witness.revealed_at = plain, at
    witness.save(update_fields=["number", "revealed_at"])
    record("draw.revealed", witness, by=by, at=at)
    if steps(draw).all_revealed:
        _complete(draw, by=by, at=at)
    return witness


def _complete(draw: Draw, *, by: Person, at: datetime.datetime) -> None:
    numbers = [one.number for one in witnesses(draw)]
    draw.seed = seed_of(bytes.fromhex(draw.root), draw.public_number, numbers).hex()
    draw.state, draw.seeded_at = "seeded", at
    draw.save(update_fields=["seed", "state", "seeded_at"])
    record("draw.seeded", draw, by=by, at=at, seed=draw.seed)


@transaction.atomic
def void(*, draw: Draw, why: str, by: Person, at: datetime.datetime) -> Draw:
    """Give a draw up before it is published; it stays to be seen with its reason, and the list may be sealed anew.

    Raises Refused: why_said, draw_not_published.
    """
    demand(may_run(acting(by, at), draw.union_path))
    draw, reason = hold(draw), why.strip()
    if not reason:
        raise Refused("why_said")
    if draw.state not in ("sealed", "seeded"):
        raise Refused("draw_not_published")
    draw.state, draw.void_why = "void", reason[:200]
    draw.save(update_fields=["state", "void_why"])
    _move(draw.offering, "sealed", "closed")
    Application.objects.filter(offering=draw.offering).exclude(salt="").update(salt="", leaf="", entry={})
    record("draw.voided", draw, by=by, at=at)
    return draw
