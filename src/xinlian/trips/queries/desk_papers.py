"""Who is on a trip, as rosters and insurance lists need them. Ask for the act in `actions.lists` before handing out."""

from collections.abc import Sequence

from django.utils import timezone

from xinlian.enrolment.models import Attendance, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.identity import mask_phone
from xinlian.people.table_words import ID_TYPES, OCCUPATIONS
from xinlian.trips.models import Relative, Trip

ROSTER_HEADERS = ("序号", "姓名", "手机号", "工会", "职业", "答复", "到场")
INSURANCE_HEADERS = ("序号", "姓名", "证件类型", "证件号码", "和职工的关系", "出发", "返回")
STATE_WORDS = {"offered": "等答复", "accepted": "已确认", "attended": "已到", "missed": "没有来"}


def seats(trip: Trip, states: Sequence[str] = SEAT_STANDS) -> list[Seat]:
    """The standing seats of a trip, by union and name."""
    rows = Seat.objects.filter(batch=trip.batch, state__in=states).select_related("application__person__union")
    return list(rows.order_by("application__person__union_path", "application__person__name", "id"))


def relatives(trip: Trip) -> list[Relative]:
    """The family of those who have a seat."""
    rows = Relative.objects.filter(
        application__seats__batch=trip.batch, application__seats__state__in=("accepted", "attended")
    )
    return list(rows.select_related("application__person").order_by("application__person__name", "name"))


def present(trip: Trip) -> set[int]:
    """The keys of the seats whose holders were there."""
    return set(Attendance.objects.filter(seat__batch=trip.batch, undone_at=None).values_list("seat", flat=True))


def on_page(trip: Trip) -> list[dict[str, object]]:
    """The roster as the desk's page shows it: phones masked."""
    here = present(trip)
    return [
        {
            "seat": seat,
            "application": seat.application,
            "name": seat.application.person.name,
            "union": seat.application.person.union.name if seat.application.person.union else "",
            "phone": mask_phone(seat.application.person.phone),
            "here": seat.pk in here,
        }
        for seat in seats(trip)
    ]


def roster_rows(trip: Trip) -> list[list[str]]:
    """The roster with whole phone numbers, for whoever leads the trip; family below."""
    here = present(trip)
    rows = [
        [
            str(number),
            seat.application.person.name,
            seat.application.person.phone or "",
            seat.application.person.union.name if seat.application.person.union else "",
            OCCUPATIONS.get(seat.application.person.occupation, ""),
            STATE_WORDS.get(seat.state, ""),
            "是" if seat.pk in here else "",
        ]
        for number, seat in enumerate(seats(trip), 1)
    ]
    for number, one in enumerate(relatives(trip), len(rows) + 1):
        words = f"{one.application.person.name}的{one.relation or '家属'}（自费）"
        rows.append([str(number), one.name, one.phone or "", "", words, "", ""])
    return rows


def insurance_rows(trip: Trip) -> list[list[str]]:
    """Whom to insure: those who said yes, with ID type and number, and from when to when."""
    first = timezone.localtime(trip.batch.starts_at).strftime("%Y-%m-%d %H:%M")
    last = timezone.localtime(trip.batch.ends_at).strftime("%Y-%m-%d %H:%M")
    rows = [
        [
            str(number),
            seat.application.person.name,
            ID_TYPES.get(seat.application.person.id_type, ""),
            seat.application.person.id_number or "",
            "本人",
            first,
            last,
        ]
        for number, seat in enumerate(seats(trip, ("accepted", "attended")), 1)
    ]
    for number, one in enumerate(relatives(trip), len(rows) + 1):
        words = f"{one.application.person.name}的{one.relation or '家属'}"
        rows.append([str(number), one.name, "", "", words, first, last])
    return rows


def without_number(rows: Sequence[Sequence[str]]) -> int:
    """How many of an insurance list cannot be insured yet: no ID number is known."""
    return sum(not row[3] for row in rows)
