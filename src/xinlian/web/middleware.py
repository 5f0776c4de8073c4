"""Around every request: one log line by route, idle logout, whose phone it is, and refusals as pages."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from xinlian.people import devices
from xinlian.people.access import person_of, the_person, viewer
from xinlian.people.actions import sign_in
from xinlian.people.devices import IDLE_ENDED
from xinlian.people.marks import COOKIE, mark
from xinlian.people.scope import DESK, NOBODY
from xinlian.rows.refusals import Refused
from xinlian.web.refusal_texts import sentence

Respond = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("xinlian.request")
SEEN = "seen_at"
STEP_SECONDS = 60  # the session is written at most once a minute


def request_log(respond: Respond) -> Respond:
    """One line a request: the route's pattern, never the address itself."""

    def around(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = respond(request)
        match = getattr(request, "resolver_match", None)
        facts = {
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000, 1),
        }
        if not request.path.startswith(settings.STATIC_URL):
            log.info("request", extra=facts)
        return response

    return around


def idle_logout(respond: Respond) -> Respond:
    """Who holds a desk role and did nothing for a while is signed out; workers keep their session for weeks."""

    def around(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = time.time()
            seen = request.session.get(SEEN, now)
            if now - seen > settings.IDLE_MINUTES_STAFF * 60 and _at_desk(request):
                _end(request)
            elif now - seen > STEP_SECONDS or SEEN not in request.session:
                request.session[SEEN] = now
                devices.seen(session_key=request.session.session_key, at=timezone.now())
        return respond(request)

    return around


def whose_phone(respond: Respond) -> Respond:
    """Tells the phone whose it is just now, as a mark: what it keeps for one person is never shown to the next."""

    def around(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        told, now = request.COOKIES.get(COOKIE, ""), mark(person_of(request))
        if now and told != now:
            ends = None if request.session.get_expire_at_browser_close() else settings.SESSION_COOKIE_AGE
            response.set_cookie(COOKIE, now, max_age=ends, samesite="Lax", secure=request.is_secure())
        elif told and not now:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response

    return around


def _at_desk(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser or viewer(request).paths(DESK))


def _end(request: HttpRequest) -> None:
    person = the_person(request)
    logout(request)
    request.session[IDLE_ENDED] = True
    request.xinlian_viewer = NOBODY  # type: ignore[attr-defined]
    sign_in.went_out(by=person, at=timezone.now(), why="idle")


class refusals:  # noqa: N801 (Django calls it like a function)
    """A refusal nobody caught becomes a page that says why and what to do."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """409 with the sentence for the refusal's code."""
        if not isinstance(error, Refused):
            return None
        status = 403 if error.code.startswith("role_") else 429 if error.code == "limit_reached" else 409
        return render(request, "web/refused.html", {"sentence": sentence(error)}, status=status)
