"""Tables brought by who may, of any kind: choose a file, see what it would do, confirm, watch, find the result again."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.forms.desk import UploadForm
from xinlian.people.queries import desk as desk_queries
from xinlian.people.scope import Viewer, below
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say, sentence
from xinlian.sheets import queries
from xinlian.sheets.actions import bringing
from xinlian.sheets.kinds import Kind, kind_named, kind_names
from xinlian.sheets.models import Upload
from xinlian.sheets.tasks import begin
from xinlian.sheets.writing import excel

BRINGERS = ("officer", "medic")
PER_PAGE = 50
TONES = {"new": "ok", "changed": "info", "same": "off", "bad": "bad"}


def _upload(request: HttpRequest, uid: uuid.UUID) -> Upload:
    return get_object_or_404(_seen(viewer(request)), uid=uid)


def _seen(who: Viewer) -> "QuerySet[Upload]":
    """The uploads that somebody finds again: of each kind those below where one of its roles is held."""
    found = Q(pk__in=[])
    for kind in map(kind_named, kind_names()):
        found |= Q(kind=kind.name) & below(who.paths(kind.roles))
    return queries.all_uploads().filter(found)


def _kind(request: HttpRequest, name: str) -> Kind:
    """A kind that this viewer brings. Raises PermissionDenied."""
    known = kind_named(name)
    if not viewer(request).paths(known.roles):
        raise PermissionDenied
    return known


@staff(*BRINGERS)
def new(
    request: HttpRequest,
    kind: str,
    also: str = "",
    preset: Mapping[str, str] | None = None,
    about: str = "",
    back: str = "",
) -> HttpResponse:
    """Choose a file of a kind; checked in the background at once. `also`: more endings that the room turns to tables.

    `preset`: what the page knows of the options without choices; `about`: what the table is for, in words, and `back`
    the address where it stands.
    """
    known = _kind(request, kind)
    tops = desk_queries.tops(viewer(request), known.roles)
    given_options = {f"option_{key}": value for key, value in (preset or {}).items()}
    form = UploadForm(
        request.POST or None, request.FILES or None, tops=tops, options=known.options, initial=given_options
    )
    form.fields["file"].widget.attrs["accept"] += also
    if request.method == "POST" and form.is_valid():
        upload = _brought(request, form, kind)
        if upload is not None:
            begin(upload.pk, "checking")
            return redirect("people:upload", upload.uid)
    recent = _seen(viewer(request)).filter(kind=kind)[:5]
    context = {
        "form": form,
        "kind": known,
        "recent": _rows(recent),
        "now": timezone.now(),
        "crumbs": _crumbs(known, about, back),
    }
    return render(request, "sheets/new.html", context, status=422 if form.errors else 200)


def _brought(request: HttpRequest, form: UploadForm, kind: str) -> Upload | None:
    given = form.cleaned_data["file"]
    try:
        return bringing.bring(
            kind=kind,
            name=given.name,
            pieces=given.chunks(),
            union_path=form.union_path(),
            by=the_person(request),
            at=timezone.now(),
            options=form.declared(),
        )
    except Refused as no:
        form.add_error("file", sentence(no))
        return None


def _crumbs(kind: Kind, about: str, back: str) -> list[tuple[str, str]]:
    if about:
        return [(about, back), (_("导入"), "")]
    return [(_("导入"), reverse("people:uploads")), (str(kind.label), "")]


@staff(*BRINGERS)
def template(request: HttpRequest, kind: str) -> FileResponse:
    """An empty table with the right headers, and a sheet that says how to fill it."""
    known = _kind(request, kind)
    told = [(c.headers[0], str(c.hint), c.example, "、".join(c.headers[1:6])) for c in known.columns]
    notes = ("说明", ("列", "怎么填", "例子", "也认得的表头"), told)
    return excel(f"{known.label}", [column.headers[0] for column in known.columns], [], [notes])


@staff(*BRINGERS)
@never_cache
def uploads(request: HttpRequest) -> HttpResponse:
    """Everything that was brought, to be found again."""
    page = Paginator(_seen(viewer(request)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(page.object_list),
        "officer": bool(viewer(request).paths(("officer",))),
        "kinds": [_told(kind) for kind in map(kind_named, kind_names()) if viewer(request).paths(kind.roles)],
    }
    return render(request, "sheets/uploads.html", context)


def _told(kind: Kind) -> dict[str, Any]:
    """A kind of table: what must be in it, and where what it brings is found."""
    needs = [column.headers[0] for column in kind.columns if column.required or column.filled]
    return {"name": kind.name, "label": kind.label, "needs": "、".join(needs), "list_url": kind.list_url}


def _rows(found: Any) -> list[dict[str, Any]]:
    return [{"upload": one, "kind": kind_named(one.kind).label, "tone": _tone(one)} for one in found]


def _tone(upload: Upload) -> str:
    if upload.state == "done":
        return "warn" if upload.bad else "ok"
    return {"checked": "warn", "failed": "bad", "cancelled": "off"}.get(upload.state, "info")


@staff(*BRINGERS)
@never_cache
def upload(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Where a table stands: being checked, what it would do, being taken, what became of it."""
    found = _upload(request, uid)
    kind = kind_named(found.kind)
    page = Paginator(queries.problems(found), PER_PAGE).get_page(request.GET.get("page"))
    columns = [(column.key, column.headers[0]) for column in kind.columns]
    context = {
        "upload": found,
        "kind": kind,
        "tone": _tone(found),
        "failure": say(found.failure, found.failure_facts) if found.failure else "",
        "notes": queries.notes(found),
        "before": queries.brought_before(found) if found.state == "checked" else None,
        "columns": columns,
        "sample": [_shown(row, columns) for row in found.sample],
        "tally": [{**row, "words": _reason(row["code"])} for row in queries.tally(found)] if found.bad else [],
        "page": page,
        "problems": [(problem, queries.words(problem)) for problem in page.object_list],
        "to_take": found.new + found.changed,
        "stalled": found.running and found.moved_at < timezone.now() - bringing.STALLED,
        "days": kind.keep_days,
    }
    return render(request, "sheets/upload.html", context)


def _shown(row: dict[str, Any], columns: list[tuple[str, str]]) -> dict[str, Any]:
    words = {"new": _("新增"), "changed": _("更新"), "same": _("没有变化"), "bad": _("不能导入")}
    cells = [row["cells"].get(key, "") for key, _header in columns]
    return {**row, "cells": cells, "tone": TONES[row["state"]], "words": words[row["state"]]}


def _reason(code: str) -> str:
    """A reason in general: its sentence with the particulars left open."""
    blank = dict.fromkeys(("value", "allowed", "low", "high", "limit", "length", "sheet", "row", "column"), "…")
    more = dict.fromkeys(("name", "phone_name", "id_name", "wanted", "found", "title", "range", "columns"), "…")
    more |= dict.fromkeys(("known", "section", "age", "least", "most", "day"), "…")
    try:
        return say(code, {**blank, **more})
    except KeyError:
        return code


@staff(*BRINGERS)
@never_cache
def progress(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The bar alone, asked for every second; the page comes anew when the work is over."""
    found = _upload(request, uid)
    response = render(request, "sheets/progress.html", {"upload": found})
    if not found.running:
        response["HX-Refresh"] = "true"
    return response


@staff(*BRINGERS)
@require_POST
def confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Yes, take it."""
    found = _upload(request, uid)
    bringing.confirm(upload=found, by=the_person(request), at=timezone.now())
    begin(found.pk, "taking")
    return redirect("people:upload", uid)


@staff(*BRINGERS)
@require_POST
def cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """No, or stop."""
    bringing.cancel(upload=_upload(request, uid), by=the_person(request), at=timezone.now())
    messages.success(request, _("已经停下。已导入的行还在，其余的没有导入。"))
    return redirect("people:upload", uid)


@staff(*BRINGERS)
@require_POST
def go_on(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take up again what stopped."""
    found = _upload(request, uid)
    begin(found.pk, bringing.go_on(upload=found, by=the_person(request), at=timezone.now()))
    return redirect("people:upload", uid)


@staff(*BRINGERS)
def bad_rows(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """The rows that were not taken, with why, to mend and bring again."""
    found = _upload(request, uid)
    if not found.path:
        raise Http404
    headers, rows = queries.bad_rows(found)
    return excel(_("要改的行"), headers, rows)
