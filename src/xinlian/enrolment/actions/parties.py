"""Keeping together: a party is formed, joined by its code, left. Its size is counted by one conditional update."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from xinlian.enrolment.models import Application, Party
from xinlian.enrolment.rules import applying as rules
from xinlian.enrolment.who import acting, may_enter
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand

TRIES = 20


@transaction.atomic
def form_party(*, application: Application, by: Person, at: datetime.datetime) -> Party:
    """A party of one, with a code for the others; the same party when there is one.

    Raises Refused: parties_offered, application_standing, offering_unsealed.
    """
    _may(application, by, at)
    if application.party is not None:
        return application.party
    party = _fresh(application, at)
    _enter(application, party)
    record("party.formed", party, by=by, at=at)
    return party


@transaction.atomic
def join_party(*, application: Application, code: str, by: Person, at: datetime.datetime) -> Party:
    """Join a party by its code, and leave the one before. Raises Refused: party_unknown, party_full, party_no_day."""
    _may(application, by, at)
    party = Party.objects.filter(offering=application.offering, code=rules.plain_code(code)).first()
    if party is None:
        raise Refused("party_unknown", {"code": code[:12]})
    if application.party_id == party.pk:
        return party
    dates = [
        [*wished, *possible]
        for wished, possible in party.members.filter(state="standing").values_list("wished", "possible")
    ]
    if not rules.common([*application.wished, *application.possible], dates):
        raise Refused("party_no_day")
    if application.party is not None:
        _leave(application)
    _enter(application, party)
    record("party.joined", party, by=by, at=at)
    return party


@transaction.atomic
def leave_party(*, application: Application, by: Person, at: datetime.datetime) -> None:
    """Leave a party; an empty one is gone."""
    _may(application, by, at)
    if application.party is None:
        return
    record("party.left", application.party, by=by, at=at)
    _leave(application)


def drop_out(*, application: Application) -> None:
    """The part of `leave_party` that asks no leave: whoever withdraws leaves their party too."""
    if application.party is not None:
        _leave(application)


def _may(application: Application, by: Person, at: datetime.datetime) -> None:
    offering, person = application.offering, application.person
    own = person.pk == by.pk
    demand(may_enter(acting(by, at), offering.union_path, person.union_path, oneself=own))
    demand(rules.may_keep_together(party_max=offering.party_max, state=application.state, offering=offering.state))


def _fresh(application: Application, at: datetime.datetime) -> Party:
    for _ in range(TRIES):
        party = Party(
            offering=application.offering,
            code=rules.new_code(),
            made_at=at,
            union_path=application.union_path,
            shard=application.shard,
        )
        try:
            with transaction.atomic():
                party.save(force_insert=True)
        except IntegrityError:  # the code is somebody else's already
            continue
        return party
    raise Refused("party_codes_out")


def _enter(application: Application, party: Party) -> None:
    room = Party.objects.filter(pk=party.pk, size__lt=application.offering.party_max)
    if not room.update(size=F("size") + 1):
        raise Refused("party_full", {"most": application.offering.party_max})
    Application.objects.filter(pk=application.pk).update(party=party)
    application.party = party


def _leave(application: Application) -> None:
    party = application.party
    Application.objects.filter(pk=application.pk).update(party=None)
    application.party = None
    if party is not None:
        Party.objects.filter(pk=party.pk, size__gt=0).update(size=F("size") - 1)
        Party.objects.filter(pk=party.pk, size=0).delete()
