"""A small county with a programme of its own, drawn up by its officer's acts; used by the tests of the desk."""

import datetime
import io
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.actions import seats
from xinlian.enrolment.models import Application, Batch
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_application, make_officer, make_person, make_union
from xinlian.trips.actions import bases, programmes
from xinlian.trips.models import Programme, Route, Trip

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Scene:
    """What is there."""

    county: Union
    street: Union
    officer: Person
    route: Route
    programme: Programme

    @property
    def trips(self) -> list[Trip]:
        """The trips in the order of their batches."""
        return list(
            self.programme.trips.select_related("batch__offering", "programme__offering").order_by("batch__number")
        )

    def applicant(self, **more: Any) -> Application:
        """Somebody of the street who wants the first batch."""
        person = more.pop("person", None) or make_person(self.street, occupation="courier", **more.pop("who", {}))
        group = self.programme.offering.groups.get(rank=0)
        return make_application(self.programme.offering, person, group=group, **more)


def words(now: datetime.datetime, **more: Any) -> dict[str, Any]:
    """What a programme says of itself."""
    return {
        "title": "试验疗休养",
        "mode": "officer",
        "opens_at": now - datetime.timedelta(days=1),
        "closes_at": now + datetime.timedelta(days=9),
        "party_max": 2,
        "answer_hours": 72,
        "year": 2026,
        "day_cap_fen": 20_000,
        "year_cap_fen": 30_000,
        "days_cap": 3,
        **more,
    }


def season(first: datetime.date, route: Route | None = None, **more: Any) -> programmes.Season:
    """Three batches a week apart, two seats each."""
    values = {"count": 3, "every_days": 7, "days": 1, "capacity": 2, **more}
    return programmes.Season(
        first=first, leaves=datetime.time(7, 20), returns=datetime.time(18, 0), route=route, **values
    )


def make_scene(*, is_open: bool = True) -> Scene:
    """The county, its officer, a route, a programme of three batches, open for sign-up."""
    now = timezone.now()
    county = make_union("甲县总工会")
    street = make_union("甲街道工会", county, "street")
    officer = make_officer(county)
    base = bases.add_base(union=county, values={"name": "甲山"}, by=officer, at=now)
    itinerary = [{"day": 1, "time": "7:20", "text": "集合"}]
    route = bases.add_route(
        base=base, values={"name": "甲山一日", "days": 1, "itinerary": itinerary}, by=officer, at=now
    )
    first = timezone.localdate(now) + datetime.timedelta(days=40)
    programme = programmes.draw_up(union=county, values=words(now), season=season(first, route), by=officer, at=now)
    if is_open:
        offerings.move(offering=programme.offering, to="open", by=officer, at=now)
    return Scene(county, street, officer, route, programme)


def neighbour() -> Person:
    """An officer of a county next door."""
    return make_officer(make_union("乙县总工会"))


def browser(person: Person) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def batch(scene: Scene, number: int) -> Batch:
    """A batch as it stands now."""
    return Batch.objects.get(offering=scene.programme.offering, number=number)


def text(answer: Any) -> str:
    """The page of an answer."""
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    """The address of a page of trips."""
    return reverse(f"trips:{name}", args=args)


def seated(scene: Scene, *, agreed: bool = True, number: int = 1, **more: Any) -> Application:
    """Somebody with a seat given by hand."""
    application = scene.applicant(**more)
    seats.place_by_hand(
        application=application,
        batch=batch(scene, number),
        why="试",
        agreed=agreed,
        by=scene.officer,
        at=timezone.now(),
    )
    return application


def table_rows(answer: Any) -> list[list[Any]]:
    """The rows of an Excel file, the headers first."""
    content = b"".join(answer.streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
