"""Thanks let through, complaints answered."""

import datetime

from django.db import transaction
from django.urls import reverse

from xinlian.journal.actions import record
from xinlian.notices.actions import tell
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.stations.models import Voice
from xinlian.stations.rules.answering import may_turn
from xinlian.stations.who import acting, may_answer


@transaction.atomic
def answer(*, by: Person, at: datetime.datetime, voice: Voice, text: str) -> Voice:
    """Answer a complaint in words that its author reads; an answer may be improved."""
    _turn(voice, "answered", text.strip(), by, at)
    record("voice_answered", voice, by=by, at=at, kind=voice.kind, station=str(voice.station.uid))
    if voice.person is not None:
        tell(
            to=voice.person,
            kind="stations.complaint_answered",
            facts={"station": voice.station.place.name},
            key=f"voice:{voice.uid}",
            url=reverse("stations:station", args=[voice.station.uid]),
            by=by,
            at=at,
        )
    return voice


@transaction.atomic
def show(*, by: Person, at: datetime.datetime, voice: Voice) -> Voice:
    """Hang up thanks for everybody to see."""
    _turn(voice, "shown", "", by, at)
    record("voice_shown", voice, by=by, at=at, kind=voice.kind, station=str(voice.station.uid))
    return voice


@transaction.atomic
def refuse(*, by: Person, at: datetime.datetime, voice: Voice, reason: str) -> Voice:
    """Not show thanks, or turn down what is no complaint; the author reads why."""
    _turn(voice, "refused", reason.strip(), by, at)
    record("voice_refused", voice, by=by, at=at, kind=voice.kind, station=str(voice.station.uid))
    return voice


def _turn(voice: Voice, to: str, text: str, by: Person, at: datetime.datetime) -> None:
    demand(may_answer(acting(by, at), voice.union_path))
    demand(may_turn(voice.kind, voice.state, to, text))
    turned = Voice.objects.filter(pk=voice.pk, state=voice.state).update(state=to, answer=text[:300], decided_at=at)
    if not turned:
        raise Refused("voice_step")
    voice.refresh_from_db()
