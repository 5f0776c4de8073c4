"""What people asked about their own data, answered by their officer."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.actions.my_data import close_request
from xinlian.people.forms.desk import RequestForm
from xinlian.people.queries import desk as queries


@staff("officer")
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """What is open, oldest first."""
    found = [(one, RequestForm(prefix=str(one.uid))) for one in queries.requests(viewer(request))[:100]]
    return render(request, "people/desk/requests.html", {"found": found})


@staff("officer")
@require_POST
def answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Done, or why not."""
    found = get_object_or_404(queries.requests(viewer(request)), uid=uid)
    form = RequestForm(request.POST, prefix=str(uid))
    if form.is_valid():
        close_request(
            request=found,
            state=form.cleaned_data["state"],
            reason=form.cleaned_data["reason"],
            viewer=viewer(request),
            by=the_person(request),
            at=timezone.now(),
        )
        messages.success(request, _("已经答复，本人在“我的资料”里看得到。"))
        return redirect("people:requests")
    return render(request, "people/desk/requests.html", {"found": [(found, form)]}, status=422)
