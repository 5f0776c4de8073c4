"""What is one's own: how I stand, my pass, certificates, violations and appeals."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from xinlian.credentials.queries import certificates
from xinlian.people.bearing import by_of, found, says
from xinlian.training.actions import violations as acts
from xinlian.training.api.builders import CertificateOut, Standing, certificate_out, standings
from xinlian.training.api.clearing import ViolationOut, violation_out
from xinlian.training.api.door import Words
from xinlian.training.queries import points
from xinlian.training.queries import violations as queries

router = Router(tags=["mine"])


class AppealIn(Schema):
    """Why it is wrong, in one's own words."""

    words: Words = Field(min_length=1)


@router.get("/my/standing", response=says(list[Standing]), summary="How I stand")
def my_standing(request: HttpRequest) -> list[dict[str, Any]]:
    """Where I work now, the newest first; where I worked last, when I work nowhere. With my pass."""
    return standings(points.builders_of(by_of(request)), conduct=True)


@router.get("/my/certificates", response=says(list[CertificateOut]), summary="My certificates")
def my_certificates(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest first."""
    return [certificate_out(one) for one in certificates.of_person(by_of(request))]


@router.get("/my/violations", response=says(list[ViolationOut]), summary="What was noted of me")
def my_violations(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest first."""
    return [violation_out(one) for one in queries.own(by_of(request))]


@router.post("/my/violations/{uid}/appeal", response=says(ViolationOut), summary="Say why it is wrong")
def appeal(request: HttpRequest, uid: uuid.UUID, said: AppealIn) -> dict[str, Any]:
    """Once; somebody else than who noted it answers."""
    mine, now = queries.own(by_of(request)), timezone.now()
    acts.appeal(violation=found(mine.filter(uid=uid).first()), words=said.words, by=by_of(request), at=now)
    return violation_out(found(mine.filter(uid=uid).first()))
