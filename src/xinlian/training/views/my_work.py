"""A builder's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xinlian.people.access import signed_in, the_person
from xinlian.training.queries import my_work


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is next, and everything of mine."""
    return render(request, "training/clearing/my_work.html", my_work.of(the_person(request), timezone.now()))
