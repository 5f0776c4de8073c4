"""Asking for a code and typing it, for whatever it is asked: signing in, a new number, deleting everything."""

import datetime
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xinlian.people import sms
from xinlian.people.access import person_of
from xinlian.people.actions import codes
from xinlian.people.address import address_of
from xinlian.people.forms.sign_in import CodeForm
from xinlian.people.identity import mask_phone
from xinlian.people.models import Code
from xinlian.people.queries.codes import wait_seconds, waiting
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say, sentence


def too_often(request: HttpRequest, refused: Refused) -> HttpResponse:
    """429 in words."""
    return render(request, "people/wait.html", {"sentence": sentence(refused)}, status=429)


def send(
    request: HttpRequest, act: str, phone: str, *, then: HttpResponse, no: Callable[[str], None]
) -> HttpResponse | None:
    """Send a code to a phone and go on to `then`, or to a page that says to wait; None when `no` was told a refusal."""
    try:
        code = codes.ask_code(
            act=act, phone=phone, address=address_of(request), by=person_of(request), at=timezone.now()
        )
    except Refused as refused:
        if refused.code == "limit_reached":
            return too_often(request, refused)
        no(sentence(refused))
        return None
    request.session[_key(act)] = str(code.uid)
    return then


def standing(request: HttpRequest, act: str, now: datetime.datetime) -> Code | None:
    """The code this browser waits for; when it stands no more, the next page says so."""
    ticket = request.session.get(_key(act))
    code = waiting(ticket, act, now)
    if ticket and code is None:
        messages.warning(request, say("code_over", {}))
    return code


def used(request: HttpRequest, act: str) -> None:
    """This browser waits no more."""
    request.session.pop(_key(act), None)


def page(
    request: HttpRequest, template: str, form: CodeForm, code: Code, now: datetime.datetime, **more: object
) -> HttpResponse:
    """Where the digits are typed; `template` extends people/code.html."""
    context = {
        "form": form,
        "masked": mask_phone(code.phone),
        "seconds": wait_seconds(code, now),
        "printed": sms.printed(),
        **more,
    }
    return render(request, template, context)


def _key(act: str) -> str:
    return f"{act}_ticket"
