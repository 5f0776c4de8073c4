"""One's own certificates, and those of others that one's union keeps note of; their files."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xinlian.credentials.actions import certificates as actions
from xinlian.credentials.models import Certificate
from xinlian.credentials.queries import certificates as queries
from xinlian.people.access import signed_in, the_person
from xinlian.people.models import Person


@signed_in
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What I was awarded, and what I have from elsewhere."""
    person, now = the_person(request), timezone.now()
    on = timezone.localdate(now)
    context = {
        "certificates": [queries.shown(one, now) for one in queries.of_person(person)],
        "outside": [(one, queries.outside_state(one, on)) for one in queries.outside_of(person)],
    }
    return render(request, "credentials/certificates.html", context)


@signed_in
@require_safe
def pdf(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """My certificate as PDF."""
    found = get_object_or_404(queries.of_person(the_person(request)), uid=uid)
    return pdf_of(found, the_person(request))


@signed_in
@require_safe
def json(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """My certificate as Open Badge."""
    return json_of(get_object_or_404(queries.of_person(the_person(request)), uid=uid))


def pdf_of(found: Certificate, by: Person) -> HttpResponse:
    """The PDF to download; made on the first asking."""
    content = actions.paper_of(certificate=found, by=by, at=timezone.now())
    return _file(content, "application/pdf", f"{found.number}.pdf")


def json_of(found: Certificate) -> HttpResponse:
    """The Open Badge to download."""
    return _file(found.badge.encode(), "application/vc", f"{found.number}.json")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return answer
