"""Certificates at the desk: found, awarded by hand or from a table, taken back; the templates that they follow."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xinlian.credentials import tables
from xinlian.credentials.actions import certificates, templates
from xinlian.credentials.forms.certificates import AwardForm, RevokeForm, TemplateForm
from xinlian.credentials.models import Certificate
from xinlian.credentials.queries import certificates as queries
from xinlian.credentials.views.certificates import json_of, pdf_of
from xinlian.credentials.views.whose import whose
from xinlian.credentials.who import READERS, RUNNERS
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import kept
from xinlian.people.models import Union
from xinlian.people.queries.desk import union_choices
from xinlian.people.views import uploads
from xinlian.rows.uids import uid_of

PAGE = 50
HOME, ONE, TEMPLATES = (f"credentials:desk_{name}" for name in ("certificates", "certificate", "templates"))


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("证书"), reverse(HOME)), *more]


def _find(request: HttpRequest, uid: uuid.UUID) -> Certificate:
    return get_object_or_404(queries.all_of(viewer(request)), uid=uid)


@staff(*READERS)
def home(request: HttpRequest) -> HttpResponse:
    """The certificates, filtered."""
    who, now, asked = viewer(request), timezone.now(), request.GET
    q, template, state = asked.get("q", ""), asked.get("template", ""), asked.get("state", "")
    rows = queries.found(who, q, template, state, asked.get("sort", ""), now)
    page = Paginator(rows, PAGE).get_page(asked.get("page"))
    known = list(queries.templates(who))
    context = {
        "table": tables.certificates_table(page, page.paginator.count, now),
        "page": page,
        "q": q,
        "state": state,
        "template": template,
        "states": [("", _("全部")), ("valid", _("有效")), ("over", _("过期")), ("revoked", _("已撤销"))],
        "templates": known,
        "officer": bool(who.paths(RUNNERS)),
        "any": any(one.retired_at is None for one in known),
    }
    return render(request, "credentials/desk/certificates.html", context)


@staff(*RUNNERS)
def award(request: HttpRequest) -> HttpResponse:
    """First whose, then what."""
    way = crumbs((_("发一张证书"), ""))
    person = whose(request, _("发一张证书"), way)
    if isinstance(person, HttpResponse):
        return person
    known = [one for one in queries.templates(viewer(request)) if one.retired_at is None]
    given = AwardForm(request.POST or None, templates=known)
    if request.method == "POST" and given.is_valid():
        by, now, made = the_person(request), timezone.now(), []
        if kept(given, lambda: made.append(certificates.award(person=person, **given.said(), by=by, at=now))):
            messages.success(request, _("证书发好了。他在“我的证书”里看得到，也能下载。"))
            return redirect(ONE, made[0].uid)
    context = {"form": given, "person": person, "crumbs": way, "any": bool(known)}
    return render(request, "credentials/desk/award.html", context, status=422 if given.errors else 200)


@staff(*READERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A certificate, and what may be done."""
    return _page(request, _find(request, uid), RevokeForm())


def _page(request: HttpRequest, found: Certificate, form: RevokeForm) -> HttpResponse:
    context = {
        "one": found,
        "shown": queries.shown(found, timezone.now()),
        "officer": viewer(request).holds(RUNNERS, found.issuer.union_path),
        "form": form,
        "crumbs": crumbs((found.name or "—", "")),
    }
    return render(request, "credentials/desk/certificate.html", context, status=422 if form.errors else 200)


@staff(*RUNNERS)
@require_POST
def revoke(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take it back."""
    found, form = _find(request, uid), RevokeForm(request.POST)
    if form.is_valid():
        by, now, why = the_person(request), timezone.now(), form.cleaned_data["why"]
        if kept(form, lambda: certificates.revoke(certificate=found, why=why, by=by, at=now)):
            messages.success(request, _("撤销了。谁来查，马上看得到。"))
            return redirect(ONE, uid)
    return _page(request, found, form)


@staff(*READERS)
@require_safe
def pdf(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The PDF."""
    return pdf_of(_find(request, uid), the_person(request))


@staff(*READERS)
@require_safe
def json(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The Open Badge."""
    return json_of(_find(request, uid))


@staff(*READERS)
def template_list(request: HttpRequest) -> HttpResponse:
    """The templates."""
    who = viewer(request)
    context = {
        "templates": queries.templates(who),
        "officer": bool(who.paths(RUNNERS)),
        "crumbs": crumbs((_("证书模板"), "")),
    }
    return render(request, "credentials/desk/templates.html", context)


@staff(*RUNNERS)
def template_new(request: HttpRequest) -> HttpResponse:
    """A new template."""
    form, unions = TemplateForm(request.POST or None), union_choices(viewer(request))
    if request.method == "POST" and form.is_valid():
        by, now, said = the_person(request), timezone.now(), form.said()
        issuer = get_object_or_404(Union, uid=uid_of(request.POST.get("union", "")))
        if kept(form, lambda: templates.make(issuer=issuer, **said, by=by, at=now)):
            messages.success(request, _("模板做好了，可以发证书了。"))
            return redirect(TEMPLATES)
    context: dict[str, Any] = {"form": form, "unions": unions, "crumbs": _way(_("做一个模板"))}
    return render(request, "credentials/desk/template.html", context, status=422 if form.errors else 200)


@staff(*RUNNERS)
def template_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what those to come will say."""
    found = get_object_or_404(queries.templates(viewer(request)), uid=uid)
    initial = {name: getattr(found, name) for name in ("title", "about", "criteria", "signed_as", "months", "scheme")}
    form = TemplateForm(request.POST or None, initial=initial, template=found)
    if request.method == "POST" and form.is_valid():
        by, now, said = the_person(request), timezone.now(), form.said()
        if kept(form, lambda: templates.change(template=found, **said, by=by, at=now)):
            messages.success(request, _("改好了。已经发出去的不变，以后发的照新的写。"))
            return redirect(TEMPLATES)
    context = {"form": form, "template": found, "crumbs": _way(found.title)}
    return render(request, "credentials/desk/template.html", context, status=422 if form.errors else 200)


@staff(*RUNNERS)
@require_POST
def template_retire(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Nothing more by it."""
    found = get_object_or_404(queries.templates(viewer(request)), uid=uid)
    templates.retire(template=found, by=the_person(request), at=timezone.now())
    messages.success(request, _("停用了。已经发出去的证书不受影响。"))
    return redirect(TEMPLATES)


@staff(*RUNNERS)
def bring(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Many at once, from a table."""
    found = get_object_or_404(queries.templates(viewer(request)), uid=uid)
    preset = {"template": str(found.uid)}
    return uploads.new(request, kind="certificates", preset=preset, about=found.title, back=reverse(TEMPLATES))


def _way(here: str) -> list[tuple[str, str]]:
    return crumbs((_("证书模板"), reverse(TEMPLATES)), (here, ""))
