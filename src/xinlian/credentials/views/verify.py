"""Anybody verifies a pass or a certificate: what is signed, who issued it, and how it stands now. Nothing else, and nothing to leaf through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.credentials.queries import files, verifying
from xinlian.credentials.rules import codes
from xinlian.people.access import public
from xinlian.people.address import address_of
from xinlian.people.limits import spend

LIMITS = ((30, 600), (200, 86400))  # looks from one address; the codes have 40 random bits


@public
@never_cache
def scanned(request: HttpRequest, letters: str) -> HttpResponse:
    """What a square code leads to when any phone scans it."""
    spend(f"verify:{address_of(request)}", LIMITS, timezone.now())
    return _shown(request, verifying.by_letters(letters, timezone.now()))


@public
@never_cache
def typed(request: HttpRequest) -> HttpResponse:
    """A short code typed into a form; POST, so that it stands in no address and no log."""
    if request.method != "POST":
        return render(request, "credentials/verify.html", {"typed": ""})
    spend(f"verify:{address_of(request)}", LIMITS, timezone.now())
    given = request.POST.get("code", "")
    code = codes.read(given)
    found = verifying.by_code(code, timezone.now()) if code else None
    return _shown(request, found, typed=given[:40], wrong=not code)


@public
@never_cache
@require_POST
def filed(request: HttpRequest) -> HttpResponse:
    """A certificate's file, PDF or JSON; looked at and not kept."""
    spend(f"verify:{address_of(request)}", LIMITS, timezone.now())
    given = request.FILES.get("file")
    if given is None:
        return render(request, "credentials/verify.html", {"typed": "", "no_file": True}, status=422)
    return _shown(request, files.by_file(given.read(files.LIMIT + 1), timezone.now()))


def _shown(
    request: HttpRequest, found: verifying.Verified | None, *, typed: str = "", wrong: bool = False
) -> HttpResponse:
    context = {"found": found, "typed": typed, "wrong": wrong, "none": found is None and not wrong}
    return render(request, "credentials/verify.html", context, status=200 if found else 404)
