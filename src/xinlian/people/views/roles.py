"""Roles on the tree: who holds what, giving, ending, and the logins that go with them."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.people.actions import grants
from xinlian.people.forms.desk import AccountForm, GrantForm
from xinlian.people.models import Grant, Person
from xinlian.people.queries import desk as queries
from xinlian.people.scope import DESK
from xinlian.people.views.desk import person_page
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

PER_PAGE = 50


@staff(*DESK)
@never_cache
def roles(request: HttpRequest) -> HttpResponse:
    """Today's roles in one's part of the tree."""
    role, q = request.GET.get("role", ""), request.GET.get("q", "").strip()[:60]
    page = Paginator(queries.grants(viewer(request), role, q, today()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "role": role,
        "q": q,
        "roles": Grant.ROLES,
        "keeps": bool(viewer(request).paths(queries.KEEPERS)),
        "table": _table([_row(request, grant) for grant in page.object_list]),
    }
    return render(request, "people/desk/roles.html", context)


def _row(request: HttpRequest, grant: Grant) -> dict[str, Any]:
    keeps = viewer(request).holds(queries.KEEPERS, grant.person.union_path)
    name = {"text": grant.person.name, "zh": True}
    if keeps:
        name["url"] = reverse("people:person", args=[grant.person.uid])
    cells = {
        "person": name,
        "username": grant.person.username or "",
        "role": grant.get_role_display(),
        "union": grant.union.name,
        "since": grant.since_on,
        "until": grant.until_on or _("一直有效"),
        "by": grant.granted_by.name if grant.granted_by else "",
    }
    return {"id": grant.uid, "cells": cells}


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [
        {"key": "person", "label": _("谁"), "zh": True},
        {"key": "username", "label": _("登录名")},
        {"key": "role", "label": _("角色")},
        {"key": "union", "label": _("在哪个工会"), "zh": True},
        {"key": "since", "label": _("从哪天")},
        {"key": "until", "label": _("到哪天")},
        {"key": "by", "label": _("谁给的"), "zh": True},
    ]
    words = _("打开一个人的页面，就可以给角色。")
    return {"title": _("角色"), "columns": columns, "rows": rows, "empty": _("没有找到"), "empty_words": words}


def _person(request: HttpRequest, uid: uuid.UUID) -> Person:
    return get_object_or_404(queries.person(viewer(request), uid))


@staff("officer")
@require_POST
def give(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A role for somebody."""
    found = _person(request, uid)
    form = GrantForm(request.POST, viewer=viewer(request))
    if form.is_valid():
        try:
            grants.give_role(person=found, **form.cleaned_data, by=the_person(request), at=timezone.now())
        except Refused as no:
            form.add_error(None, sentence(no))
        else:
            messages.success(request, _("角色已经给了，马上有效。"))
            return redirect("people:person", uid)
    return render(request, "people/desk/person.html", person_page(request, found, grant_form=form), status=422)


@staff("officer")
@require_POST
def end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A role ends now."""
    found = get_object_or_404(queries.grant(viewer(request), uid))
    grants.end_role(grant=found, by=the_person(request), at=timezone.now())
    messages.success(request, _("角色已经结束。"))
    return redirect("people:person", found.person.uid)


@staff("officer")
@require_POST
@never_cache
def account(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A login: the password stands in this answer alone."""
    found = _person(request, uid)
    form = AccountForm(request.POST)
    password = ""
    if form.is_valid():
        name = form.cleaned_data["username"]
        try:
            password = grants.open_account(person=found, username=name, by=the_person(request), at=timezone.now())
        except Refused as no:
            form.add_error("username", sentence(no))
    context = person_page(request, found, account_form=form, password=password)
    return render(request, "people/desk/person.html", context, status=200 if password else 422)
