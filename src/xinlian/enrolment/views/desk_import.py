"""Applications brought from a table; checking, preview and taking are the pages of uploads."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from xinlian.enrolment.queries.offerings import run_by
from xinlian.enrolment.rooms import offering_desk_url
from xinlian.people.access import staff, viewer
from xinlian.people.views import uploads


@staff("officer")
def bring(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Choose a table of applications for this offering."""
    offering = get_object_or_404(run_by(viewer(request)), uid=uid)
    back = offering_desk_url(offering)
    preset = {"offering": str(offering.uid)}
    return uploads.new(request, kind="applications", preset=preset, about=offering.title, back=back)
