"""How satisfied people were: which questionnaire, which trips wait to be asked about, what was answered."""

import datetime

from django.db.models import Exists, OuterRef

from xinlian.enrolment.models import Seat
from xinlian.people.scope import Viewer
from xinlian.surveys.models import Questionnaire, Survey
from xinlian.surveys.queries import series_of
from xinlian.surveys.queries.desk import usable
from xinlian.surveys.queries.results import Series
from xinlian.trips.models import Programme, Trip

LATELY = datetime.timedelta(days=14)


def series_name(programme: Programme) -> str:
    """The series in which the surveys of a programme's trips are compared."""
    return f"trips:{programme.uid}"


def waiting(at: datetime.datetime) -> list[Trip]:
    """Trips back within the last two weeks, with somebody on them and a questionnaire, of which nobody was asked."""
    came = Seat.objects.filter(batch=OuterRef("batch"), state="attended")
    asked = Survey.objects.filter(about_uid=OuterRef("uid"))
    rows = Trip.objects.filter(batch__ends_at__lte=at, batch__ends_at__gt=at - LATELY, batch__state="standing")
    rows = rows.exclude(programme__survey_uid=None).filter(Exists(came)).exclude(Exists(asked))
    return list(rows.select_related("batch__offering__union", "programme"))


def askable(trip: Trip) -> bool:
    """Whether those who came can be asked now: a questionnaire is chosen, somebody came, nobody was asked yet."""
    came = Seat.objects.filter(batch=trip.batch_id, state="attended").exists()
    return bool(trip.programme.survey_uid) and came and not Survey.objects.filter(about_uid=trip.uid).exists()


def answers(viewer: Viewer, programme: Programme) -> Series | None:
    """What was answered over all trips of a programme; None while nobody was asked."""
    return series_of(viewer, series_name(programme))


def choices(programme: Programme) -> list[tuple[str, str]]:
    """The questionnaires that the programme's union can ask, with none first."""
    rows = usable(programme.offering.union).order_by("name", "-version")
    return [("", "—"), *((str(one.uid), f"{one.name} v{one.version}") for one in rows)]


def questionnaire(programme: Programme, uid: str) -> Questionnaire | None:
    """The questionnaire of a choice, None for none."""
    return usable(programme.offering.union).filter(uid=uid).first() if uid else None
