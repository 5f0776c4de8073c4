"""My data: see, correct, take along, delete; and what I said yes to."""

from functools import partial

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import signed_in, the_person, today
from xinlian.people.actions import consent, my_data
from xinlian.people.export import bundle
from xinlian.people.forms.me import WishForm
from xinlian.people.forms.sign_in import CodeForm
from xinlian.people.identity import mask_phone
from xinlian.people.purposes import BY_CODE
from xinlian.people.queries.consents import consents_of
from xinlian.people.queries.endings import endings_for, in_office
from xinlian.people.queries.holdings import held
from xinlian.people.queries.me import requests_of
from xinlian.people.views import codes
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say

ACT = "erase"


@signed_in
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Everything that is held about me."""
    person = the_person(request)
    context = {
        "sections": held(person, masked=True),
        "requests": requests_of(person),
        "back": reverse("people:me"),
    }
    return render(request, "people/my_data.html", context)


@signed_in
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything in one archive: to read, for machines, and the files."""
    person, now = the_person(request), timezone.now()
    my_data.note_export(by=person, at=now)
    response = HttpResponse(bundle(person, now), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="xinlian-{now:%Y%m%d}.zip"'
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@never_cache
def correct(request: HttpRequest) -> HttpResponse:
    """Ask the union to put something right."""
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        my_data.ask_correction(wish=form.cleaned_data["wish"], by=the_person(request), at=timezone.now())
        messages.success(request, _("已经交给工会。办好了，您在“我的资料”里看得到。"))
        return redirect("people:my_data")
    return render(request, "people/my_data_correct.html", {"form": form, "back": reverse("people:my_data")})


@signed_in
@never_cache
def delete(request: HttpRequest) -> HttpResponseBase:
    """What goes, what stays and why; a code is sent before anything happens."""
    person = the_person(request)
    if request.method == "POST" and not person.phone:
        messages.warning(request, _("删除前要用手机验证码确认。请先登记手机号。"))
        return redirect("people:me_phone")
    if request.method == "POST":
        then = redirect("people:my_data_delete_code")
        gone_on = codes.send(request, ACT, str(person.phone), then=then, no=partial(messages.warning, request))
        if gone_on:
            return gone_on
    context = {
        "endings": endings_for(person),
        "in_office": in_office(person, today()),
        "phone": mask_phone(person.phone),
        "back": reverse("people:my_data"),
    }
    return render(request, "people/my_data_delete.html", context)


@signed_in
@never_cache
def delete_code(request: HttpRequest) -> HttpResponse:
    """The code, and then everything is gone."""
    now = timezone.now()
    code = codes.standing(request, ACT, now)
    if code is None:
        return redirect("people:my_data_delete")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wrong = my_data.erase_me(ticket=code.uid, digits=form.cleaned_data["code"], by=the_person(request), at=now)
        except Refused as no:
            wrong = no.code
        if not wrong:
            logout(request, show_message=False)
            messages.success(request, _("您的资料已经删除，您也已经退出登录。想再来的时候，用手机号登录就是新的登记。"))
            return redirect("home")
        form.add_error("code", say(wrong, {}))
    back = reverse("people:my_data_delete")
    return codes.page(request, "people/my_data_delete_code.html", form, code, now, back=back)


@signed_in
@never_cache
def consents(request: HttpRequest) -> HttpResponse:
    """What I say yes to, each on its own."""
    person = the_person(request)
    purpose = request.POST.get("purpose", "")
    if request.method == "POST" and purpose in BY_CODE:
        act = consent.give if request.POST.get("answer") == "yes" else consent.withdraw
        act(purpose=purpose, by=person, at=timezone.now())
        messages.success(request, _("已经记下。随时可以改。"))
        return redirect("people:me_consents")
    return render(request, "people/me_consents.html", {"rows": consents_of(person), "back": reverse("people:me")})
