"""What is held about people here, for anybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xinlian.people.access import public
from xinlian.people.holdings import all_holdings
from xinlian.people.purposes import PURPOSES


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Made from the inventory, so that it cannot say anything else than what is done."""
    return render(request, "people/privacy.html", {"holdings": all_holdings(), "purposes": PURPOSES})
