"""The first step of what an officer does for somebody: whose it is, by the phone they registered."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xinlian.credentials.forms.desk import WhoForm
from xinlian.credentials.queries import desk
from xinlian.people.access import viewer
from xinlian.people.models import Person


def whose(request: HttpRequest, heading: str, crumbs: Sequence[tuple[str, str]]) -> Person | HttpResponse:
    """The person, or the page that asks for their phone and says when nobody of one's unions has it."""
    form = WhoForm(request.GET if "phone" in request.GET else None)
    if form.is_bound and form.is_valid():
        person = desk.somebody(viewer(request), form.cleaned_data["phone"])
        if person is not None:
            return person
        form.add_error("phone", _("您管的工会里，没有人登记过这个手机号。请先在“人员”里加上。"))
    context = {"form": form, "crumbs": crumbs, "heading": heading}
    return render(request, "credentials/desk/who.html", context, status=422 if form.errors else 200)
