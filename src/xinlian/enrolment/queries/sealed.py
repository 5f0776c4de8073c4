"""What a draw is held on, read anew from the rows each time: its terms and its entries."""

import datetime
import hashlib
from collections.abc import Sequence

from django.utils import timezone

from xinlian.engines.allocation import terms as engine
from xinlian.enrolment.models import Application, Batch, Draw, Group, Offering, Quota, Witness
from xinlian.enrolment.rules import drawing as rules
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.sensitive import keyed_hash

EVERYBODY = "所有人"


def entrants(offering: Offering) -> list[Application]:
    """Who stands in the draw: applications that stand and have no seat yet. Asked by the draw itself, for nobody."""
    rows = Application.objects.filter(offering=offering, state="standing").select_related("person", "party")
    return list(rows.exclude(seats__state__in=SEAT_STANDS).order_by("id"))


def batches(offering: Offering) -> list[Batch]:
    """The batches that stand, by number."""
    return list(Batch.objects.filter(offering=offering, state="standing").order_by("number"))


def groups(offering: Offering) -> list[Group]:
    """Priority groups, first rank first."""
    return list(Group.objects.filter(offering=offering).order_by("rank"))


def quotas(offering: Offering, ranked: Sequence[Group]) -> tuple[engine.TermQuota, ...]:
    """Quotas as the engine counts them: a union by its path, a group by its place."""
    place = {group.pk: index for index, group in enumerate(ranked)}
    found = []
    for quota in Quota.objects.filter(offering=offering).select_related("union", "group").order_by("pk"):
        if quota.group is not None:
            key, title = str(place[quota.group.pk]), quota.group.name
            found.append(engine.TermQuota("group", key, title, quota.guarantee, quota.ceiling))
        elif quota.union is not None:
            path, title = quota.union.union_path, quota.union.name
            found.append(engine.TermQuota("union", path, title, quota.guarantee, quota.ceiling))
    return tuple(found)


def terms(draw: Draw, witnesses: Sequence[Witness]) -> engine.Terms:
    """What is fixed before the draw; `witnesses` are those who have bound themselves."""
    offering = draw.offering
    ranked = groups(offering)
    due = draw.source_due_at.astimezone(datetime.UTC)
    return engine.Terms(
        draw=str(draw.uid),
        title=offering.title,
        batches=tuple(
            engine.TermBatch(str(batch.number), batch_title(batch), batch.capacity - batch.taken)
            for batch in batches(offering)
        ),
        groups=tuple(group.name for group in ranked) or (EVERYBODY,),
        quotas=quotas(offering, ranked),
        source=f"{draw.source} ({due:%Y-%m-%dT%H:%MZ})",
        witnesses=tuple(engine.Witness(witness.shown_as, witness.digest) for witness in witnesses),
        rule_version=draw.rule_version,
        code_digest=draw.code_digest,
    )


def batch_title(batch: Batch) -> str:
    """What a batch is called in the file."""
    return " ".join(filter(None, (f"{timezone.localtime(batch.starts_at):%Y-%m-%d}", batch.name)))


def entries(draw: Draw, applications: Sequence[Application]) -> tuple[engine.Entry, ...]:
    """The entries as the rows say now, in the order of `applications`, each with the salt it was sealed with."""
    place = {group.pk: index for index, group in enumerate(groups(draw.offering))}
    last = max(place.values(), default=0)
    standing = [batch.number for batch in batches(draw.offering)]
    parties = rules.without_lone_parties(
        {one.pk: rules.party_key(str(draw.uid), str(one.party.uid)) if one.party else "" for one in applications}
    )
    found = []
    for one in applications:
        wished, possible = rules.wishes(one.wished, one.possible, standing)
        found.append(
            engine.Entry(
                id=rules.entry_id(one.salt),
                name=str(one.entry.get("name", "")),
                group=place.get(one.group_id or 0, last),
                union=str(one.entry.get("union", "")),
                wished=wished,
                possible=possible,
                salt=one.salt,
                person=person_mark(draw, one),
                party=parties[one.pk],
            )
        )
    return tuple(found)


def person_mark(draw: Draw, application: Application) -> str:
    """What binds an entry to its person, for whoever has this installation's key; for others it is noise."""
    return keyed_hash(f"{draw.uid} {application.person.uid}", "enrolment.draw.person")


def sealed_leaves(offering: Offering) -> dict[str, str]:
    """The leaf of every entry of the sealed list, by its id."""
    rows = Application.objects.filter(offering=offering).exclude(salt="").values_list("salt", "leaf")
    return {rules.entry_id(salt): leaf for salt, leaf in rows}


def masked_names(offering: Offering, ids: Sequence[str]) -> list[str]:
    """Masked names of entries; of those who were never sealed a dash."""
    wanted = set(ids)
    rows = Application.objects.filter(offering=offering).exclude(salt="").values_list("salt", "entry")
    return [entry.get("name") or "—" for salt, entry in rows if rules.entry_id(salt) in wanted]


def sha256(content: bytes) -> str:
    """The digest of a file, hex."""
    return hashlib.sha256(content).hexdigest()
