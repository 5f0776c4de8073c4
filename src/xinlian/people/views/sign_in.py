"""Signing in by phone and code, signing out, and being locked out."""

from functools import partial
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people import rules, sms
from xinlian.people.access import person_of, public
from xinlian.people.actions import sign_in
from xinlian.people.actions.codes import ask_again
from xinlian.people.address import address_of
from xinlian.people.forms.sign_in import CodeForm, PhoneForm
from xinlian.people.limits import spend
from xinlian.people.views import codes
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say, sentence

ACT = "sign_in"


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: an address of this site, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ok = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ok else ""


def _to(name: str, request: HttpRequest) -> HttpResponse:
    back = safe_next(request)
    return redirect(reverse(name) + (f"?{urlencode({'next': back})}" if back else ""))


@public
@never_cache
def phone(request: HttpRequest) -> HttpResponseBase:
    """Which phone? A code goes there, whether or not we know it."""
    if person_of(request) is not None:
        return redirect(safe_next(request) or reverse("people:me"))
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        then = _to("people:sign_in_code", request)
        gone_on = codes.send(request, ACT, form.cleaned_data["phone"], then=then, no=partial(form.add_error, "phone"))
        if gone_on:
            return gone_on
    return render(request, "people/sign_in.html", {"form": form, "next": safe_next(request), "printed": sms.printed()})


@public
@never_cache
def code(request: HttpRequest) -> HttpResponseBase:
    """Which code? The right one lets in, to where one came from."""
    now = timezone.now()
    code = codes.standing(request, ACT, now)
    if code is None:
        return _to("people:sign_in", request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            spend(f"try from {address_of(request)}", rules.TRIES_PER_ADDRESS, now)
        except Refused as no:
            return codes.too_often(request, no)
        person, wrong = sign_in.enter(ticket=code.uid, digits=form.cleaned_data["code"], by=None, at=now)
        if person is not None:
            return _let_in(request, person)
        form.add_error("code", say(wrong, {}))
    return codes.page(request, "people/sign_in_code.html", form, code, now, next=safe_next(request))


def _let_in(request: HttpRequest, person: Any) -> HttpResponseBase:
    """Through allauth's stages, so that whoever has a second factor is asked for it."""
    codes.used(request, ACT)
    record_authentication(request, person, method="code")
    response: HttpResponseBase = perform_login(
        request, Login(user=person, redirect_url=safe_next(request) or reverse("home"))
    )
    return response


@public
@require_POST
def again(request: HttpRequest) -> HttpResponseBase:
    """The same code once more."""
    now = timezone.now()
    code = codes.standing(request, ACT, now)
    if code is None:
        return _to("people:sign_in", request)
    try:
        ask_again(code=code, address=address_of(request), by=None, at=now)
    except Refused as no:
        if no.code == "limit_reached":
            return codes.too_often(request, no)
        messages.warning(request, sentence(no))
    else:
        messages.info(request, _("已经再发了一次。两条短信里的验证码是一样的。"))
    return _to("people:sign_in_code", request)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, on this device."""
    logout(request, show_message=False)
    messages.success(request, _("您已经退出登录。"))
    return redirect("home")


def locked_out(request: HttpRequest, credentials: object = None, *more: object) -> HttpResponse:
    """What axes answers after too many wrong passwords."""
    sentence = _("密码错了太多次，这个登录名要等 15 分钟才能再试。忘了密码，可以用手机验证码登录后重设。")
    return render(request, "people/wait.html", {"sentence": sentence}, status=429)
