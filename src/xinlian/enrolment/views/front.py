"""The page of everything one can sign up for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.queries.front import cards
from xinlian.people.access import person_of, public, viewer

WORDS = {
    "open": (_("可以报名"), "ok"),
    "coming": (_("还没开始"), "off"),
    "closed": (_("报名已截止"), "off"),
    "over": (_("结果已公布"), "off"),
    "cancelled": (_("已取消"), "off"),
    "signed_up": (_("您报名了"), "ok"),
    "waiting": (_("您在候补"), "warn"),
    "offered": (_("有您的名额，等您答复"), "warn"),
    "accepted": (_("您要去"), "ok"),
    "refused": (_("不符合条件"), "off"),
}


@public
def signup(request: HttpRequest) -> HttpResponse:
    """Every offering that concerns this person, what it is, until when, and where they stand."""
    found = cards(viewer(request), person_of(request), timezone.now())
    listed = [{"card": one, "word": WORDS[one.code][0], "tone": WORDS[one.code][1]} for one in found]
    return render(request, "enrolment/signup.html", {"listed": listed})
