"""Pages of the shell: home, desk home, search, health, preferences, the living style guide."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import public, staff, viewer
from xinlian.people.models import Grant
from xinlian.people.offline import kept_offline
from xinlian.web import queries

YEAR_SECONDS = 365 * 86400


@public
@kept_offline
def home(request: HttpRequest) -> HttpResponse:
    """The worker's first page: what the rooms have to say to this person now."""
    hour = timezone.localtime().hour
    greeting = _("夜里辛苦了") if hour < 5 or hour >= 22 else _("师傅，您好")
    return render(request, "web/home.html", {"cards": queries.home_cards(request), "greeting": greeting})


@staff(*(role for role, _name in Grant.ROLES))
def desk_home(request: HttpRequest) -> HttpResponse:
    """Today's work of a union officer."""
    words = {"nothing_title": _("都办完了"), "nothing_words": _("新的事情会出现在这里。")}
    return render(request, "web/desk_home.html", {**queries.desk_today(viewer(request)), **words})


@staff(*(role for role, _name in Grant.ROLES))
def desk_search(request: HttpRequest) -> HttpResponse:
    """People, places and unions by a few letters of their name."""
    wanted = request.GET.get("q", "").strip()[:60]
    words = {
        "nothing_title": _("没有找到") if wanted else _("想找什么"),
        "nothing_words": _("换几个字试试；找人可以输入完整的手机号。"),
    }
    found = queries.search(viewer(request), wanted)
    return render(request, "web/desk_search.html", {"q": wanted, "desk_q": wanted, "found": found, **words})


@public
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and the worker is alive enough, else 503; says which part is not well."""
    state = queries.health()
    return JsonResponse(state, status=200 if state["ok"] else 503)


@public
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the site on its home screen."""
    return JsonResponse(
        {
            "name": _("心连"),
            "short_name": _("心连"),
            "start_url": "/",
            "display": "standalone",
            "background_color": "#faf7f2",
            "theme_color": "#b8151b",
            "icons": [{"src": static("web/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@public
@require_POST
def type_size(request: HttpRequest) -> HttpResponse:
    """Large type on or off, kept in a cookie."""
    return _preferred(request, "type", {"large", "normal"})


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the phone has it."""
    return _preferred(request, "theme", {"light", "dark", "auto"})


def _preferred(request: HttpRequest, name: str, allowed: set[str]) -> HttpResponse:
    back: Any = request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    value = request.POST.get("value", "")
    if value in allowed:
        response.set_cookie(name, value, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return response
