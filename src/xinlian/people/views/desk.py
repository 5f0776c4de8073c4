"""The officer's people: list, add, correct, see a whole number, take a list along."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.people.actions import keeping
from xinlian.people.forms.desk import AccountForm, ExportForm, GrantForm, PersonForm, ReasonForm
from xinlian.people.identity import mask_id, mask_phone
from xinlian.people.languages import LANGUAGES
from xinlian.people.models import Grant, Person
from xinlian.people.queries import desk as queries
from xinlian.people.queries.names import firm_named
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.sheets.writing import excel

KEEPERS = queries.KEEPERS
PER_PAGE = 50


def _wanted(request: HttpRequest) -> queries.Wanted:
    asked = request.GET
    return queries.Wanted(
        q=asked.get("q", "").strip()[:60],
        union=_uid(asked.get("union", "")),
        occupation=asked.get("occupation", ""),
        phone=asked.get("phone", ""),
        role=asked.get("role", ""),
        sort=asked.get("sort", "name"),
    )


def _uid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


@staff(*KEEPERS)
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of one's part of the tree, narrowed."""
    wanted = _wanted(request)
    page = Paginator(queries.people(viewer(request), wanted, today()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "page": page,
        "table": _table([_row(one) for one in page.object_list], wanted),
        "unions": queries.union_choices(viewer(request), KEEPERS),
        "occupations": Person.OCCUPATIONS,
        "roles": Grant.ROLES,
        "filtered": any((wanted.q, wanted.union, wanted.occupation, wanted.phone, wanted.role)),
    }
    return render(request, "people/desk/people.html", context)


def _row(one: Person) -> dict[str, Any]:
    held = "、".join(dict.fromkeys(str(grant.get_role_display()) for grant in one.held))  # type: ignore[attr-defined]
    cells = {
        "name": one.name or _("还没有姓名"),
        "phone": mask_phone(str(one.phone or "")),
        "id_number": mask_id(str(one.id_number or "")),
        "occupation": one.get_occupation_display(),
        "employer": one.employer.name if one.employer else "",
        "union_path": one.union.name if one.union else "",
        "role": held,
        "origin": one.get_origin_display(),
        "made_at": {"text": one.made_at, "at": one.made_at},
        "seen_at": {"text": one.seen_at, "at": one.seen_at} if one.seen_at else _("没有登录过"),
    }
    return {"id": one.uid, "url": reverse("people:person", args=[one.uid]), "cells": cells}


def _table(rows: list[dict[str, Any]], wanted: queries.Wanted) -> dict[str, Any]:
    columns = [
        {"key": "name", "label": _("姓名"), "sort": True, "zh": True},
        {"key": "phone", "label": _("手机")},
        {"key": "id_number", "label": _("证件号码"), "hidden": True},
        {"key": "occupation", "label": _("职业"), "sort": True},
        {"key": "employer", "label": _("平台或单位"), "zh": True},
        {"key": "union_path", "label": _("工会"), "sort": True, "zh": True},
        {"key": "role", "label": _("角色")},
        {"key": "origin", "label": _("来源"), "hidden": True},
        {"key": "made_at", "label": _("登记"), "sort": True, "hidden": True},
        {"key": "seen_at", "label": _("最近登录"), "sort": True},
    ]
    return {
        "title": _("人员"),
        "columns": columns,
        "rows": rows,
        "sort": wanted.sort,
        "empty": _("没有找到人"),
        "empty_words": _("换个条件试试，或者从 Excel 导入。"),
        "empty_url": reverse("people:import"),
        "empty_action": _("从 Excel 导入"),
    }


@staff("officer")
def add(request: HttpRequest) -> HttpResponse:
    """One new person, or the record that is there already."""
    form = PersonForm(request.POST or None, viewer=viewer(request))
    if request.method == "POST" and form.is_valid():
        told = form.told(firm_named(form.cleaned_data["employer"], form.cleaned_data["union"]))
        try:
            person, new = keeping.add_person(told=told, by=the_person(request), at=timezone.now())
        except Refused as no:
            form.add_error(None, sentence(no))
        else:
            messages.success(request, _("已经登记。") if new else _("这个人已经登记过，补上了新的资料。"))
            return redirect("people:person", person.uid)
    context = {"form": form, "chosen": form["languages"].value() or []}
    return render(request, "people/desk/person_form.html", context, status=422 if form.errors else 200)


def _person(request: HttpRequest, uid: uuid.UUID) -> Person:
    return get_object_or_404(queries.person(viewer(request), uid))


@staff(*KEEPERS)
@never_cache
def person(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One person: who they are, which roles they hold, how they sign in."""
    return render(request, "people/desk/person.html", person_page(request, _person(request, uid)))


def person_page(request: HttpRequest, found: Person, **more: Any) -> dict[str, Any]:
    """What the page about a person shows; forms that were filled in wrongly come in `more`."""
    spoken = LANGUAGES
    return {
        "person": found,
        "phone": mask_phone(str(found.phone or "")),
        "id_number": mask_id(str(found.id_number or "")),
        "languages": "、".join(str(spoken.get(code, code)) for code in found.languages),
        "grants": queries.grants_of(viewer(request), found),
        "today": today(),
        "officer": viewer(request).holds(("officer",), found.union_path),
        "self": found.pk == the_person(request).pk,
        "grant_form": GrantForm(viewer=viewer(request)),
        "account_form": AccountForm(initial={"username": found.username or ""}),
        "reason_form": ReasonForm(),
        **more,
    }


@staff("officer")
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put right what stands of somebody."""
    found = _person(request, uid)
    form = PersonForm(request.POST or None, viewer=viewer(request), person=found)
    if request.method == "POST" and form.is_valid():
        told = form.told(firm_named(form.cleaned_data["employer"], form.cleaned_data["union"]))
        try:
            changed = keeping.correct_person(person=found, told=told, by=the_person(request), at=timezone.now())
        except Refused as no:
            form.add_error(None, sentence(no))
        else:
            messages.success(request, _("已经改好。") if changed else _("没有要改的地方。"))
            return redirect("people:person", uid)
    context = {"form": form, "person": found, "chosen": form["languages"].value() or []}
    return render(request, "people/desk/person_form.html", context, status=422 if form.errors else 200)


@staff("officer")
@require_POST
@never_cache
def reveal(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The whole numbers, shown in this answer alone."""
    found = _person(request, uid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "people/desk/person.html", person_page(request, found, reason_form=form), status=422)
    shown = keeping.reveal(person=found, reason=form.cleaned_data["reason"], by=the_person(request), at=timezone.now())
    return render(request, "people/desk/person.html", person_page(request, found, shown=shown))


@staff(*KEEPERS)
@never_cache
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as narrowed, as Excel, for a reason that stands in the journal."""
    wanted = _wanted(request)
    seen = viewer(request)
    tops = queries.tops(seen)
    may_whole = all(seen.holds(("approver",), union.union_path) for union in tops)
    form = ExportForm(request.POST or None, may_whole=may_whole)
    rows = queries.people(seen, wanted, today())
    if request.method == "POST" and form.is_valid():
        whole = form.cleaned_data["whole"]
        facts = {"reason": form.cleaned_data["reason"], "whole": whole, "rows": rows.count()}
        for union in tops:
            keeping.take_along(union=union, **facts, by=the_person(request), at=timezone.now())
        return excel(_("人员"), queries.EXPORT_HEADERS, queries.exported_rows(rows, whole))
    context = {"form": form, "count": rows.count(), "wanted": wanted, "back": f"?{request.GET.urlencode()}"}
    return render(request, "people/desk/export.html", context, status=422 if form.errors else 200)
